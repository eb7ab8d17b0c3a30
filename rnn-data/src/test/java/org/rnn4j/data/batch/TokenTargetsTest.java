package org.rnn4j.data.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.Lengths;
import org.rnn4j.tensor.TokenBatch;

class TokenTargetsTest {
    private static final List<int[]> TEXTS = List.of(new int[] {5, 6, 7}, new int[] {8}, new int[] {9, 10});

    @Test
    void tags_standAtTheirTokens() {
        List<int[]> tags = List.of(new int[] {1, 2, 1}, new int[] {3}, new int[] {2, 2});
        Batch<TokenBatch, TokenBatch> batch =
                TokenBatches.tagged(TEXTS, tags, 3).inOrder().next();
        assertThat(batch.target().lengths()).isEqualTo(batch.input().lengths()).isEqualTo(Lengths.of(3, 1, 2));
        assertThat(batch.input().id(2, 0)).isEqualTo(7);
        assertThat(batch.target().id(2, 0)).isEqualTo(1);
        assertThat(batch.target().id(0, 1)).isEqualTo(3);
        assertThat(batch.target().id(1, 2)).isEqualTo(2);
        assertThat(batch.target().id(2, 2)).isZero();
    }

    @Test
    void targetsOfOtherLengths_areLegalForTranslations() {
        List<int[]> translations = List.of(new int[] {1}, new int[] {2, 3}, new int[] {4, 5, 6, 7});
        Batch<TokenBatch, TokenBatch> batch = Batches.of(Inputs.tokens(TEXTS, 0), Targets.tokens(translations, 0), 2)
                .only(new int[] {2, 0})
                .inOrder()
                .next();
        assertThat(batch.input().lengths()).isEqualTo(Lengths.of(2, 3));
        assertThat(batch.target().lengths()).isEqualTo(Lengths.of(4, 1));
    }

    @Test
    void tagsThatDoNotFit_areRefused() {
        List<int[]> tags = List.of(new int[3], new int[2], new int[2]);
        assertThatThrownBy(() -> TokenBatches.tagged(TEXTS, tags, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 tokens of text 1, but got 2");
        assertThatThrownBy(() -> TokenBatches.tagged(TEXTS, List.of(new int[3]), 2))
                .hasMessageContaining("3 sequences, but got 1 targets");
    }
}
