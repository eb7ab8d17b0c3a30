package org.rnn4j.data.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.BatchSource.Position;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;
import org.rnn4j.tensor.TokenBatch;

class BatchesTest {
    private static final int EXAMPLES = 203;
    private static final int SIZE = 8;
    private static final RandomKey KEY = RandomKey.of(1);

    /** Sequence i has 1 to 30 steps of i + 1, and the label i. */
    private static List<int[]> sequences() {
        RandomStream random = RandomKey.of(9).stream();
        List<int[]> sequences = new ArrayList<>();
        for (int i = 0; i < EXAMPLES; i++) {
            int[] sequence = new int[1 + random.nextInt(30)];
            Arrays.fill(sequence, i + 1);
            sequences.add(sequence);
        }
        return sequences;
    }

    private static Batches<TokenBatch, int[]> batches() {
        return TokenBatches.of(sequences(), IntStream.range(0, EXAMPLES).toArray(), SIZE);
    }

    private static Map<String, BatchSource<Batch<TokenBatch, int[]>>> orders(Batches<TokenBatch, int[]> batches) {
        return Map.of(
                "inOrder", batches.inOrder(),
                "sortedByLength", batches.sortedByLength(),
                "shuffled", batches.shuffled(KEY),
                "bucketed", batches.bucketedByLength(KEY, 4));
    }

    /** The labels of all batches left in the epoch. */
    private static List<int[]> rest(BatchSource<Batch<TokenBatch, int[]>> source) {
        List<int[]> labels = new ArrayList<>();
        while (source.hasNext()) {
            labels.add(source.next().target());
        }
        return labels;
    }

    private static List<int[]> epoch(BatchSource<Batch<TokenBatch, int[]>> source, long epoch) {
        source.restore(new Position(epoch, 0));
        return rest(source);
    }

    private static int[] flat(List<int[]> batches) {
        return batches.stream().flatMapToInt(Arrays::stream).toArray();
    }

    private static int[] allLabels() {
        return IntStream.range(0, EXAMPLES).toArray();
    }

    @Test
    void everyExample_comesExactlyOnceInEveryEpoch() {
        orders(batches()).forEach((name, source) -> {
            for (long epoch : new long[] {0, 1, 2, 1L << 40}) {
                assertThat(flat(epoch(source, epoch))).as(name).containsExactlyInAnyOrder(allLabels());
            }
            assertThat(source.examplesPerEpoch()).isEqualTo(EXAMPLES);
            assertThat(source.batchesPerEpoch()).isEqualTo(26);
        });
    }

    @Test
    void batches_holdSequencesLengthsAndLabelsThatBelongTogether() {
        List<int[]> sequences = sequences();
        orders(batches()).forEach((name, source) -> {
            while (source.hasNext()) {
                Batch<TokenBatch, int[]> batch = source.next();
                TokenBatch input = batch.input();
                assertThat(batch.size()).isEqualTo(batch.target().length).isEqualTo(input.batch());
                assertThat(input.time()).isEqualTo(input.lengths().max());
                for (int b = 0; b < batch.size(); b++) {
                    int[] sequence = sequences.get(batch.target()[b]);
                    assertThat(input.lengths().get(b)).isEqualTo(sequence.length);
                    for (int t = 0; t < input.time(); t++) {
                        assertThat(input.id(t, b)).isEqualTo(t < sequence.length ? sequence[t] : 0);
                    }
                }
            }
        });
    }

    @Test
    void orderWithoutKey_isThatOfTheExamplesInEveryEpoch() {
        BatchSource<Batch<TokenBatch, int[]>> source = batches().inOrder();
        assertThat(flat(epoch(source, 0))).containsExactly(allLabels());
        assertThat(flat(epoch(source, 5))).containsExactly(allLabels());
    }

    @Test
    void randomOrder_isAFunctionOfKeyAndEpoch() {
        for (int poolBatches : new int[] {0, 4}) {
            int[] first = flat(epoch(random(KEY, poolBatches), 1));
            BatchSource<Batch<TokenBatch, int[]>> other = random(KEY, poolBatches);
            epoch(other, 7);
            other.restore(new Position(3, 2));
            other.next();
            assertThat(flat(epoch(other, 1))).containsExactly(first);
            assertThat(flat(epoch(other, 2))).isNotEqualTo(first);
            assertThat(flat(epoch(random(RandomKey.of(2), poolBatches), 1))).isNotEqualTo(first);
        }
    }

    private static BatchSource<Batch<TokenBatch, int[]>> random(RandomKey key, int poolBatches) {
        return poolBatches == 0 ? batches().shuffled(key) : batches().bucketedByLength(key, poolBatches);
    }

    @Test
    void shuffling_leavesNoExampleAtHome() {
        int[] shuffled = flat(epoch(batches().shuffled(KEY), 0));
        long stayed = IntStream.range(0, EXAMPLES).filter(i -> shuffled[i] == i).count();
        assertThat(stayed).isLessThan(10); // about one is expected
    }

    @Test
    void restore_continuesExactlyThere() {
        orders(batches()).forEach((name, source) -> {
            List<int[]> whole = epoch(source, 3);
            for (int stop = 0; stop <= whole.size(); stop++) {
                source.restore(new Position(3, 0));
                for (int i = 0; i < stop; i++) {
                    source.next();
                }
                Position position = source.position();
                assertThat(position).isEqualTo(new Position(3, stop));
                BatchSource<Batch<TokenBatch, int[]>> fresh = orders(batches()).get(name);
                fresh.restore(position);
                assertThat(rest(fresh))
                        .as(name)
                        .usingRecursiveComparison()
                        .isEqualTo(whole.subList(stop, whole.size()));
            }
        });
    }

    @Test
    void endOfEpoch_isReportedWithTheWayOn() {
        BatchSource<Batch<TokenBatch, int[]>> source = batches().inOrder();
        assertThat(source.position()).isEqualTo(Position.START);
        rest(source);
        assertThat(source.hasNext()).isFalse();
        assertThatThrownBy(source::next)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("epoch 0 is over after 26 batches")
                .hasMessageContaining("Position(1, 0)");
        assertThatThrownBy(() -> source.restore(new Position(0, 27)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("an epoch has 26 batches");
    }

    @Test
    void lastBatch_isKeptUnlessDropped() {
        orders(batches()).forEach((name, source) -> {
            List<int[]> epoch = epoch(source, 0);
            assertThat(epoch).filteredOn(batch -> batch.length == SIZE).as(name).hasSize(25);
            assertThat(epoch).filteredOn(batch -> batch.length == 3).as(name).hasSize(1);
        });
        orders(batches().droppingLast()).forEach((name, source) -> {
            assertThat(source.batchesPerEpoch()).isEqualTo(25);
            assertThat(source.examplesPerEpoch()).isEqualTo(200);
            assertThat(epoch(source, 0)).as(name).hasSize(25).allMatch(batch -> batch.length == SIZE);
        });
    }

    @Test
    void droppedExamples_areOthersInEachEpochAndNotTheLongest() {
        List<int[]> sequences = sequences();
        BatchSource<Batch<TokenBatch, int[]>> source = batches().droppingLast().bucketedByLength(KEY, 26);
        long longDropped = 0;
        Set<Integer> everDropped = new HashSet<>();
        for (int epoch = 0; epoch < 40; epoch++) {
            Set<Integer> dropped = new HashSet<>();
            Arrays.stream(allLabels()).forEach(dropped::add);
            Arrays.stream(flat(epoch(source, epoch))).forEach(dropped::remove);
            assertThat(dropped).hasSize(3);
            everDropped.addAll(dropped);
            longDropped +=
                    dropped.stream().filter(i -> sequences.get(i).length > 20).count();
        }
        assertThat(everDropped).hasSizeGreaterThan(70); // about 91 are expected
        assertThat(longDropped).isBetween(15L, 70L); // a third of 120 is expected
    }

    @Test
    void buckets_groupSimilarLengths() {
        long shuffled = padding(batches().shuffled(KEY));
        long bucketed = padding(batches().bucketedByLength(KEY, 8));
        long sorted = padding(batches().sortedByLength());
        assertThat(bucketed).isLessThan(shuffled / 3);
        assertThat(sorted).isLessThanOrEqualTo(bucketed);
    }

    private static long padding(BatchSource<Batch<TokenBatch, int[]>> source) {
        long padding = 0;
        while (source.hasNext()) {
            TokenBatch batch = source.next().input();
            padding += (long) batch.time() * batch.batch() - batch.lengths().total();
        }
        return padding;
    }

    @Test
    void bucketedBatches_comeInNoOrderOfLength() {
        BatchSource<Batch<TokenBatch, int[]>> source = batches().bucketedByLength(KEY, 26);
        List<Integer> longest = new ArrayList<>();
        while (source.hasNext()) {
            longest.add(source.next().input().time());
        }
        long rising = IntStream.range(1, longest.size())
                .filter(i -> longest.get(i) > longest.get(i - 1))
                .count();
        assertThat(rising).isBetween(5L, 20L);
    }

    @Test
    void poolOfOneBatch_makesTheSameBatchesAsThoseShuffledExamples() {
        List<int[]> buckets = epoch(batches().bucketedByLength(KEY, 1), 0);
        int[] shuffled = allLabels();
        KEY.child(0).child("examples").stream().shuffle(shuffled);
        List<List<Integer>> expected = new ArrayList<>();
        for (int from = 0; from < EXAMPLES; from += SIZE) {
            expected.add(IntStream.range(from, Math.min(from + SIZE, EXAMPLES))
                    .map(i -> shuffled[i])
                    .sorted()
                    .boxed()
                    .toList());
        }
        assertThat(buckets.stream()
                        .map(batch -> Arrays.stream(batch).sorted().boxed().toList()))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void only_takesThePartOfASplit() {
        int[] part = {5, 200, 7};
        assertThat(flat(epoch(batches().only(part).inOrder(), 0))).containsExactly(part);
        assertThat(flat(epoch(batches().only(part).shuffled(KEY), 0))).containsExactlyInAnyOrder(part);
        assertThatThrownBy(() -> batches().only(new int[] {EXAMPLES}))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContaining("from 0 to 202, but got 203");
    }

    @Test
    void emptySequences_areRefusedWithTheirIndexUnlessAllowed() {
        List<int[]> texts = List.of(new int[] {1}, new int[0], new int[] {1, 2});
        Batches<TokenBatch, int[]> batches = TokenBatches.of(texts, new int[3], 2);
        assertThatThrownBy(batches::inOrder)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sequence 1 has no steps")
                .hasMessageContaining("allowingEmpty()");
        assertThatThrownBy(() -> batches.shuffled(KEY)).hasMessageContaining("sequence 1");
        assertThat(batches.only(new int[] {0, 2}).inOrder().examplesPerEpoch()).isEqualTo(2);
        TokenBatch batch = batches.allowingEmpty().inOrder().next().input();
        assertThat(batch.lengths().toArray()).containsExactly(1, 0);
    }

    @Test
    void nonsense_isRefused() {
        assertThatThrownBy(() -> TokenBatches.of(sequences(), new int[2], SIZE))
                .hasMessageContaining("each of the 203 sequences, but got 2 targets");
        assertThatThrownBy(() -> TokenBatches.of(sequences(), allLabels(), 0))
                .hasMessageContaining("batch size of at least 1, but got 0");
        assertThatThrownBy(() -> batches().bucketedByLength(KEY, 0))
                .hasMessageContaining("at least 1 batch, but got 0");
        assertThatThrownBy(() -> batches().only(new int[0]).inOrder()).hasMessageContaining("0 examples make no batch");
        assertThatThrownBy(() -> batches().only(new int[] {1, 2}).droppingLast().inOrder())
                .hasMessageContaining("2 examples make no batch of size 8");
    }
}
