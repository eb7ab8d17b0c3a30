package org.rnn4j.examples.languageid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.examples.CommandLineRun;
import org.rnn4j.examples.Prediction;
import org.rnn4j.examples.UserError;
import org.rnn4j.io.JsonObject;
import org.rnn4j.kernel.Context;

class PredictionTest {
    private static final List<String> FILES =
            List.of("model.json", "model.safetensors", "tokenizer.json", "vocabulary.json", "labels.json");

    @TempDir
    private static Path shared;

    private static Path model;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private Context context;
    private Prediction prediction;

    @BeforeAll
    static void train() throws IOException {
        model = shared.resolve("model");
        CommandLineRun run = CommandLineRun.of(
                "language-id",
                "--quiet",
                "--data",
                TinyData.write(shared).toString(),
                "--out",
                model.toString(),
                "--hidden",
                "16",
                "--epochs",
                "6",
                "--learning-rate",
                "0.02");
        assertThat(run.status()).as(run.err()).isZero();
    }

    @BeforeEach
    void open() {
        context = Context.create();
        prediction = new Prediction(
                TrainedClassifier.load(model).answering(context),
                LanguageId.TERMS,
                new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void name_getsItsLanguagesInOrderOfProbability() {
        prediction.answer("  yåzxø ");

        String[] lines = printed().split("\n");
        assertThat(lines[0]).isEqualTo("yåzxø");
        assertThat(lines[1]).contains("l2", "%");
        assertThat(lines).hasSize(4); // there are three languages only
        JsonObject answer = prediction.answers().get(0);
        List<JsonObject> languages = answer.objects("languages");
        assertThat(languages.get(0).string("language")).isEqualTo("l2");
        assertThat(languages.stream()
                        .mapToDouble(each -> each.number("probability"))
                        .sum())
                .isBetween(0.999, 1.001);
        assertThat(languages)
                .isSortedAccordingTo((a, b) -> Double.compare(b.number("probability"), a.number("probability")));
    }

    @Test
    void decomposedLetters_areTheSameName() {
        prediction.answer("y\u00E5x");
        prediction.answer("ya\u030Ax");

        List<JsonObject> answers = prediction.answers();
        assertThat(answers.get(1).objects("languages")).isEqualTo(answers.get(0).objects("languages"));
        assertThat(printed()).doesNotContain("unknown");
    }

    @Test
    void unknownCharacters_areCounted() {
        prediction.answer("ж日abc");

        assertThat(printed()).contains("(2 of its characters are unknown to the model)");
    }

    @Test
    void lines_areAnsweredInOrderAndBlankOnesPassedOver() throws IOException {
        prediction.answerLines(stream("abcab\n\n  \nxyzxy\r\nfghgf"));

        assertThat(prediction.answers())
                .extracting(answer -> answer.string("name"))
                .containsExactly("abcab", "xyzxy", "fghgf");
        assertThat(prediction.answers())
                .extracting(answer -> answer.objects("languages").get(0).string("language"))
                .containsExactly("l0", "l2", "l1");
    }

    @Test
    void unreadableNames_areRefused() {
        assertThatThrownBy(() -> prediction.answer(" "))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("got nothing");
        assertThatThrownBy(() -> prediction.answer("a\uFFFD"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("LC_ALL=C.UTF-8");
        assertThatThrownBy(() -> prediction.answer("a".repeat(10_001)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("10001");
        InputStream latin1 = new ByteArrayInputStream("ok\n\u00E5".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> prediction.answerLines(latin1))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void commandLine_answersFromTheSavedFolder() throws IOException {
        Path json = shared.resolve("answer.json");
        CommandLineRun run = CommandLineRun.of(
                "language-id", "--predict", "xyzxy", "--model", model.toString(), "--quiet", "--json", json.toString());

        assertThat(run.status()).as(run.err()).isZero();
        JsonObject results = JsonObject.read(json);
        assertThat(results.keys())
                .contains("example", "seed", "threads", "kernel", "seconds", "trainSeconds", "weightsSha256");
        JsonObject answer = results.objects("predictions").get(0);
        assertThat(answer.objects("languages").get(0).string("language")).isEqualTo("l2");
        assertThat(run.out()).contains("xyzxy", "l2");
    }

    @Test
    void commandLine_withoutNameReadsStandardInput() {
        InputStream before = System.in;
        try {
            System.setIn(stream("xyzxy\nabcab\n"));
            CommandLineRun run = CommandLineRun.of("language-id", "--quiet", "--predict", "--model", model.toString());

            assertThat(run.status()).as(run.err()).isZero();
            assertThat(run.out().lines()).hasSize(8).startsWith("xyzxy").contains("abcab");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void missingFolder_isRefusedWithAHint() {
        CommandLineRun run = CommandLineRun.of(
                "language-id",
                "--predict",
                "x",
                "--model",
                shared.resolve("none").toString());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("there is no model in", "--model").hasLineCount(1);
    }

    @Test
    void damagedFolder_isRefusedWhateverIsDamaged(@TempDir Path copy) throws IOException {
        for (String file : FILES) {
            byte[] bytes = Files.readAllBytes(model.resolve(file));
            for (byte[] damaged :
                    List.of(cut(bytes), flipped(bytes, bytes.length / 2), flipped(bytes, bytes.length - 3))) {
                copyModel(copy);
                Files.write(copy.resolve(file), damaged);
                assertDamaged(copy);
            }
            copyModel(copy);
            Files.delete(copy.resolve(file));
            assertDamaged(copy);
        }
    }

    private static void copyModel(Path target) throws IOException {
        for (String file : FILES) {
            Files.write(target.resolve(file), Files.readAllBytes(model.resolve(file)));
        }
        TrainedClassifier.load(target); // whole
    }

    private static void assertDamaged(Path folder) {
        CommandLineRun run =
                CommandLineRun.of("language-id", "--quiet", "--predict", "x", "--model", folder.toString());

        assertThat(run.status()).as(run.toString()).isEqualTo(2);
        assertThat(run.err()).contains("model in " + folder).hasLineCount(1);
        assertThat(run.out()).isEmpty();
    }

    private static byte[] cut(byte[] bytes) {
        return java.util.Arrays.copyOf(bytes, bytes.length / 2);
    }

    private static byte[] flipped(byte[] bytes, int position) {
        byte[] copy = bytes.clone();
        copy[position] ^= 1;
        return copy;
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
