package org.rnn4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

class TensorTest {
    @Test
    void elements_areRowMajor() {
        Tensor tensor = Tensor.of(new float[] {0, 1, 2, 3, 4, 5}, 2, 3);
        assertThat(tensor.get(1, 0)).isEqualTo(3f);
        tensor.set(9f, 0, 2);
        assertThat(tensor.values()).containsExactly(0, 1, 9, 3, 4, 5);
        assertThat(tensor.rank()).isEqualTo(2);
        assertThat(tensor.count()).isEqualTo(6);
        assertThat(tensor.size(0)).isEqualTo(2);
        assertThat(tensor.size(-1)).isEqualTo(3);
        assertThat(tensor.shape()).containsExactly(2, 3);
    }

    @Test
    void of_copies_andWrapShares() {
        float[] values = {1, 2};
        Tensor copied = Tensor.of(values, 2);
        Tensor wrapped = Tensor.wrap(values, 2);
        values[0] = 7;
        assertThat(copied.get(0)).isEqualTo(1f);
        assertThat(wrapped.get(0)).isEqualTo(7f);
    }

    @Test
    void copyAndToArray_areIndependent_andReshapeShares() {
        Tensor tensor = Tensor.vector(1, 2, 3, 4);
        Tensor copy = tensor.copy();
        float[] array = tensor.toArray();
        Tensor reshaped = tensor.reshape(2, 2);
        tensor.set(9, 3);
        assertThat(copy.get(3)).isEqualTo(4f);
        assertThat(array[3]).isEqualTo(4f);
        assertThat(reshaped.get(1, 1)).isEqualTo(9f);
    }

    @Test
    void shape_cannotBeChangedFromOutside() {
        int[] shape = {2, 3};
        Tensor tensor = Tensor.zeros(shape);
        shape[0] = 5;
        tensor.shape()[1] = 5;
        assertThat(tensor.shape()).containsExactly(2, 3);
    }

    @Test
    void rankZeroAndEmpty_areLegal() {
        Tensor scalar = Tensor.of(new float[] {4}, new int[0]);
        assertThat(scalar.rank()).isZero();
        assertThat(scalar.item()).isEqualTo(4f);
        assertThat(scalar.get()).isEqualTo(4f);
        assertThat(Tensor.zeros(3, 0, Integer.MAX_VALUE, Integer.MAX_VALUE).count())
                .isZero();
    }

    @Test
    void matrices_goToEjmlAndBack() {
        Tensor tensor = Tensor.matrix(new float[][] {{1, 2, 3}, {4, 5, 6}});
        FMatrixRMaj matrix = tensor.toMatrix();
        assertThat(matrix.get(1, 2)).isEqualTo(6f);
        matrix.set(0, 0, 8);
        assertThat(tensor.get(0, 0)).isEqualTo(1f);
        Tensor back = Tensor.of(matrix);
        assertThat(back.shape()).containsExactly(2, 3);
        assertThat(back.values()).containsExactly(8, 2, 3, 4, 5, 6);
    }

    @Test
    void ejmlMatrix_withSpareRoom_isCopiedAsFarAsItReaches() {
        FMatrixRMaj matrix = new FMatrixRMaj(3, 3);
        matrix.reshape(1, 2);
        assertThat(Tensor.of(matrix).shape()).containsExactly(1, 2);
    }

    @Test
    void equality_isBitForBit() {
        assertThat(Tensor.vector(Float.NaN)).isEqualTo(Tensor.vector(Float.intBitsToFloat(0x7FC00001)));
        assertThat(Tensor.vector(Float.NaN)).hasSameHashCodeAs(Tensor.vector(Float.intBitsToFloat(0x7FC00001)));
        assertThat(Tensor.vector(0f)).isNotEqualTo(Tensor.vector(-0f));
        assertThat(Tensor.zeros(2, 3)).isNotEqualTo(Tensor.zeros(3, 2)).isNotEqualTo("Tensor");
    }

    @Test
    void toString_showsTheShapeAndFewValues() {
        assertThat(Tensor.vector(1, 2)).hasToString("Tensor[2][1.0, 2.0]");
        assertThat(Tensor.zeros(5, 5)).hasToString("Tensor[5, 5]");
    }

    @Test
    void wrongNumberOfValues_isRefused() {
        assertThatThrownBy(() -> Tensor.of(new float[5], 2, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Tensor: shape [2, 3] has 6 elements, but 5 values were given");
        assertThatThrownBy(() -> Tensor.zeros(2, 3).reshape(7)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void impossibleShapes_areRefusedBeforeAnythingIsAllocated() {
        assertThatThrownBy(() -> Tensor.zeros(2, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 0")
                .hasMessageContaining("[2, -1]");
        assertThatThrownBy(() -> Tensor.zeros(1 << 20, 1 << 20))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more elements than a Java array can hold");
        assertThatThrownBy(() -> Tensor.elementCount(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Tensor.elementCount(Integer.MAX_VALUE)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void unevenRows_areRefused() {
        assertThatThrownBy(() -> Tensor.matrix(new float[][] {{1, 2}, {3}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("row 1 has 1");
    }

    @Test
    void wrongAxesAndIndexes_areRefused() {
        Tensor tensor = Tensor.zeros(2, 3);
        assertThatThrownBy(() -> tensor.size(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> tensor.size(-3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> tensor.get(0, 3))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContaining("[0, 3]")
                .hasMessageContaining("[2, 3]");
        assertThatThrownBy(() -> tensor.get(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(tensor::item)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("[2, 3]");
        assertThatThrownBy(() -> Tensor.zeros(2).toMatrix()).isInstanceOf(IllegalStateException.class);
    }
}
