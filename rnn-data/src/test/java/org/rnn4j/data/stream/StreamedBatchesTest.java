package org.rnn4j.data.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.data.DataFileException;
import org.rnn4j.data.corpus.TextLines;
import org.rnn4j.data.table.TableFormat;
import org.rnn4j.data.table.TableReader;
import org.rnn4j.data.table.TableRow;
import org.rnn4j.tensor.BatchSource.Position;
import org.rnn4j.tensor.RandomKey;

class StreamedBatchesTest {
    private static final int EXAMPLES = 103;
    private static final int SIZE = 4;
    private static final RandomKey KEY = RandomKey.of(1);

    private final AtomicInteger read = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();

    @TempDir
    private Path folder;

    private Stream<Integer> numbers() {
        open.incrementAndGet();
        return IntStream.range(0, EXAMPLES)
                .boxed()
                .peek(unused -> read.incrementAndGet())
                .onClose(open::decrementAndGet);
    }

    private StreamedBatches<Integer, List<Integer>> batches() throws IOException {
        return StreamedBatches.of(this::numbers, SIZE, list -> List.copyOf(list));
    }

    private List<StreamedSource<List<Integer>>> orders() throws IOException {
        return List.of(
                batches().inOrder(),
                batches().shuffledInBlocks(KEY, 5),
                batches().bucketedInBlocks(KEY, 5, i -> i % 7));
    }

    private static List<List<Integer>> epoch(StreamedSource<List<Integer>> source, long epoch) {
        source.restore(new Position(epoch, 0));
        List<List<Integer>> batches = new ArrayList<>();
        while (source.hasNext()) {
            batches.add(source.next());
        }
        return batches;
    }

    private static List<Integer> flat(List<List<Integer>> batches) {
        return batches.stream().flatMap(List::stream).toList();
    }

    @Test
    void everyExample_comesOnceInEveryEpoch() throws Exception {
        for (StreamedSource<List<Integer>> source : orders()) {
            assertThat(source.batchesPerEpoch()).isEqualTo(26);
            assertThat(source.examplesPerEpoch()).isEqualTo(EXAMPLES);
            for (long epoch : new long[] {0, 1, 9}) {
                List<List<Integer>> batches = epoch(source, epoch);
                assertThat(flat(batches))
                        .containsExactlyInAnyOrderElementsOf(numbers().toList());
                assertThat(batches.subList(0, 25)).allMatch(batch -> batch.size() == SIZE);
                assertThat(batches.get(25)).hasSize(3);
            }
            assertThatThrownBy(source::next)
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessageContaining("epoch 9 is over after 26 batches");
        }
    }

    @Test
    void randomOrders_differBetweenEpochsAndComeAgain() throws Exception {
        for (StreamedSource<List<Integer>> source : orders().subList(1, 3)) {
            List<List<Integer>> first = epoch(source, 0);
            assertThat(epoch(source, 1)).isNotEqualTo(first);
            assertThat(epoch(source, 0)).isEqualTo(first);
            assertThat(flat(first)).isNotEqualTo(numbers().toList());
        }
        assertThat(flat(epoch(batches().inOrder(), 4))).isEqualTo(numbers().toList());
    }

    @Test
    void anyPosition_isFoundAgain() throws Exception {
        for (int order = 0; order < 3; order++) {
            List<List<Integer>> whole = epoch(orders().get(order), 2);
            for (int batch = 0; batch <= 26; batch++) {
                StreamedSource<List<Integer>> other = orders().get(order);
                other.restore(new Position(2, batch));
                assertThat(other.position()).isEqualTo(new Position(2, batch));
                List<List<Integer>> rest = new ArrayList<>();
                while (other.hasNext()) {
                    rest.add(other.next());
                }
                assertThat(rest).isEqualTo(whole.subList(batch, 26));
            }
        }
    }

    @Test
    void noMoreThanABlock_isHeld() throws Exception {
        StreamedSource<List<Integer>> source = batches().shuffledInBlocks(KEY, 5);
        read.set(0);
        int delivered = 0;
        while (source.hasNext()) {
            delivered += source.next().size();
            assertThat(read.get() - delivered).isBetween(0, 4 * SIZE);
        }
    }

    @Test
    void borders_moveFromEpochToEpoch() throws Exception {
        StreamedSource<List<Integer>> source = batches().shuffledInBlocks(KEY, 5);
        Set<Set<Integer>> firstBlocks = new HashSet<>();
        for (long epoch = 0; epoch < 60; epoch++) {
            read.set(0);
            source.restore(new Position(epoch, 0));
            source.next();
            firstBlocks.add(Set.of(read.get()));
            source.close();
        }
        assertThat(firstBlocks)
                .containsOnly(Set.of(4), Set.of(8), Set.of(12), Set.of(16), Set.of(20))
                .hasSize(5);
    }

    @Test
    void bucketing_putsSimilarLengthsTogether() throws Exception {
        int spread = 0;
        for (List<Integer> batch : epoch(batches().bucketedInBlocks(KEY, 26, i -> i % 7), 5)) {
            IntStream lengths = batch.stream().mapToInt(i -> i % 7);
            spread += lengths.max().orElseThrow()
                    - batch.stream().mapToInt(i -> i % 7).min().orElseThrow();
        }
        assertThat(spread).isLessThan(26);
    }

    @Test
    void files_areClosed() throws Exception {
        for (StreamedSource<List<Integer>> source : orders()) {
            assertThat(open).hasValue(0);
            source.next();
            assertThat(open).hasValue(1);
            source.restore(new Position(0, 1));
            assertThat(open).hasValue(1);
            source.restore(new Position(3, 2));
            assertThat(open).hasValue(0);
            epoch(source, 1);
            assertThat(open).hasValue(0);
            source.restore(Position.START);
            source.next();
            source.close();
            assertThat(open).hasValue(0);
            assertThat(source.next()).hasSize(SIZE);
            source.close();
        }
    }

    @Test
    void smallerLastBatch_isLeftOutIfAskedFor() throws Exception {
        StreamedSource<List<Integer>> source = batches().droppingLast().shuffledInBlocks(KEY, 3);
        assertThat(source.batchesPerEpoch()).isEqualTo(25);
        assertThat(source.examplesPerEpoch()).isEqualTo(100);
        assertThat(flat(epoch(source, 0))).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    void wrongInput_isRefused() throws Exception {
        assertThatThrownBy(() -> StreamedBatches.of(this::numbers, 0, list -> list))
                .hasMessageContaining("at least 1");
        assertThatThrownBy(() -> batches().shuffledInBlocks(KEY, 0)).hasMessageContaining("blocks of at least 1");
        assertThatThrownBy(() ->
                        StreamedBatches.of(() -> Stream.of(), 2, list -> list).inOrder())
                .hasMessageContaining("0 examples make no batch");
        assertThatThrownBy(() -> batches().inOrder().restore(new Position(0, 27)))
                .hasMessageContaining("another batch size");
    }

    @Test
    void changedFile_isNoticed() throws Exception {
        Path file = Files.writeString(folder.resolve("lines"), "a\nb\nc\n");
        StreamedSource<List<String>> source = StreamedBatches.of(
                        () -> TextLines.open(file, UTF_8), 2, list -> List.<String>copyOf(list))
                .inOrder();
        Files.writeString(file, "a\nb\n");
        source.next();
        assertThatThrownBy(source::next)
                .hasMessageContaining("expected 3 examples")
                .hasMessageContaining("ended after 2");
        source.close();
    }

    @Test
    void tables_areRead() throws Exception {
        Path file = Files.writeString(folder.resolve("t.csv"), "label,text\n1,a b\n0,c\n1,d\n");
        StreamedBatches<TableRow, List<String>> batches = StreamedBatches.of(
                () -> ExampleFile.stream(TableReader.open(file, TableFormat.CSV, "label", "text")),
                2,
                rows -> rows.stream().map(row -> row.get("text")).toList());
        try (StreamedSource<List<String>> source = batches.inOrder()) {
            assertThat(source.next()).containsExactly("a b", "c");
            assertThat(source.next()).containsExactly("d");
        }
        Files.writeString(file, "label,text\n1\n");
        assertThatThrownBy(() -> batches.inOrder().next())
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining("line 2");
    }

    /** The main class of a JVM whose heap is smaller than the file it goes through. */
    static final class SmallHeap {
        private SmallHeap() {}

        public static void main(String[] arguments) throws IOException {
            Path file = Path.of(arguments[0]);
            StreamedBatches<String, Integer> batches = StreamedBatches.of(
                    () -> TextLines.open(file, UTF_8),
                    32,
                    lines -> lines.stream().mapToInt(String::length).sum());
            long characters = 0;
            try (StreamedSource<Integer> source = batches.shuffledInBlocks(KEY, 50)) {
                source.restore(new Position(3, 100));
                while (source.hasNext()) {
                    characters += source.next();
                }
            }
            System.out.println(batches.examples() + " " + characters + " "
                    + Runtime.getRuntime().maxMemory());
        }
    }

    @Test
    void fileLargerThanTheHeap_isGoneThrough() throws Exception {
        Path file = folder.resolve("large.txt");
        String line = "x".repeat(1_000);
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (int i = 0; i < 60_000; i++) {
                writer.append(line).append('\n');
            }
        }
        Process small = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx16m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeap.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String printed = new String(small.getInputStream().readAllBytes(), UTF_8);
        assertThat(small.waitFor()).as(printed).isZero();
        String[] figures = printed.strip().split(" ");
        assertThat(figures[0]).isEqualTo("60000");
        assertThat(figures[1]).isEqualTo(Long.toString((60_000L - 3_200) * 1_000));
        assertThat(Long.parseLong(figures[2])).isLessThan(Files.size(file) / 2);
    }
}
