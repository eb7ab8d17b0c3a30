package org.rnn4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.rnn4j.autograd.Parameter;
import org.rnn4j.tensor.RandomKey;

class GrownRowsTest {
    private static final RandomKey KEY = RandomKey.of(1);

    private static void assertGrown(Parameter old, Parameter grown, int count, float further) {
        assertThat(grown.count()).isEqualTo(count);
        assertThat(Arrays.copyOf(grown.values(), old.count())).containsExactly(old.values());
        for (int i = old.count(); i < count; i++) {
            assertThat(grown.values()[i]).isEqualTo(further);
        }
        assertThat(grown).isNotSameAs(old);
    }

    @Test
    void embedding_keepsItsRowsAndItsPadding() {
        Embedding old = Embedding.withPadding(4, 3, 0, KEY);
        Embedding grown = old.grown(6, Initializers.constant(7f), KEY);
        assertGrown(old.parameters().get("weight"), grown.parameters().get("weight"), 18, 7f);
        assertThat(grown.hasPadding()).isTrue();
    }

    @Test
    void linear_keepsItsOutputs() {
        Linear old = new Linear(3, 2, KEY);
        Linear grown = old.grown(5, Initializers.constant(7f), Initializers.constant(8f), KEY);
        assertGrown(old.parameters().get("weight"), grown.parameters().get("weight"), 15, 7f);
        assertGrown(old.parameters().get("bias"), grown.parameters().get("bias"), 5, 8f);
        Linear unbiased = Linear.withoutBias(3, 2, KEY).grown(3, Initializers.zeros(), Initializers.zeros(), KEY);
        assertThat(unbiased.parameters().asMap()).containsOnlyKeys("weight");
    }

    @Test
    void fewerRows_areRefused() {
        assertThatThrownBy(() -> new Embedding(4, 3, KEY).grown(3, Initializers.zeros(), KEY))
                .hasMessage("Embedding.grown: expected at least the 4 rows there are, but got 3");
        assertThatThrownBy(() -> new Linear(3, 4, KEY).grown(2, Initializers.zeros(), Initializers.zeros(), KEY))
                .hasMessage("Linear.grown: expected at least the 4 rows there are, but got 2");
    }
}
