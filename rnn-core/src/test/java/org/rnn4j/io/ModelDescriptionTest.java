package org.rnn4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnn4j.tensor.RandomKey;

class ModelDescriptionTest {
    private static ModelDescription description() {
        JsonObject settings = JsonObject.builder()
                .put("cell", "lstm")
                .put("hiddenSize", 128)
                .put("dropout", 0.3)
                .put("bidirectional", true)
                .put("labels", List.of("de", "fr"))
                .build();
        Map<String, String> files = new LinkedHashMap<>();
        files.put("parameters", "model.safetensors");
        files.put("vocabulary", "vocabulary.json");
        return new ModelDescription("sequence-classifier", settings, files, Map.of("purpose", "tests"));
    }

    private static byte[] bytes() {
        return description().toJson().toBytes();
    }

    private static ModelDescription read(String json) {
        return ModelDescription.of(JsonObject.parse(json, "model.json"));
    }

    @Test
    void description_isReadAsWritten(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("model.json");
        description().write(file);
        ModelDescription read = ModelDescription.read(file);
        assertThat(read).isEqualTo(description());
        assertThat(read.settings().integer("hiddenSize")).isEqualTo(128);
        assertThat(read.files().keySet()).containsExactly("parameters", "vocabulary");
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes());
        assertThat(read.file(folder, "parameters")).isEqualTo(folder.resolve("model.safetensors"));
    }

    @Test
    void fileOfVersion1_isReadForEver() {
        ModelDescription read = read("""
                {
                  "format": "rnn4j-model",
                  "formatVersion": 1,
                  "architecture": {
                    "name": "sequence-classifier",
                    "settings": {
                      "hiddenSize": 2,
                      "rate": 0.5
                    }
                  },
                  "files": {
                    "parameters": "model.safetensors"
                  },
                  "card": {
                    "purpose": "tests"
                  },
                  "sha256": "81a8caf7b4564eef2a063da6f74849cb0c53a08602ea85268afa515dc2df0d69"
                }
                """);
        JsonObject settings =
                JsonObject.builder().put("hiddenSize", 2).put("rate", 0.5).build();
        assertThat(read)
                .isEqualTo(new ModelDescription(
                        "sequence-classifier",
                        settings,
                        Map.of("parameters", "model.safetensors"),
                        Map.of("purpose", "tests")));
    }

    @Test
    void handWrittenFile_needsNoChecksumAndNoCard() {
        ModelDescription read = read(
                "{\"format\":\"rnn4j-model\",\"formatVersion\":1,\"architecture\":{\"name\":\"x\",\"settings\":{}},"
                        + "\"files\":{}}");
        assertThat(read).isEqualTo(new ModelDescription("x", JsonObject.empty(), Map.of()));
    }

    @Test
    void newerVersion_isRefusedByItsNumberWhateverElseItHolds() {
        assertThatThrownBy(() -> read("{\"format\":\"rnn4j-model\",\"formatVersion\":7,\"new\":[]}"))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContainingAll("model.json", "formatVersion", "version 7", "at most 1", "newer release");
        assertThatThrownBy(() -> read("{\"format\":\"rnn4j-model\",\"formatVersion\":0}"))
                .hasMessageContaining("at least 1");
    }

    @Test
    void otherContent_isRefusedWithThePathOfTheKey() {
        String text = new String(bytes(), StandardCharsets.UTF_8).replaceFirst(",\\s*\"sha256\": \"\\w+\"", "");
        assertThat(read(text)).isEqualTo(description());
        assertRefused(text.replace("rnn4j-model", "other"), "\"format\"", "other");
        assertRefused(text.replace("\"card\"", "\"cards\""), "\"cards\"", "unknown");
        assertRefused(text.replace("\"settings\"", "\"setting\""), "\"architecture.setting\"", "unknown");
        assertRefused(text.replace("\"sequence-classifier\"", "\" \""), "\"architecture.name\"", "blank");
        assertRefused(text.replace("\"sequence-classifier\"", "5"), "\"architecture.name\"", "a string");
        assertRefused(text.replace("\"tests\"", "true"), "\"card.purpose\"", "a string");
        assertRefused(text.replace("\"files\"", "\"card2\""), "\"card2\"");
        assertRefused(text.replace("vocabulary.json", "../vocabulary.json"), "\"files.vocabulary\"", "plain name");
    }

    private static void assertRefused(String json, String... parts) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("model.json")
                .hasMessageContainingAll(parts);
    }

    @Test
    void editedFile_isRefusedUnlessTheChecksumIsRemoved() {
        String text = new String(bytes(), StandardCharsets.UTF_8).replace("128", "256");
        assertRefused(text, "\"sha256\"", "remove this key");
        String reformatted = new String(bytes(), StandardCharsets.UTF_8).replace("\n  ", "\r\n\t");
        assertThat(read(reformatted)).isEqualTo(description());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "..",
                "/etc/passwd",
                "a/b",
                "a\\b",
                "..\\a",
                "C:a",
                "C:\\a",
                "a\u0000b",
                "a\nb",
                "a.",
                " a",
                "a ",
                "nul",
                "CON.txt",
                "Com1",
                "lpt9.bin",
                "a?b",
                "a*",
                "\\\\host\\share",
                "file:a",
                "a|b",
                "~/../x"
            })
    void fileNameThatLeavesTheFolderOrIsNotPlain_isRefused(String name) {
        assertThatThrownBy(() -> new ModelDescription("x", JsonObject.empty(), Map.of("parameters", name)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"parameters\"");
    }

    @Test
    void fileNameThatIsTooLong_isRefused() {
        assertThatThrownBy(() -> new ModelDescription("x", JsonObject.empty(), Map.of("p", "a".repeat(201))))
                .hasMessageContaining("200 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.safetensors", ".hidden", "a b", "modèle-名.bin", "..a", "console", "com10"})
    void plainFileName_isAccepted(String name) {
        Map<String, String> files = Map.of("parameters", name);
        assertThat(new ModelDescription("x", JsonObject.empty(), files).files()).isEqualTo(files);
    }

    @Test
    void unknownRoleAndSymbolicLink_areRefused(@TempDir Path folder) throws IOException {
        assertThatThrownBy(() -> description().file(folder, "labels"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("\"labels\"", "vocabulary.json");
        try {
            Files.createSymbolicLink(folder.resolve("model.safetensors"), folder.resolve("outside"));
        } catch (IOException | UnsupportedOperationException e) {
            assumeThat(false).as("this system has no symbolic links").isTrue();
        }
        assertThatThrownBy(() -> description().file(folder, "parameters"))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("symbolic link");
    }

    @Test
    void mutant_isRefusedOrReadAsTheOriginal() {
        tryMutants(2_000);
    }

    @Test
    @Tag("nightly")
    void manyMutants_areRefusedOrReadAsTheOriginal() {
        tryMutants(100_000);
    }

    private static void tryMutants(int count) {
        byte[] original = bytes();
        RandomKey key = RandomKey.of(1).child("model.json");
        int equal = 0;
        for (int i = 0; i < count; i++) {
            if (isReadAsTheOriginal(Mutants.of(original, key, i), "mutant " + i)) {
                equal++;
            }
        }
        System.out.println("model.json: " + count + " mutants, " + equal + " read as the original, 0 as another");
        assertThat(equal).isLessThan(count / 10);
    }

    private static boolean isReadAsTheOriginal(byte[] bytes, String what) {
        ModelDescription read;
        try {
            read = ModelDescription.of(JsonObject.read(bytes, "mutant"));
        } catch (FileFormatException refused) {
            return false;
        } catch (Throwable other) {
            throw new AssertionError(what + " is refused with an exception of another type", other);
        }
        assertThat(read).as(what).isEqualTo(description());
        return true;
    }

    @Test
    void everyTruncation_isRefused() {
        byte[] original = bytes();
        for (int length = 0; length < original.length - 1; length++) { // the last byte is a line feed
            assertThat(isReadAsTheOriginal(Arrays.copyOf(original, length), length + " bytes"))
                    .as("%d of %d bytes", length, original.length)
                    .isFalse();
        }
    }
}
