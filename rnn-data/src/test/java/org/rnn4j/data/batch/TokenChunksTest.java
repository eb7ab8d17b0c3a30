package org.rnn4j.data.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.BatchSource.Position;
import org.rnn4j.tensor.Chunk;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.TokenBatch;

class TokenChunksTest {
    private static final RandomKey KEY = RandomKey.of(1);

    private static int[] upTo(int from, int count) {
        int[] text = new int[count];
        for (int i = 0; i < count; i++) {
            text[i] = from + i;
        }
        return text;
    }

    private static List<Chunk<TokenBatch, TokenBatch>> epoch(BatchSource<Chunk<TokenBatch, TokenBatch>> source) {
        List<Chunk<TokenBatch, TokenBatch>> chunks = new ArrayList<>();
        while (source.hasNext()) {
            chunks.add(source.next());
        }
        return chunks;
    }

    /** What a row reads over an epoch; a bar where a sequence begins. */
    private static String row(List<Chunk<TokenBatch, TokenBatch>> chunks, int row) {
        StringBuilder read = new StringBuilder();
        for (Chunk<TokenBatch, TokenBatch> chunk : chunks) {
            int length = chunk.input().lengths().get(row);
            read.append(length > 0 && chunk.begins()[row] ? "|" : "");
            for (int t = 0; t < length; t++) {
                assertThat(chunk.target().id(t, row)).isEqualTo(chunk.input().id(t, row) + 1);
                read.append(chunk.input().id(t, row)).append(' ');
            }
            read.append("/ ");
        }
        return read.toString();
    }

    @Test
    void text_isReadInEqualPartsSideBySide() {
        BatchSource<Chunk<TokenBatch, TokenBatch>> source = TokenChunks.ofText(upTo(100, 12), 2, 4); // 11 targets
        List<Chunk<TokenBatch, TokenBatch>> chunks = epoch(source);
        assertThat(row(chunks, 0)).isEqualTo("|100 101 102 103 / 104 105 / ");
        assertThat(row(chunks, 1)).isEqualTo("|106 107 108 109 / 110 / ");
        assertThat(chunks.stream().map(Chunk::size)).containsExactly(8, 3);
        assertThat(source.batchesPerEpoch()).isEqualTo(2);
        assertThat(source.examplesPerEpoch()).isEqualTo(11);
        assertThat(chunks.get(1).target().lengths())
                .isEqualTo(chunks.get(1).input().lengths());
    }

    @Test
    void everyTokenButTheFirst_isATargetOnce() {
        for (int length : new int[] {2, 7, 31, 64, 65}) {
            for (int rows = 1; rows < length && rows < 8; rows++) {
                for (int steps : new int[] {1, 3, 8, 100}) {
                    List<Integer> targets = new ArrayList<>();
                    for (Chunk<TokenBatch, TokenBatch> chunk :
                            epoch(TokenChunks.ofText(upTo(0, length), rows, steps))) {
                        for (int b = 0; b < rows; b++) {
                            for (int t = 0; t < chunk.target().lengths().get(b); t++) {
                                targets.add(chunk.target().id(t, b));
                            }
                        }
                        assertThat(chunk.input().time()).isBetween(1, steps);
                    }
                    assertThat(targets)
                            .hasSize(length - 1)
                            .doesNotHaveDuplicates()
                            .doesNotContain(0);
                }
            }
        }
    }

    @Test
    void textsOfTheirOwn_beginChunksAndAreReadWhole() {
        List<int[]> texts = List.of(upTo(0, 8), upTo(20, 3), upTo(40, 4), upTo(60, 2));
        List<Chunk<TokenBatch, TokenBatch>> chunks = epoch(TokenChunks.ofTexts(texts, 2, 3));
        assertThat(row(chunks, 0)).isEqualTo("|0 1 2 / 3 4 5 / 6 / ");
        assertThat(row(chunks, 1)).isEqualTo("|20 21 / |40 41 42 / |60 / ");
        assertThat(chunks.get(1).begins()).containsExactly(false, true);
    }

    @Test
    void rowThatIsOver_staysWithLengthZero() {
        List<Chunk<TokenBatch, TokenBatch>> chunks = epoch(TokenChunks.ofTexts(List.of(upTo(0, 8), upTo(20, 3)), 2, 3));
        assertThat(chunks).hasSize(3);
        assertThat(row(chunks, 1)).isEqualTo("|20 21 / / / ");
        assertThat(chunks.get(2).rows()).isEqualTo(2);
        assertThat(chunks.get(2).size()).isEqualTo(1);
    }

    @Test
    void shuffledTexts_keepRowsAndNumberOfChunksInEveryEpoch() {
        List<int[]> texts = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            texts.add(upTo(100 * i, 2 + i));
        }
        BatchSource<Chunk<TokenBatch, TokenBatch>> source = TokenChunks.ofTexts(texts, 3, 4, KEY);
        Set<String> orders = new HashSet<>();
        for (int epoch = 0; epoch < 5; epoch++) {
            source.restore(new Position(epoch, 0));
            List<Chunk<TokenBatch, TokenBatch>> chunks = epoch(source);
            assertThat(chunks).hasSize((int) source.batchesPerEpoch());
            assertThat(chunks.stream().mapToInt(Chunk::size).sum()).isEqualTo((int) source.examplesPerEpoch());
            String first = row(chunks, 0);
            orders.add(first);
            assertThat(Arrays.stream(first.replace("/ ", "").split("\\|")).sorted())
                    .isEqualTo(Arrays.stream(
                                    orders.iterator().next().replace("/ ", "").split("\\|"))
                            .sorted()
                            .toList());
        }
        assertThat(orders).hasSizeGreaterThan(1);
        assertThat(source.batchesPerEpoch()).isEqualTo(8); // 24 chunks in all, in three rows
    }

    @Test
    void restore_goesOnWhereThePositionWasTaken() {
        List<int[]> texts = List.of(upTo(0, 18), upTo(100, 7), upTo(200, 9), upTo(300, 5));
        BatchSource<Chunk<TokenBatch, TokenBatch>> source = TokenChunks.ofTexts(texts, 2, 3, KEY);
        source.restore(new Position(3, 0));
        List<Chunk<TokenBatch, TokenBatch>> whole = epoch(source);
        for (int read = 0; read <= whole.size(); read++) {
            BatchSource<Chunk<TokenBatch, TokenBatch>> other = TokenChunks.ofTexts(texts, 2, 3, KEY);
            other.restore(new Position(3, read));
            assertThat(other.position()).isEqualTo(new Position(3, read));
            List<Chunk<TokenBatch, TokenBatch>> rest = epoch(other);
            for (int b = 0; b < 2; b++) {
                assertThat(row(rest, b)).isEqualTo(row(whole.subList(read, whole.size()), b));
            }
        }
    }

    @Test
    void wrongRequests_areErrors() {
        assertThatThrownBy(() -> TokenChunks.ofText(upTo(0, 3), 3, 5))
                .hasMessage("TokenChunks: expected a text of at least 4 tokens for 3 rows, but got 3");
        assertThatThrownBy(() -> TokenChunks.ofText(upTo(0, 9), 0, 5))
                .hasMessage("TokenChunks: expected at least 1 of rows, but got 0");
        assertThatThrownBy(() -> TokenChunks.ofText(upTo(0, 9), 2, 0))
                .hasMessage("TokenChunks: expected at least 1 of steps, but got 0");
        assertThatThrownBy(() -> TokenChunks.ofTexts(List.of(upTo(0, 3), new int[] {1}), 2, 2))
                .hasMessageContaining("text 1 has 1");
        assertThatThrownBy(() -> TokenChunks.ofTexts(List.of(upTo(0, 3)), 2, 2))
                .hasMessageContaining("take fewer rows");
        BatchSource<Chunk<TokenBatch, TokenBatch>> source = TokenChunks.ofText(upTo(0, 3), 1, 5);
        source.next();
        assertThatThrownBy(source::next)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("restore(new Position(1, 0))");
        assertThatThrownBy(() -> source.restore(new Position(0, 2))).hasMessageContaining("an epoch has 1 chunks");
    }
}
