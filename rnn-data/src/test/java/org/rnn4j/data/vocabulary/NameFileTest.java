package org.rnn4j.data.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.data.DataFileException;
import org.rnn4j.data.Mutants;
import org.rnn4j.tensor.RandomKey;

class NameFileTest {
    private static final int MUTANTS = 2_000;

    @TempDir
    private Path folder;

    private Path written(Vocabulary vocabulary) throws Exception {
        Path file = folder.resolve("vocabulary.json");
        vocabulary.write(file);
        return file;
    }

    private void assertRefused(String json, String... traces) throws Exception {
        assertRefused(json.getBytes(StandardCharsets.UTF_8), traces);
    }

    private void assertRefused(byte[] json, String... traces) throws Exception {
        Path file = folder.resolve("refused.json");
        Files.write(file, json);
        var refusal = assertThatThrownBy(() -> Vocabulary.read(file))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining(file.toString());
        for (String trace : traces) {
            refusal.hasMessageContaining(trace);
        }
    }

    @Test
    void tokensOfAnyLength_areReadBack() throws Exception {
        for (int length : new int[] {100_000, 100_001, 5_000_000}) {
            Vocabulary vocabulary = Vocabulary.of(List.of("a", "ä".repeat(length), "b"));
            assertThat(Vocabulary.read(written(vocabulary))).isEqualTo(vocabulary);
        }
    }

    @Test
    void filesThatCouldNotBeReadBack_areNotWritten() throws Exception {
        Path file = written(Vocabulary.of(List.of("a")));
        byte[] before = Files.readAllBytes(file);
        var layout = new NameFile.Layout("rnn4j-vocabulary", "tokens", List.of("padding", "unknown"));
        NameFile longer = new NameFile(Map.of("padding", 0, "unknown", 1), List.of("<pad>", "<unk>", "a", "b"));
        int length = longer.toJson(layout).length;
        assertThatThrownBy(() -> longer.write(file, layout, length - 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("at most " + (length - 1) + " bytes");
        assertThat(file).hasBinaryContent(before);
        longer.write(file, layout, length);
        assertThat(Vocabulary.read(file)).isEqualTo(Vocabulary.of(List.of("a", "b")));
    }

    @Test
    void mutants_areEqualOrRefused() throws Exception {
        Vocabulary vocabulary = Vocabulary.builder()
                .add(List.of("e", "e", "a", "ß", "\uD83D\uDE00", "\"", "\\", "the", "und", "\t"))
                .build();
        byte[] original = Files.readAllBytes(written(vocabulary));
        RandomKey key = RandomKey.of(7);
        Path file = folder.resolve("mutant.json");
        int refused = 0;
        for (int i = 0; i < MUTANTS; i++) {
            Files.write(file, Mutants.of(original, key, i));
            try {
                assertThat(Vocabulary.read(file)).as("mutant %d", i).isEqualTo(vocabulary);
            } catch (DataFileException expected) {
                assertThat(expected.file()).isEqualTo(file.toString());
                refused++;
            }
        }
        System.out.println("NameFileTest: " + refused + " of " + MUTANTS + " mutants refused, the others equal");
        assertThat(refused).isBetween(MUTANTS * 8 / 10, MUTANTS);
    }

    @Test
    void everySingleChangedLetterInTokens_isRefused() throws Exception {
        String json = Files.readString(written(Vocabulary.of(List.of("aaa", "bbb"))));
        assertRefused(json.replace("aaa", "aab"), "checksum");
        assertRefused(json.replace("\"aaa\",", ""), "checksum");
        assertRefused(json.replace("<unk>", "<unl>"), "checksum");
    }

    @Test
    void structure_isChecked() throws Exception {
        String json = Files.readString(written(Vocabulary.of(List.of("a", "b"))));
        assertRefused("", "expected one JSON object, but found the end");
        assertRefused("[]", "expected one JSON object");
        assertRefused("{}", "\"format\" is missing");
        assertRefused(json + "{}", "nothing after");
        assertRefused(json.replace("\"tokens\"", "\"words\""), "unknown key \"words\"");
        assertRefused(json.replace("\"version\": 1", "\"version\": 1, \"more\": 2"), "unknown key \"more\"");
        assertRefused(json.replace("\"version\": 1", "\"version\": 1, \"version\": 1"), "Duplicate");
        assertRefused(json.replace("\"version\": 1", "\"version\": 2"), "newer version");
        assertRefused(json.replace("\"version\": 1", "\"version\": 0"), "expected format version 1");
        assertRefused(json.replace("\"version\": 1", "\"version\": 1.0"), "whole number");
        assertRefused(json.replace("\"version\": 1", "\"version\": 99999999999"), "below 2^31");
        assertRefused(json.replace("rnn4j-vocabulary", "other"), "expected format \"rnn4j-vocabulary\"");
        assertRefused(json.replace("\"b\"", "\"a\""), "entry 3", "occurs twice");
        assertRefused(json.replace("\"b\"", "\"\""), "entry 3", "empty");
        assertRefused(json.replace("\"b\"", "\"\\ud800\""));
        assertRefused(json.replace("\"b\"", "null"), "expected a string");
        assertRefused(json.replace("\"unknown\"", "\"begin\""), "unknown special entry \"begin\"");
        assertRefused(json.replace("\"padding\": 0", "\"padding\": true"), "whole number");
    }

    @Test
    void specialEntriesInOtherPlaces_areRefusedEvenWithAFittingChecksum() throws Exception {
        var layout = new NameFile.Layout("rnn4j-vocabulary", "tokens", List.of("padding", "unknown"));
        for (var special : List.of(
                Map.of("padding", 1),
                Map.of("unknown", 1),
                Map.of("padding", 0, "unknown", 2),
                Map.<String, Integer>of())) {
            byte[] json = new NameFile(special, List.of("p", "u", "a")).toJson(layout);
            assertRefused(json, "special entry");
        }
        assertRefused(new NameFile(Map.of("padding", 0), List.of()).toJson(layout), "special entry");
    }

    @Test
    void invalidUtf8_isRefusedWithItsOffset() throws Exception {
        byte[] json = Files.readAllBytes(written(Vocabulary.of(List.of("a", "b"))));
        json[20] = (byte) 0xFF;
        assertRefused(json, "byte 20", "UTF-8");
    }

    @Test
    void syntaxError_hasAnOffset() throws Exception {
        String json = Files.readString(written(Vocabulary.of(List.of("a", "b"))));
        Path file = folder.resolve("refused.json");
        Files.writeString(file, json.replace("\"b\"", "b"));
        assertThat(catchThrowable(() -> Vocabulary.read(file))).isInstanceOfSatisfying(DataFileException.class, e -> {
            assertThat(e.offset()).isBetween(1L, (long) json.length());
            assertThat(e.line()).isEqualTo(DataFileException.NONE);
        });
    }

    @Test
    void bombs_areRefused() throws Exception {
        assertRefused("{\"special\":" + "[".repeat(100_000), "expected an object");
        assertRefused("{\"special\":{\"padding\":" + "{\"a\":".repeat(100_000));
        assertRefused("{\"version\":" + "9".repeat(1_000_000) + "}");
        assertRefused("{\"format\":\"" + "a".repeat(1_000_000) + "\"}");
        assertRefused("{\"" + "a".repeat(1_000_000) + "\":1}");
    }
}
