package org.rnn4j.data.augment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.data.MalformedLines;
import org.rnn4j.tensor.RandomKey;

class TextAugmentationTest {
    private static final RandomKey KEY = RandomKey.of(1);
    private static final Synonyms SYNONYMS = Synonyms.of(synonyms());

    @TempDir
    private Path folder;

    /** Every word of {@link #text} has two synonyms. */
    private static Map<String, List<String>> synonyms() {
        Map<String, List<String>> all = new java.util.HashMap<>();
        text(60).forEach(word -> all.put(word, List.of(word + "-one", word + "-two", word)));
        return all;
    }

    private static List<String> text(int words) {
        return IntStream.range(0, words)
                .mapToObj(i -> String.format(Locale.ROOT, "word%02d", i))
                .toList();
    }

    private static int differences(List<String> left, List<String> right) {
        assertThat(left).hasSameSizeAs(right);
        return (int) IntStream.range(0, left.size())
                .filter(i -> !left.get(i).equals(right.get(i)))
                .count();
    }

    @Test
    void rate_isTheShareOfWordsAndAtLeastOne() {
        for (int words : new int[] {1, 3, 20, 60}) {
            int expected = Math.max(1, (int) Math.rint(0.1 * words));
            List<String> text = text(words);
            for (int i = 0; i < 20; i++) {
                RandomKey key = KEY.child(i);
                assertThat(differences(new SynonymReplacement(SYNONYMS, 0.1).augment(text, key), text))
                        .isEqualTo(expected);
                assertThat(differences(new WordDropout(0.1).augment(text, key), text))
                        .isEqualTo(expected);
                assertThat(differences(new KeyboardTypos(0.1).augment(text, key), text))
                        .isEqualTo(expected);
                assertThat(new RandomInsertion(SYNONYMS, 0.1).augment(text, key))
                        .hasSize(words + expected);
                assertThat(new RandomDeletion(0.1).augment(text, key)).hasSize(words == 1 ? 1 : words - expected);
            }
        }
    }

    @Test
    void swap_keepsTheWordsAndMovesThem() {
        List<String> text = text(40);
        for (int i = 0; i < 20; i++) {
            List<String> one = new RandomSwap(0.01).augment(text, KEY.child(i));
            List<String> several = new RandomSwap(0.2).augment(text, KEY.child(i));

            assertThat(differences(one, text)).isEqualTo(2);
            assertThat(several).containsExactlyInAnyOrderElementsOf(text).isNotEqualTo(text);
        }
        assertThat(new RandomSwap(1).augment(List.of("alone"), KEY)).containsExactly("alone");
    }

    @Test
    void replacements_areSynonymsOfTheirWords() {
        List<String> text = text(20);
        List<String> changed = new SynonymReplacement(SYNONYMS, 1).augment(text, KEY);

        for (int i = 0; i < text.size(); i++) {
            assertThat(SYNONYMS.of(text.get(i))).contains(changed.get(i)).doesNotContain(text.get(i));
        }
        assertThat(new HashSet<>(changed.stream()
                        .map(word -> word.substring(word.indexOf('-')))
                        .toList()))
                .containsExactlyInAnyOrder("-one", "-two");
    }

    @Test
    void insertions_areSynonymsAndLeaveTheOrder() {
        List<String> text = text(20);
        List<String> changed = new ArrayList<>(new RandomInsertion(SYNONYMS, 0.5).augment(text, KEY));
        changed.removeIf(word -> word.contains("-"));

        assertThat(changed).isEqualTo(text);
    }

    @Test
    void deletion_keepsTheOrderAndAlwaysSomething() {
        List<String> text = text(20);

        assertThat(new RandomDeletion(0.3).augment(text, KEY)).isSubsetOf(text).isSorted();
        assertThat(new RandomDeletion(1).augment(text, KEY)).hasSize(1);
        assertThat(new RandomDeletion(1).augment(List.of(), KEY)).isEmpty();
    }

    @Test
    void typos_changeOneLetterOfEachWord() {
        for (int i = 0; i < 200; i++) {
            String typo =
                    new KeyboardTypos(1).augment(List.of("Film"), KEY.child(i)).get(0);
            assertThat(typo).isNotEqualTo("Film").matches("[A-Z]?[a-zA-Z]*");
            assertThat(typo.length()).isBetween(3, 5);
            assertThat(new KeyboardTypos(1).augment(List.of("a"), KEY.child(i)).get(0))
                    .isNotEmpty()
                    .isNotEqualTo("a");
        }
        assertThat(new KeyboardTypos(1).augment(List.of("42", "!"), KEY)).containsExactly("42", "!");
    }

    @Test
    void reservedWords_areNeverTouched() {
        List<String> text = text(10);
        Set<String> reserved = Set.copyOf(text.subList(0, 5));
        for (int i = 0; i < 20; i++) {
            RandomKey key = KEY.child(i);
            List<TextAugmentation> inPlace = List.of(
                    new SynonymReplacement(SYNONYMS, 1, reserved),
                    new RandomSwap(0.1, reserved),
                    new WordDropout(1, "?", reserved),
                    new KeyboardTypos(1, reserved));
            for (TextAugmentation augmentation : inPlace) {
                List<String> changed = augmentation.augment(text, key);
                assertThat(changed.subList(0, 5)).isEqualTo(text.subList(0, 5));
                assertThat(changed).isNotEqualTo(text);
            }
            assertThat(new RandomDeletion(1, reserved).augment(text, key)).isEqualTo(text.subList(0, 5));
            assertThat(new RandomInsertion(SYNONYMS, 1, reserved).augment(text, key))
                    .noneMatch(word -> word.matches("word0[0-4]-.*"));
        }
    }

    @Test
    void result_isAFunctionOfTextAndKey() {
        List<String> text = text(30);
        TextAugmentation easy = TextAugmentation.easy(SYNONYMS, 0.1);
        Set<List<String>> different = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            List<String> changed = easy.augment(text, KEY.child(i));
            assertThat(easy.augment(text, KEY.child(i))).isEqualTo(changed);
            different.add(changed);
        }
        assertThat(different).hasSizeGreaterThan(35);
        assertThat(different.stream().map(List::size)).contains(27, 30, 33); // deleted, replaced or swapped, inserted
    }

    @Test
    void chance_leavesTheOthersAlone() {
        List<String> text = text(10);
        TextAugmentation half = new RandomDeletion(0.1).withChance(0.5);
        long changed = IntStream.range(0, 400)
                .filter(i -> !half.augment(text, KEY.child(i)).equals(text))
                .count();

        assertThat(changed).isBetween(160L, 240L);
        assertThat(new RandomDeletion(0.1).withChance(0).augment(text, KEY)).isEqualTo(text);
    }

    @Test
    void chain_appliesAllAndDeclaresTheWorst() {
        TextAugmentation typos = new KeyboardTypos(1);
        TextAugmentation both = TextAugmentation.chain(typos, new RandomDeletion(0.1));

        assertThat(both.augment(text(10), KEY)).hasSize(9).doesNotContainAnyElementsOf(text(10));
        assertThat(typos.labelEffect()).isEqualTo(LabelEffect.USUALLY_KEEPS);
        assertThat(both.labelEffect()).isEqualTo(LabelEffect.USUALLY_KEEPS);
        assertThat(TextAugmentation.oneOf(typos, typos).withChance(0.5).labelEffect())
                .isEqualTo(LabelEffect.USUALLY_KEEPS);
    }

    @Test
    void backTranslation_goesThereAndBack() {
        Translator there =
                (tokens, key) -> tokens.stream().map(word -> word + "+").toList();
        Translator back =
                (tokens, key) -> tokens.stream().map(word -> word + "-").toList();

        assertThat(new BackTranslation(there, back).augment(List.of("a", "b"), KEY))
                .containsExactly("a+-", "b+-");
        BackTranslation lossy = new BackTranslation(there, (tokens, key) -> List.of());
        assertThatIllegalStateException().isThrownBy(() -> lossy.augment(List.of("a"), KEY));
    }

    @Test
    void synonymFile_isReadStrictly() throws IOException {
        Path file = Files.writeString(folder.resolve("s.tsv"), "film\tmovie picture film\nfun\tfun\n");
        Path damaged = Files.writeString(folder.resolve("d.tsv"), "film\tmovie\nfilm\tpicture\nfun joy\n");
        MalformedLines skipped = MalformedLines.skipped();

        Synonyms read = Synonyms.read(file, UTF_8, MalformedLines.refused());
        assertThat(read.size()).isEqualTo(1);
        assertThat(read.of("film")).containsExactly("movie", "picture");
        assertThat(read.among(word -> word.equals("picture")).of("film")).containsExactly("picture");
        assertThat(read.among(word -> false).has("film")).isFalse();
        assertThatThrownBy(() -> Synonyms.read(damaged, UTF_8, MalformedLines.refused()))
                .hasMessageContaining("d.tsv, line 2");
        assertThat(Synonyms.read(damaged, UTF_8, skipped).of("film")).containsExactly("movie");
        assertThat(skipped.count()).isEqualTo(2);
    }

    @Test
    void badRates_areRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RandomSwap(0)).withMessageContaining("RandomSwap");
        assertThatIllegalArgumentException().isThrownBy(() -> new RandomDeletion(1.1));
        assertThatIllegalArgumentException().isThrownBy(() -> new WordDropout(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> new RandomSwap(0.1).withChance(2));
        assertThatIllegalArgumentException().isThrownBy(TextAugmentation::oneOf);
        assertThatIllegalArgumentException().isThrownBy(TextAugmentation::chain);
    }
}
