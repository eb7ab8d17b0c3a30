package org.rnn4j.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rnn4j.tensor.Tensor;

class ParametersTest {
    private final Parameter first = new Parameter(Tensor.vector(1f, 2f));
    private final Parameter second = new Parameter(Tensor.vector(3f));
    private final Parameters both =
            Parameters.builder().add("first", first).add("second", second).build();

    @Test
    void parts_areJoinedWithDotsInDeclaredOrder() {
        Parameters nested = Parameters.of("outer", () -> both);
        assertThat(nested.asMap().keySet()).containsExactly("outer.first", "outer.second");
        assertThat(nested.size()).isEqualTo(2);
        assertThat(nested.count()).isEqualTo(3);
        assertThat(nested.get("outer.second")).isSameAs(second);
        assertThat(nested.find("second")).isNull();
    }

    @Test
    void sharedParameter_keepsItsFirstName() {
        Parameters shared = Parameters.of("a", () -> both, "b", () -> both);
        assertThat(shared.asMap().keySet()).containsExactly("a.first", "a.second");
    }

    @Test
    void wrongNames_areRefused() {
        assertThatThrownBy(() -> both.get("third"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Parameters: there is no third; the names are [first, second]");
        assertThatThrownBy(() -> Parameters.builder().add("same", first).add("same", second))
                .hasMessage("Parameters: the name same is used twice");
        assertThatThrownBy(() -> Parameters.builder().add("", first))
                .hasMessage("Parameters: a name must not be empty");
    }

    @Test
    void snapshot_isRestoredAsAWholeOrNotAtAll() {
        Map<String, Tensor> snapshot = both.snapshot();
        first.set(Tensor.vector(8f, 9f));
        both.restore(snapshot);
        assertThat(first.toTensor()).isEqualTo(Tensor.vector(1f, 2f));
        assertThatThrownBy(() -> both.restore(Map.of("first", Tensor.vector(5f, 6f), "second", Tensor.zeros(2))))
                .hasMessageStartingWith("Parameters.restore: second: expected shape [1], but got");
        assertThat(first.toTensor()).isEqualTo(Tensor.vector(1f, 2f));
        assertThatThrownBy(() -> both.restore(Map.of("first", Tensor.vector(5f, 6f))))
                .hasMessage("Parameters.restore: expected the names [first, second], but got [first]");
    }

    @Test
    void update_movesTheVersionAlsoWhenItFails() {
        long before = first.version();
        assertThatThrownBy(() -> first.update(values -> {
                    throw new IllegalStateException("planted");
                }))
                .hasMessage("planted");
        assertThat(first.version()).isGreaterThan(before);
        assertThatThrownBy(() -> first.set(Tensor.vector(1f)))
                .hasMessage("Parameter.set: expected shape [2], but got [1]");
    }

    @Test
    void parameter_copiesItsFirstValues() {
        Tensor initial = Tensor.vector(4f);
        Parameter parameter = new Parameter(initial);
        initial.set(5f, 0);
        assertThat(parameter.toTensor()).isEqualTo(Tensor.vector(4f));
    }
}
