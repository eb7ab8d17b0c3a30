package org.rnn4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.layer.Linear;
import org.rnn4j.tensor.RandomKey;

class ModelFolderTest {
    private static final JsonObject SIZES =
            JsonObject.builder().put("inputs", 3).put("outputs", 2).build();
    private static final List<String> FILES = List.of("model.json", "model.safetensors", "words.txt");

    @TempDir
    private Path folder;

    private static Linear model(int seed) {
        return new Linear(3, 2, RandomKey.of(seed));
    }

    private static ModelFolder.Builder builder(Linear model) {
        return ModelFolder.of("linear", SIZES, model)
                .with("words", "words.txt", file -> Files.writeString(file, "a b c"))
                .card(Map.of("purpose", "tests"));
    }

    private Path saved(Linear model) throws IOException {
        Path saved = folder.resolve("models").resolve("one");
        builder(model).save(saved);
        return saved;
    }

    @Test
    void model_isReadAsItWasSaved() throws IOException {
        Linear model = model(1);
        Path path = saved(model);

        ModelFolder opened = ModelFolder.open(path);
        Linear loaded = opened.loadInto(model(2));

        assertThat(ParameterFiles.sha256(loaded.parameters())).isEqualTo(ParameterFiles.sha256(model.parameters()));
        assertThat(opened.architecture()).isEqualTo("linear");
        assertThat(opened.sizes()).isEqualTo(SIZES);
        assertThat(opened.card()).isEqualTo(Map.of("purpose", "tests"));
        assertThat(opened.file("words")).isEqualTo(path.resolve("words.txt")).hasContent("a b c");
        assertThat(path.toFile().list()).containsExactlyInAnyOrderElementsOf(FILES);
    }

    @Test
    void damageOfAnyFile_isNoticed() throws IOException {
        Path path = saved(model(1));
        for (String name : FILES) {
            byte[] whole = Files.readAllBytes(path.resolve(name));
            for (byte[] damaged : List.of(Arrays.copyOf(whole, whole.length / 2), flipped(whole))) {
                Files.write(path.resolve(name), damaged);
                assertThatThrownBy(() -> ModelFolder.open(path))
                        .isInstanceOf(FileFormatException.class)
                        .hasMessageContaining(name);
            }
            Files.delete(path.resolve(name));
            assertThatThrownBy(() -> ModelFolder.open(path)).isInstanceOf(NoSuchFileException.class);
            Files.write(path.resolve(name), whole);
        }
        ModelFolder.open(path); // whole again
    }

    private static byte[] flipped(byte[] bytes) {
        byte[] copy = bytes.clone();
        copy[bytes.length - 3] ^= 1;
        return copy;
    }

    @Test
    void weightsOfAnotherTraining_areNoticed() throws IOException {
        Path path = saved(model(1));
        ParameterFiles.save(path.resolve("model.safetensors"), model(2).parameters(), Map.of());

        assertThatThrownBy(() -> ModelFolder.open(path))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("is not the file that model.json was written for");
    }

    @Test
    void fileWithoutChecksum_isRefused() throws IOException {
        Path path = saved(model(1));
        ModelDescription description = ModelDescription.read(path.resolve("model.json"));
        JsonObject settings = JsonObject.builder()
                .put("sizes", SIZES)
                .put("sha256", JsonObject.builder().build())
                .build();
        new ModelDescription("linear", settings, description.files(), Map.of()).write(path.resolve("model.json"));

        assertThatThrownBy(() -> ModelFolder.open(path))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("parameters");
    }

    @Test
    void descriptionWithoutWeights_isRefused() throws IOException {
        Path path = saved(model(1));
        JsonObject settings = JsonObject.builder()
                .put("sizes", SIZES)
                .put("sha256", JsonObject.builder().build())
                .build();
        new ModelDescription("linear", settings, Map.of(), Map.of()).write(path.resolve("model.json"));

        assertThatThrownBy(() -> ModelFolder.open(path))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("expected a file with the role parameters");
    }

    @Test
    void sizesTooLargeForTheWeights_areRefusedBeforeTheModelIsBuilt() throws IOException {
        ModelFolder opened = ModelFolder.open(saved(model(1)));

        opened.requireRoomFor(8);
        assertThatThrownBy(() -> opened.requireRoomFor(1L << 40))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("model.safetensors", "1099511627776");
        assertThatThrownBy(() -> opened.loadInto(new Linear(4, 2, RandomKey.of(1))))
                .isInstanceOf(ParameterMismatchException.class);
    }

    @Test
    void unusableFiles_areRefusedBeforeAnythingIsWritten() {
        Linear model = model(1);
        for (String name : List.of("words.txt", "model.json", "model.safetensors")) {
            assertThatThrownBy(() -> builder(model).with("more", name, file -> {}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(name);
        }
        assertThatThrownBy(() -> builder(model).with("words", "more.txt", file -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("words=more.txt");
        assertThatThrownBy(() ->
                        builder(model).with("more", "../more.txt", file -> {}).save(folder.resolve("new")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("../more.txt");
        assertThat(folder.resolve("new")).doesNotExist();
    }
}
