package org.rnn4j.examples.languagemodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.examples.CommandLineRun;
import org.rnn4j.io.JsonObject;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;

class LanguageModelTest {
    private static final List<String> SMALL = List.of(
            "--hidden",
            "12",
            "--rows",
            "4",
            "--steps",
            "8",
            "--epochs",
            "5",
            "--optimizer",
            "adam",
            "--learning-rate",
            "0.02");

    @TempDir
    Path folder;

    /** Sentences in which each word tells the next but one. */
    private static String text(long seed, int lines) {
        String[] sentences = {"the cat sees a dog", "a dog hears the cat", "birds sing", "the dog sleeps"};
        RandomStream random = RandomKey.of(seed).stream();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            text.append(sentences[random.nextInt(sentences.length)]).append('\n');
        }
        return text.toString();
    }

    private Path data() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(data.resolve("small.train.txt"), text(1, 200));
        Files.writeString(data.resolve("small.valid.txt"), text(2, 40));
        Files.writeString(data.resolve("small.test.txt"), text(3, 40));
        return data;
    }

    private CommandLineRun run(List<String> settings, String... arguments) {
        List<String> all = new ArrayList<>(List.of("language-model"));
        all.addAll(settings);
        all.addAll(List.of(arguments));
        return CommandLineRun.of(all.toArray(String[]::new));
    }

    private JsonObject trained(Path data, List<String> settings, String name, String... more) throws IOException {
        Path json = folder.resolve(name + ".json");
        List<String> all = new ArrayList<>(settings);
        all.addAll(List.of(more));
        CommandLineRun run = run(
                all, "--data", data.toString(), "--out", folder.resolve(name).toString(), "--json", json.toString());
        assertThat(run.status()).as(run.err()).isZero();
        return JsonObject.read(json);
    }

    @Test
    void words_areForeseenBetterThanByTheirFrequencies() throws IOException {
        JsonObject results = trained(data(), SMALL, "words", "--threads", "1");
        assertThat(results.number("testPerplexity")).isLessThan(0.7 * results.number("testUnigramPerplexity"));
        assertThat(results.number("validPerplexity")).isLessThan(0.7 * results.number("validUnigramPerplexity"));
        assertThat(results.number("trainTokensPerSecond")).isPositive();
        for (String file : List.of("model.json", "model.safetensors", "vocabulary.json", "metrics.csv", "curves.svg")) {
            assertThat(folder.resolve("words").resolve(file)).exists();
        }
        String sha = results.string("weightsSha256");
        assertThat(trained(data(), SMALL, "again", "--threads", "2").string("weightsSha256"))
                .isEqualTo(sha);
    }

    @Test
    void runWithCheckpoints_givesTheSameWeights_andIsReportedAgain() throws IOException {
        String sha = trained(data(), SMALL, "words").string("weightsSha256");
        JsonObject first = trained(data(), SMALL, "kept", "--resume");
        assertThat(first.string("weightsSha256")).isEqualTo(sha);
        assertThat(folder.resolve("kept").resolve("checkpoints")).isNotEmptyDirectory();
        JsonObject again = trained(data(), SMALL, "kept", "--resume");
        assertThat(again.string("weightsSha256")).isEqualTo(sha);
        assertThat(again.number("testPerplexity")).isEqualTo(first.number("testPerplexity"));
    }

    @Test
    void savedModel_writesOnAndForesees() throws IOException {
        trained(data(), SMALL, "words");
        String model = folder.resolve("words").toString();
        List<String> generation = List.of("--temperature", "0.7", "--top-k", "5", "--top-p", "0.9", "--length", "30");
        CommandLineRun first = run(generation, "--generate", "the", "--model", model, "--quiet");
        assertThat(first.status()).as(first.err()).isZero();
        assertThat(first.out()).startsWith("the ").doesNotContain("<pad>", "<unk>", "<eos>");
        assertThat(first.out().split("\\s+")).hasSizeGreaterThan(15);
        assertThat(run(generation, "--generate", "the", "--model", model, "--quiet")
                        .out())
                .isEqualTo(first.out());
        assertThat(run(generation, "--generate", "the", "--seed", "2", "--model", model, "--quiet")
                        .out())
                .isNotEqualTo(first.out());
        CommandLineRun next = run(List.of(), "--predict", "birds zebra", "--model", model, "--quiet");
        assertThat(next.out()).contains("1 of its words are unknown").contains("%");
    }

    @Test
    void charactersOfOneFile_useTheRegularizersAndOtherCells() throws IOException {
        Path file = Files.writeString(folder.resolve("one.txt"), text(4, 120));
        List<String> settings = List.of(
                "--level",
                "characters",
                "--cells",
                "lstm,gru",
                "--tied",
                "--hidden",
                "10",
                "--embedding",
                "8",
                "--rows",
                "4",
                "--steps",
                "16",
                "--epochs",
                "2",
                "--locked-dropout",
                "0.1",
                "--weight-dropout",
                "0.1");
        JsonObject results = trained(file, settings, "characters");
        assertThat(results.number("validNats")).isPositive().isLessThan(results.number("validUnigramNats") * 1.2);
        assertThat(results.has("testNats")).isFalse();
        assertThat(results.number("validBitsPerCharacter")).isEqualTo(results.number("validNats") / StrictMath.log(2));
    }

    @Test
    void auxiliaryTasksAndPenalties_changeTheWeightsButNotWhatIsSaved() throws IOException {
        Path synonyms = Files.writeString(folder.resolve("synonyms.tsv"), "cat\tdog kitten\nsees\thears\n");
        Path data = data();
        List<String> plain =
                List.of("--hidden", "8", "--rows", "4", "--steps", "8", "--epochs", "1", "--optimizer", "adam");
        JsonObject without = trained(data, plain, "without");
        JsonObject weightless =
                trained(data, plain, "weightless", "--auxiliary", "skip-gram", "--auxiliary-weight", "0");
        JsonObject skipGram = trained(data, plain, "skip-gram", "--auxiliary", "skip-gram");
        JsonObject pairs = trained(data, plain, "pairs", "--auxiliary", "synonyms", "--synonyms", synonyms.toString());
        JsonObject penalized = trained(data, plain, "ar", "--activation-penalty", "2", "--temporal-penalty", "1");
        assertThat(weightless.number("validNats")).isEqualTo(without.number("validNats"));
        assertThat(List.of(skipGram, pairs, penalized)).allSatisfy(other -> {
            assertThat(other.string("weightsSha256")).isNotEqualTo(without.string("weightsSha256"));
            assertThat(other.longInteger("parameters")).isEqualTo(without.longInteger("parameters"));
        });
    }

    @Test
    void gradientDescent_stopsWhenValidationHasBeenNoBetterForTwoEpochs() throws IOException {
        List<String> settings =
                List.of("--hidden", "4", "--rows", "4", "--steps", "8", "--epochs", "30", "--decay", "0.01");
        JsonObject stopped = trained(data(), settings, "stopped", "--decay-after", "1");
        assertThat(stopped.integer("epochs")).isLessThan(30).isEqualTo(stopped.integer("bestEpoch") + 2);
    }

    @Test
    void averagedGradientDescent_isAChoice() throws IOException {
        List<String> settings =
                List.of("--hidden", "12", "--rows", "4", "--steps", "8", "--epochs", "3", "--optimizer", "nt-asgd");
        assertThat(trained(data(), settings, "averaged").integer("bestEpoch")).isEqualTo(3);
    }

    @Test
    void wrongInput_isOneLineAndStatusTwo() throws IOException {
        assertRefused("there is no such file", "--data", folder.resolve("none").toString());
        assertRefused("expected --data");
        assertRefused("expected words or characters", "--level", "syllables", "--data", data().toString());
        assertRefused(
                "--cells: expected lstm and gru, but got 'rnn'", "--cells", "lstm,rnn", "--data", data().toString());
        assertRefused("expected sgd, nt-asgd or adam", "--optimizer", "newton", "--data", data().toString());
        assertRefused("--optimizer sgd alone", "--level", "characters", "--decay", "0.9");
        assertRefused("nt-asgd begins to average", "--optimizer", "nt-asgd", "--patience", "3");
        assertRefused("for --generate alone", "--temperature", "0.5", "--data", data().toString());
        assertRefused("give --top-k 1", "--temperature", "0", "--generate");
        assertRefused("--top-k: expected at least 1", "--top-k", "0", "--generate");
        assertRefused("--top-p: expected a probability", "--top-p", "1.5", "--generate");
        assertRefused("belong together", "--auxiliary", "synonyms", "--data", data().toString());
        assertRefused("leave one out", "--dropout", "0.1", "--locked-dropout", "0.2");
        assertRefused(
                "there is no model in",
                "--generate",
                "x",
                "--model",
                folder.resolve("m").toString());
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertRefused("with train and valid in their names", "--data", empty.toString());
        Files.writeString(empty.resolve("short.txt"), "too short\n");
        assertRefused("expected a text of at least 100 words", "--data", empty.toString());
    }

    private void assertRefused(String message, String... arguments) {
        CommandLineRun run = run(List.of(), arguments);
        assertThat(run.err()).contains(message);
        assertThat(run.err().strip().lines()).hasSize(1);
        assertThat(run.status()).isEqualTo(2);
    }
}
