package org.rnn4j.data.augment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rnn4j.data.batch.Batches;
import org.rnn4j.data.batch.Targets;
import org.rnn4j.data.vocabulary.Vocabulary;
import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.TokenBatch;

class AugmentedTextsTest {
    private static final List<String> WORDS =
            IntStream.range(0, 20).mapToObj(i -> "w" + i).toList();
    private static final Vocabulary VOCABULARY = Vocabulary.of(WORDS);

    private static BatchSource<Batch<TokenBatch, int[]>> source() {
        List<List<String>> texts = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            texts.add(WORDS.subList(0, 8 + i));
        }
        AugmentedTexts<TokenBatch> inputs = AugmentedTexts.tokens(
                texts, new WordDropout(0.2), VOCABULARY::encode, RandomKey.of(3).child("changes"));
        int[] labels = IntStream.range(0, 10).toArray();
        return Batches.of(inputs, Targets.labels(labels), 4)
                .shuffled(RandomKey.of(3).child("order"));
    }

    private static List<String> read(BatchSource<Batch<TokenBatch, int[]>> source, int batches) {
        List<String> read = new ArrayList<>();
        for (int i = 0; i < batches; i++) {
            if (!source.hasNext()) {
                source.restore(new BatchSource.Position(source.position().epoch() + 1, 0));
            }
            Batch<TokenBatch, int[]> batch = source.next();
            read.add(Arrays.toString(batch.target())
                    + Arrays.toString(batch.input().ids()));
        }
        return read;
    }

    @Test
    void resumedSource_givesTheSameChanges() {
        List<String> whole = read(source(), 9);
        BatchSource<Batch<TokenBatch, int[]>> resumed = source();
        resumed.restore(new BatchSource.Position(1, 2));

        assertThat(read(source(), 9)).isEqualTo(whole);
        assertThat(read(resumed, 4)).isEqualTo(whole.subList(5, 9));
    }

    @Test
    void everyEpoch_changesAnew() {
        AugmentedTexts<TokenBatch> inputs =
                AugmentedTexts.tokens(List.of(WORDS), new WordDropout(0.2), VOCABULARY::encode, RandomKey.of(3));
        int[] first = inputs.collate(0, new int[] {0}).ids();
        int[] second = inputs.collate(1, new int[] {0}).ids();

        assertThat(first).isEqualTo(inputs.collate(new int[] {0}).ids()).isNotEqualTo(second);
        assertThat(Arrays.stream(second).filter(id -> id == 1)).hasSize(4);
        assertThat(inputs.count()).isEqualTo(1);
        assertThat(inputs.length(0)).isEqualTo(20);
    }
}
