package org.rnn4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.Tensor;

class InitializersTest {
    private static final RandomKey KEY = RandomKey.of(5);
    private static final int[] SHAPE = {60, 150};

    private static double deviation(Tensor tensor) {
        double sum = 0;
        for (float value : tensor.values()) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum / tensor.count());
    }

    private static double largest(Tensor tensor) {
        double largest = 0;
        for (float value : tensor.values()) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    @Test
    void uniformKinds_fillTheirBound() {
        Map<Initializer, Double> bounds = Map.of(
                Initializers.xavierUniform(), Math.sqrt(6.0 / 210),
                Initializers.heUniform(), Math.sqrt(6.0 / 150),
                Initializers.uniform(0.3), 0.3);
        bounds.forEach((initializer, bound) -> {
            Tensor tensor = initializer.initialize(SHAPE, KEY);
            assertThat(largest(tensor)).isBetween(0.99 * bound, bound);
            assertThat(deviation(tensor)).isCloseTo(bound / Math.sqrt(3), within(0.02 * bound));
        });
    }

    @Test
    void normalKinds_haveTheirDeviation() {
        Map<Initializer, Double> deviations = Map.of(
                Initializers.xavierNormal(), Math.sqrt(2.0 / 210),
                Initializers.heNormal(), Math.sqrt(2.0 / 150),
                Initializers.normal(0.3), 0.3);
        deviations.forEach((initializer, expected) -> {
            Tensor tensor = initializer.initialize(SHAPE, KEY);
            assertThat(deviation(tensor)).isCloseTo(expected, within(0.03 * expected));
            assertThat(largest(tensor)).isGreaterThan(3 * expected);
        });
    }

    @Test
    void fans_countFurtherAxes() {
        Tensor tensor = Initializers.heUniform().initialize(new int[] {40, 10, 15}, KEY);
        assertThat(largest(tensor)).isBetween(0.99 * Math.sqrt(6.0 / 150), Math.sqrt(6.0 / 150));
    }

    @ParameterizedTest
    @CsvSource({"7, 7", "9, 4", "4, 9", "1, 5", "64, 33"})
    void orthogonal_hasOrthonormalRowsOrColumns(int rows, int columns) {
        Tensor q = Initializers.orthogonal().initialize(new int[] {rows, columns}, KEY);
        boolean wide = rows < columns;
        int lines = Math.min(rows, columns);
        for (int i = 0; i < lines; i++) {
            for (int j = 0; j <= i; j++) {
                double dot = 0;
                for (int k = 0; k < Math.max(rows, columns); k++) {
                    dot += wide ? q.get(i, k) * q.get(j, k) : q.get(k, i) * q.get(k, j);
                }
                assertThat(dot).isCloseTo(i == j ? 1 : 0, within(1e-5));
            }
        }
    }

    @Test
    void orthogonal_isEvenlyDistributed() {
        double sum = 0;
        for (int i = 0; i < 400; i++) {
            sum += Initializers.orthogonal()
                    .initialize(new int[] {3, 3}, KEY.child(i))
                    .get(0, 0);
        }
        assertThat(sum / 400).isCloseTo(0, within(0.1)); // without the sign rule the first element is always negative
    }

    @Test
    void orthogonal_flattensFurtherAxes() {
        Tensor q = Initializers.orthogonal().initialize(new int[] {4, 2, 3}, KEY);
        assertThat(q.shape()).containsExactly(4, 2, 3);
        assertThat(q.reshape(4, 6)).isEqualTo(Initializers.orthogonal().initialize(new int[] {4, 6}, KEY));
    }

    @Test
    void values_dependOnTheKeyAlone() {
        for (Initializer initializer : new Initializer[] {Initializers.xavierUniform(), Initializers.orthogonal()}) {
            Tensor first = initializer.initialize(SHAPE, KEY);
            assertThat(initializer.initialize(SHAPE, KEY)).isEqualTo(first);
            assertThat(initializer.initialize(SHAPE, KEY.child(1))).isNotEqualTo(first);
        }
        assertThat(Initializers.zeros().initialize(new int[] {2}, KEY)).isEqualTo(Tensor.zeros(2));
        assertThat(Initializers.constant(2f).initialize(new int[] {2}, KEY)).isEqualTo(Tensor.vector(2f, 2f));
    }

    @Test
    void senselessSettings_areRefused() {
        assertThatThrownBy(() -> Initializers.xavierUniform().initialize(new int[] {3}, KEY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Initializers.xavierUniform: expected at least 2 axes without a size of 0, but the shape is"
                        + " [3]; use zeros, uniform or normal");
        assertThatThrownBy(() -> Initializers.orthogonal().initialize(new int[] {3, 0}, KEY))
                .hasMessageStartingWith("Initializers.orthogonal: expected at least 2 axes");
        assertThatThrownBy(() -> Initializers.uniform(Double.NaN))
                .hasMessage("Initializers.uniform: expected a finite bound of at least 0, but got NaN");
        assertThatThrownBy(() -> Initializers.normal(-1))
                .hasMessage("Initializers.normal: expected a finite deviation of at least 0, but got -1.0");
    }
}
