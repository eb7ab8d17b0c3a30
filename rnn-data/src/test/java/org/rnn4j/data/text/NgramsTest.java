package org.rnn4j.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;
import org.rnn4j.tensor.Tensor;

class NgramsTest {
    private static List<String> randomText(int index) {
        RandomStream random = RandomKey.of(9).child(index).stream();
        List<String> tokens = new ArrayList<>();
        for (int i = random.nextInt(30); i > 0; i--) {
            tokens.add("word" + random.nextInt(4));
        }
        return tokens;
    }

    /** How often the tokens of {@code part} stand one behind the other in the text. */
    private static int occurrences(List<String> text, List<String> part) {
        int count = 0;
        for (int from = 0; from < text.size(); from++) {
            boolean here = from + part.size() <= text.size();
            for (int i = 0; here && i < part.size(); i++) {
                here = text.get(from + i).equals(part.get(i));
            }
            count += here ? 1 : 0;
        }
        return count;
    }

    @Test
    void ngrams_areRunsOfNeighbours() {
        assertThat(Ngrams.upTo(2).of(List.of("a", "b", "c")))
                .containsExactly(List.of("a"), List.of("b"), List.of("c"), List.of("a", "b"), List.of("b", "c"));
        assertThat(new Ngrams(3, 5).of(List.of("a", "b"))).isEmpty();
        assertThat(new Ngrams(2, 2).of(List.of())).isEmpty();
    }

    @Test
    void counts_areThoseOfSearching() {
        for (int i = 0; i < 200; i++) {
            List<String> text = randomText(i);
            Map<List<String>, Integer> counts = new Ngrams(1, 3).counts(text);
            counts.forEach((ngram, count) -> assertThat(count).isEqualTo(occurrences(text, ngram)));
            int all = counts.values().stream().mapToInt(Integer::intValue).sum();
            int length = text.size();
            assertThat(all).isEqualTo(length + Math.max(length - 1, 0) + Math.max(length - 2, 0));
        }
    }

    @Test
    void hashedCounts_areThoseOfTheBuckets() {
        HashedNgrams hashed = new HashedNgrams(Ngrams.upTo(2), 64);
        List<List<String>> texts = List.of(randomText(1), List.of(), randomText(2));
        Tensor counts = hashed.counts(texts);
        assertThat(counts.shape()).containsExactly(3, 64);
        for (int text = 0; text < 3; text++) {
            Map<Integer, Integer> expected = new HashMap<>();
            for (int id : hashed.ids(texts.get(text))) {
                expected.merge(id, 1, Integer::sum);
            }
            for (int bucket = 0; bucket < 64; bucket++) {
                assertThat(counts.get(text, bucket)).isEqualTo((float) expected.getOrDefault(bucket, 0));
            }
        }
    }

    @Test
    void signedCounts_cancelOutOnAverage() {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 4_000; i++) {
            words.add("w" + i);
        }
        Tensor counts = new HashedNgrams(new Ngrams(1, 1), 3, true).counts(List.of(words));
        Tensor absolute = new HashedNgrams(new Ngrams(1, 1), 3).counts(List.of(words));
        for (int bucket = 0; bucket < 3; bucket++) {
            assertThat(counts.get(0, bucket)).isBetween(-160f, 160f); // 4 standard deviations of 1,333 signs
            assertThat(absolute.get(0, bucket)).isBetween(1_200f, 1_470f);
        }
    }

    @Test
    void hash_isTheSameForever() {
        assertThat(new HashedNgrams(Ngrams.upTo(2), 1_000).ids(List.of("new", "york", "é")))
                .containsExactly(935, 718, 230, 293, 691);
        assertThat(HashedNgrams.hash(List.of("a", "b")))
                .isNotEqualTo(HashedNgrams.hash(List.of("ab")))
                .isNotEqualTo(HashedNgrams.hash(List.of("b", "a")));
    }

    @Test
    void buckets_areFilledEvenly() {
        int[] filled = new int[100];
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            words.add("word" + i);
        }
        Arrays.stream(new HashedNgrams(new Ngrams(1, 1), 100).ids(words)).forEach(id -> filled[id]++);
        assertThat(Arrays.stream(filled)).allMatch(one -> one > 60 && one < 140);
    }

    @Test
    void wrongNumbers_areRefused() {
        assertThatThrownBy(() -> new Ngrams(0, 1)).hasMessageContaining("0 to 1");
        assertThatThrownBy(() -> new Ngrams(3, 2)).hasMessageContaining("3 to 2");
        assertThatThrownBy(() -> new HashedNgrams(Ngrams.upTo(1), 0)).hasMessageContaining("at least 1 bucket");
    }
}
