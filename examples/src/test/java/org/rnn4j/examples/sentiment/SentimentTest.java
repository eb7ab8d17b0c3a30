package org.rnn4j.examples.sentiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.examples.CommandLineRun;
import org.rnn4j.examples.text.TinyTexts;
import org.rnn4j.io.JsonObject;

/** The example as its user sees it. */
class SentimentTest {
    private static final String[] FILES = {
        "model.safetensors",
        "model.json",
        "tokenizer.json",
        "vocabulary.json",
        "labels.json",
        "metrics.csv",
        "curves.svg",
        "curves.png",
        "confusion.png"
    };

    @TempDir
    private Path folder;

    private CommandLineRun train(String name, int texts, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "sentiment",
                "--data",
                TinyTexts.write(folder, texts).toString(),
                "--text-column",
                "review",
                "--label-column",
                "mood"));
        arguments.addAll(List.of("--out", folder.resolve(name).toString()));
        arguments.addAll(List.of("--json", folder.resolve(name + ".json").toString()));
        arguments.addAll(List.of(more));
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }

    private JsonObject results(String name) throws IOException {
        return JsonObject.read(folder.resolve(name + ".json"));
    }

    @Test
    void training_learnsReportsSavesAndAnswers() throws IOException {
        CommandLineRun run = train("a", 300, "--epochs", "6");

        assertThat(run.status()).as(run.err()).isZero();
        JsonObject results = results("a");
        assertThat(results.number("testAccuracy")).isGreaterThan(0.9);
        assertThat(results.number("majorityAccuracy")).isEqualTo(0.5);
        assertThat(results.number("naiveBayesAccuracy")).isGreaterThan(0.8);
        assertThat(results.number("trainExamplesPerSecond")).isPositive();
        assertThat(results.string("recipe")).isEqualTo("plain");
        assertThat(run.out()).contains("300 texts with 2 labels: 240 to train, 30 to validate, 30 to test");
        assertThat(run.out()).contains("naive Bayes", "most frequent label 0.5000");
        for (String file : FILES) {
            assertThat(folder.resolve("a").resolve(file)).isNotEmptyFile();
        }

        assertThat(answer("a", "a funny film")).contains("good");
    }

    @Test
    void standardInput_isAnsweredLineByLine() throws IOException {
        assertThat(train("a", 200, "--epochs", "6").status()).isZero();
        InputStream before = System.in;
        CommandLineRun answer;
        try {
            System.setIn(new ByteArrayInputStream("a dull story\n\ngreat\n".getBytes(StandardCharsets.UTF_8)));
            answer = CommandLineRun.of(
                    "sentiment", "--predict", "--model", folder.resolve("a").toString());
        } finally {
            System.setIn(before);
        }
        assertThat(answer.out().lines()).hasSize(6);
        assertThat(answer.out()).contains("a dull story", "great");
    }

    @Test
    void recipe_trainsOnAllLabelledTextsInTheEnd() throws IOException {
        CommandLineRun run = train("a", 200, "--recipe", "small-data", "--quick");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(results("a").string("recipe")).isEqualTo("small-data");
        assertThat(run.out()).contains("recipe small-data", "bidirectional LSTM", "learnt from 180 texts");
        assertThat(results("a").integer("trainTexts")).isEqualTo(160);
        assertThat(results("a").integer("learntTexts")).isEqualTo(180);
    }

    @Test
    void recipesModel_isLoadedWithItsBigramsAndPrefixes() throws IOException {
        assertThat(train("a", 300, "--recipe", "small-data").status()).isZero();
        assertThat(folder.resolve("a/vocabulary.json")).content().contains("\"the film\"");
        assertThat(answer("a", "a funny film")).contains("good");
        assertThat(answer("a", "a dull film")).contains("bad");
    }

    private String answer(String name, String text) {
        CommandLineRun answer = CommandLineRun.of(
                "sentiment", "--predict", text, "--model", folder.resolve(name).toString());
        assertThat(answer.status()).as(answer.err()).isZero();
        return answer.out().lines().skip(1).findFirst().orElseThrow();
    }

    @Test
    void runStoppedBetweenItsParts_goesOnToTheSameBits() throws IOException {
        String[] settings = {"--recipe", "small-data", "--quiet"};
        assertThat(train("whole", 200, settings).status()).isZero();
        String[] resuming =
                Stream.concat(Stream.of(settings), Stream.of("--resume")).toArray(String[]::new);
        assertThat(train("parts", 200, resuming).status()).isZero();
        Path refitted = folder.resolve("parts/checkpoints/refitted");
        try (Stream<Path> files = Files.list(refitted)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }

        CommandLineRun rest = train("parts", 200, resuming);

        assertThat(rest.status()).as(rest.err()).isZero();
        assertThat(refitted).isNotEmptyDirectory();
        for (String figure : List.of("testAccuracy", "validationAccuracy", "bestEpoch", "epochs", "learntTexts")) {
            assertThat(results("parts").number(figure))
                    .as(figure)
                    .isEqualTo(results("whole").number(figure));
        }
        assertThat(results("parts").string("weightsSha256"))
                .isEqualTo(results("whole").string("weightsSha256"));
        assertThat(train("parts", 200, "--recipe", "plain", "--resume").err())
                .contains("was started with --recipe small-data, but now it is plain");
    }

    @Test
    void sameSeed_givesTheSameWeightsWithAnyThreadsAndKernel() throws IOException {
        List<String> hashes = new ArrayList<>();
        String[][] variants = {{}, {"--threads", "1"}, {"--threads", "3", "--kernel", "portable"}, {"--seed", "2"}};
        for (String[] variant : variants) {
            String name = "run" + hashes.size();
            String[] arguments = Stream.concat(Stream.of("--quick", "--recipe", "small-data"), Stream.of(variant))
                    .toArray(String[]::new);
            assertThat(train(name, 100, arguments).status()).isZero();
            hashes.add(results(name).string("weightsSha256"));
        }
        assertThat(hashes.subList(0, 3)).containsOnly(hashes.get(0));
        assertThat(hashes.get(3)).isNotEqualTo(hashes.get(0));
    }

    @Test
    void synonyms_areUsedForAugmentation() throws IOException {
        Path synonyms = Files.writeString(folder.resolve("s.tsv"), "film\tstory\nfunny\tgreat moving\n");

        assertThat(train("a", 100, "--quick").status()).isZero();
        assertThat(train("b", 100, "--quick", "--synonyms", synonyms.toString()).status())
                .isZero();
        assertThat(results("b").string("weightsSha256"))
                .isNotEqualTo(results("a").string("weightsSha256"));
    }

    @Test
    void pretrainedVectors_giveTheEmbeddingItsWidth() throws IOException {
        Path vectors = Files.writeString(folder.resolve("v.txt"), "film 0.1 0.2 0.3\nfunny 1 2 3\n");

        CommandLineRun run = train("a", 100, "--quick", "--vectors", vectors.toString());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("embedding 3,");
    }

    @Test
    void modelsFolder_givesItsWordVectors() throws IOException {
        assertThat(train("a", 100, "--quick").status()).isZero();

        CommandLineRun run = train(
                "b",
                100,
                "--quick",
                "--recipe",
                "small-data",
                "--vectors",
                folder.resolve("a").toString());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("embedding 128,");
        Files.delete(folder.resolve("a/model.safetensors"));
        assertThat(train("b", 100, "--vectors", folder.resolve("a").toString()).err())
                .contains("expected a file of word vectors or a folder with one of")
                .hasLineCount(1);
        Path other = folder.resolve("a/model.safetensors");
        Files.writeString(other, "no tensors");
        assertThat(train("b", 100, "--vectors", folder.resolve("a").toString()).err())
                .startsWith("rnn4j sentiment: --vectors ")
                .hasLineCount(1);
    }

    @Test
    void badInput_isRefusedWithOneLine() throws IOException {
        String data = TinyTexts.write(folder, 20).toString();
        String one = Files.writeString(folder.resolve("one.csv"), "label,text\na,x\na,y\n")
                .toString();
        String none =
                Files.writeString(folder.resolve("none.csv"), "label,text\n").toString();
        String few = Files.writeString(folder.resolve("few.csv"), "label,text\na,x\nb,y\n")
                .toString();

        assertRefused("there is nothing to learn from");
        assertRefused(
                "there is no such file", "--data", folder.resolve("missing.csv").toString());
        assertRefused(
                "ends with .csv or .tsv",
                "--data",
                Files.writeString(folder.resolve("texts.txt"), "x").toString());
        assertRefused("expected a column \"text\", but the columns are [mood, review]", "--data", data);
        assertRefused("at least two labels", "--data", one);
        assertRefused("there are none", "--data", none);
        assertRefused("leaves none for the", "--data", few);
        assertRefused("--recipe: expected one of [plain, small-data], but got 'best'", "--recipe", "best");
        assertRefused("--epochs", "--epochs", "0");
        assertRefused("--model names", "--model", folder.toString());
        assertRefused("--data is of no use", "--predict", "x", "--data", data);
        assertRefused(
                "there is no model in",
                "--predict",
                "x",
                "--model",
                folder.resolve("nowhere").toString());
        assertRefused(
                "there is no such file",
                "--data",
                data,
                "--synonyms",
                folder.resolve("no.tsv").toString());
        assertRefused(
                "there is no such file",
                "--data",
                data,
                "--vectors",
                folder.resolve("no.txt").toString());
    }

    private static void assertRefused(String message, String... arguments) {
        CommandLineRun run = CommandLineRun.of(
                Stream.concat(Stream.of("sentiment"), Stream.of(arguments)).toArray(String[]::new));
        assertThat(run.status()).as(run.toString()).isEqualTo(2);
        assertThat(run.err()).startsWith("rnn4j sentiment: ").contains(message).hasLineCount(1);
    }
}
