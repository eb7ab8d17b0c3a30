package org.rnn4j.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rnn4j.data.RealData;
import org.rnn4j.data.vocabulary.Vocabulary;
import org.rnn4j.tensor.RandomKey;

class BytePairTokenizerTest {
    private static final List<String> TEXTS =
            List.of("low low low low low lower lower newest newest newest newest newest newest widest widest widest");

    private static BytePairTokenizer trained(int maximumTokens, String... texts) {
        return new BytePairTrainer().addAll(List.of(texts)).train(maximumTokens);
    }

    @Test
    void mostFrequentPairs_areMergedFirst() {
        assertThat(trained(256 + 4, TEXTS.get(0)).alphabet().subList(256, 260))
                .containsExactly("es", "est", "lo", "low");
        assertThat(trained(262, TEXTS.get(0)).tokens("lowest")).containsExactly("low", "est");
    }

    /** The definition, without any shortcut. */
    private static List<String> slowMerges(List<String> texts, int merges) {
        List<List<String>> pieces = new ArrayList<>();
        for (String text : texts) {
            BytePairTokenizer.pieces(text)
                    .forEach(piece -> pieces.add(
                            piece.chars().mapToObj(Character::toString).toList()));
        }
        List<String> learned = new ArrayList<>();
        while (learned.size() < merges) {
            Map<BytePair, Long> counts = new HashMap<>();
            for (List<String> piece : pieces) {
                for (int i = 0; i + 1 < piece.size(); i++) {
                    counts.merge(new BytePair(piece.get(i), piece.get(i + 1)), 1L, Long::sum);
                }
            }
            BytePair best = Collections.min(
                    counts.keySet(),
                    (a, b) -> counts.get(a).equals(counts.get(b))
                            ? a.compareTo(b)
                            : Long.compare(counts.get(b), counts.get(a)));
            pieces.replaceAll(best::mergeIn);
            learned.add(best.toString());
        }
        return learned;
    }

    @Test
    void training_isThatOfTheDefinition() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            texts.add(RandomTexts.of(RandomKey.of(2), i) + " abab aaa banana ");
        }
        List<String> expected = slowMerges(texts, 100);
        BytePairTokenizer tokenizer =
                new BytePairTrainer().addAll(texts).minimumCount(1).train(256 + 100);
        assertThat(expected).doesNotHaveDuplicates();
        assertThat(tokenizer.describe().merges().subList(0, 95)).isEqualTo(expected.subList(0, 95));
    }

    @Test
    void orderOfTexts_makesNoDifference() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            texts.add(RandomTexts.of(RandomKey.of(3), i));
        }
        BytePairTokenizer forward = new BytePairTrainer().addAll(texts).train(400);
        Collections.reverse(texts);
        assertThat(new BytePairTrainer().addAll(texts).train(400).describe()).isEqualTo(forward.describe());
    }

    @Test
    void ties_goToTheSmallerBytes() {
        assertThat(trained(257, "ba", "ba", "ab", "ab").alphabet().get(256)).isEqualTo("ab");
        assertThat(trained(258, "zé", "zé").alphabet().subList(256, 258)).containsExactly("zÃ", "zÃ©");
    }

    @Test
    void anyText_comesBackAndNoTokenIsUnknown() {
        BytePairTokenizer tokenizer = trained(300, TEXTS.get(0), "über über über 漢字 漢字");
        Vocabulary vocabulary = Vocabulary.withoutUnknown(tokenizer.alphabet());
        for (int i = 0; i < 2_000; i++) {
            String text = RandomTexts.of(RandomKey.of(4), i) + " newest über漢字";
            int[] ids = vocabulary.encode(tokenizer.tokens(text));
            assertThat(tokenizer.text(vocabulary.decode(ids))).isEqualTo(text);
        }
        assertThat(tokenizer.tokens("")).isEmpty();
    }

    @Test
    void tokens_doNotReachOverPieces() {
        assertThat(BytePairTokenizer.pieces("It's 2,5  km\n\n (x)"))
                .containsExactly("It", "'", "s", "Ġ2", ",", "5", "Ġ", "Ġkm", "ĊĊ", "Ġ(", "x", ")");
    }

    @Test
    void maximum_isExactAndTheMinimumCountEndsEarlier() {
        assertThat(trained(256, "aa aa").alphabet()).hasSize(256);
        assertThat(trained(257, "aaaa aaaa").alphabet()).hasSize(257);
        assertThat(trained(1_000, "xy", "xy", "xz").alphabet().subList(256, 257))
                .containsExactly("xy");
        assertThat(trained(1_000, "xy").alphabet()).hasSize(256);
        assertThat(new BytePairTrainer().add("xy").minimumCount(1).train(1_000).alphabet())
                .hasSize(257);
    }

    @Test
    void shakespeare_comesBackInFewerTokens() throws Exception {
        Path file = RealData.folder("tiny_shakespeare").resolve("input.txt");
        String text = Files.readString(file);
        BytePairTokenizer tokenizer = new BytePairTrainer().add(text).train(2_000);
        List<String> tokens = tokenizer.tokens(text);
        System.out.println("BytePairTokenizerTest: " + text.length() + " characters, " + tokens.size() + " tokens");
        assertThat(tokenizer.alphabet()).hasSize(2_000);
        assertThat(tokens.size()).isLessThan(text.length() / 3 + text.length() / 10);
        assertThat(tokenizer.text(tokens)).isEqualTo(text);
    }

    @Test
    void wrongNumbersAndTexts_areRefused() {
        assertThatThrownBy(() -> trained(255, "a")).hasMessageContaining("256 bytes, but got a maximum of 255");
        assertThatThrownBy(() -> new BytePairTrainer().minimumCount(0)).hasMessageContaining("at least 1, but got 0");
        assertThatThrownBy(() -> trained(256, "a\uDC00")).hasMessageContaining("half of a surrogate pair");
        assertThatThrownBy(() -> new BytePairTokenizer(List.of("a b", "a b"))).hasMessageContaining("occurs twice");
        assertThatThrownBy(() -> new BytePairTokenizer(List.of("ab c"))).hasMessageContaining("got \"ab c\"");
        assertThatThrownBy(() -> new BytePairTokenizer(List.of("abc"))).hasMessageContaining("got \"abc\"");
    }
}
