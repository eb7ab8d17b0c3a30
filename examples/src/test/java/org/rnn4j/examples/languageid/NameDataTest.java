package org.rnn4j.examples.languageid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.examples.UserError;
import org.rnn4j.tensor.RandomKey;

class NameDataTest {
    private static final String HEADER = "language\tname\tsplit\n";
    private static final String USABLE =
            HEADER + "de\tFrankreich\ttrain\nfr\tAllemagne\ttrain\nde\tItalien\tvalidation\nfr\tItalie\ttest\n";

    @TempDir
    private Path folder;

    @Test
    void localeNames_areSplit80To10To10InEveryLanguage() {
        NameData data = NameData.ofLocales(RandomKey.of(1));

        Map<String, Long> train = countByLanguage(data.train());
        Map<String, Long> validation = countByLanguage(data.validation());
        Map<String, Long> test = countByLanguage(data.test());
        train.forEach((language, count) -> {
            double all = count + validation.get(language) + test.get(language);
            assertThat(count / all).as(language).isBetween(0.795, 0.805);
            assertThat(validation.get(language) / all).as(language).isBetween(0.095, 0.105);
        });
        List<Name> together = new ArrayList<>(data.train());
        together.addAll(data.validation());
        together.addAll(data.test());
        assertThat(together).containsExactlyInAnyOrderElementsOf(LocaleNames.read());
    }

    private static Map<String, Long> countByLanguage(List<Name> names) {
        return names.stream().collect(Collectors.groupingBy(Name::language, Collectors.counting()));
    }

    @Test
    void split_dependsOnTheKeyAlone() {
        NameData data = NameData.ofLocales(RandomKey.of(1));

        assertThat(NameData.ofLocales(RandomKey.of(1))).isEqualTo(data);
        assertThat(NameData.ofLocales(RandomKey.of(2)).test()).isNotEqualTo(data.test());
    }

    @Test
    void writtenFile_isReadBackAsItWas() throws IOException {
        NameData data = NameData.ofLocales(RandomKey.of(1));
        Path file = folder.resolve("names.tsv");

        data.write(file);

        assertThat(Files.readAllLines(file)).startsWith("language\tname\tsplit").hasSize(data.size() + 1);
        assertThat(NameData.read(file)).isEqualTo(data);
    }

    @Test
    void splitOfTheFile_isHonoured() throws IOException {
        NameData data = NameData.read(file(USABLE));

        assertThat(data.train()).containsExactly(new Name("Frankreich", "de"), new Name("Allemagne", "fr"));
        assertThat(data.validation()).containsExactly(new Name("Italien", "de"));
        assertThat(data.test()).containsExactly(new Name("Italie", "fr"));
        assertThat(data.languages().names()).containsExactly("de", "fr");
    }

    @Test
    void otherOrderOfColumns_isRead() throws IOException {
        NameData data = NameData.read(file("split\tnote\tname\tlanguage\ntrain\t\ta b\tx\ntrain\t\tc\ty\n"
                + "validation\t\td\tx\ntest\t\t\"e\ty\n"));

        assertThat(data.train()).containsExactly(new Name("a b", "x"), new Name("c", "y"));
        assertThat(data.test()).containsExactly(new Name("\"e", "y"));
    }

    @Test
    void malformedFile_isRefusedWithTheLine() throws IOException {
        assertRefused(USABLE + "de\tSpanien\n", "line 6", "3 fields");
        assertRefused(USABLE + "de\tSpanien\tdev\n", "line 6", "'dev'", "train, validation or test");
        assertRefused(USABLE + "de\t \ttest\n", "line 6", "expected a name");
        assertRefused(USABLE + "\tSpanien\ttest\n", "line 6", "expected a language");
        assertRefused("name\tsplit\nx\ttrain\n", "line 1", "language");
        assertRefused("", "empty");
        Path latin1 =
                Files.write(folder.resolve("latin1.tsv"), (USABLE + "de\tÖsterreich\ttest\n").getBytes("ISO-8859-1"));
        assertThatThrownBy(() -> NameData.read(latin1))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("line 6", "UTF-8");
    }

    @Test
    void unusableData_isRefused() throws IOException {
        assertRefused(HEADER, "none is marked train");
        assertRefused(USABLE.replace("validation", "train"), "none is marked validation");
        assertRefused(USABLE + "it\tSpagna\ttest\n", "language it", "marked test", "none marked train");
        assertRefused(USABLE.replace("fr\t", "de\t"), "at least two languages");
    }

    @Test
    void missingFile_isRefused() {
        Path missing = folder.resolve("missing.tsv");

        assertThatThrownBy(() -> NameData.read(missing))
                .isInstanceOf(UserError.class)
                .hasMessage("cannot read " + missing + ": there is no such file or folder");
    }

    @Test
    void sample_hasSoManyNamesOfEachPart() {
        NameData data = NameData.ofLocales(RandomKey.of(1));
        NameData sample = data.sample(50, 20, RandomKey.of(2));

        assertThat(sample.train()).hasSize(50).doesNotHaveDuplicates().isSubsetOf(data.train());
        assertThat(sample.validation()).hasSize(20).isSubsetOf(data.validation());
        assertThat(sample.test()).hasSize(20).isSubsetOf(data.test());
        assertThat(data.sample(Integer.MAX_VALUE, Integer.MAX_VALUE, RandomKey.of(2)))
                .isEqualTo(data);
    }

    private void assertRefused(String content, String... messageParts) throws IOException {
        Path file = file(content);
        assertThatThrownBy(() -> NameData.read(file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(file.toString())
                .hasMessageContainingAll(messageParts);
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("names.tsv"), content);
    }
}
