package org.rnn4j.examples.languageid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.examples.CommandLineRun;
import org.rnn4j.io.JsonObject;

/** The example as its user sees it. */
class LanguageIdTest {
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

    @Test
    void training_learnsReportsAndSaves() throws IOException {
        Path out = folder.resolve("new/folder");
        CommandLineRun run =
                train("a", "--out", out.toString(), "--hidden", "16", "--epochs", "6", "--learning-rate", "0.02");

        assertThat(run.status()).as(run.err()).isZero();
        JsonObject results = JsonObject.read(folder.resolve("a.json"));
        assertThat(results.keys())
                .contains("example", "seed", "threads", "kernel", "seconds", "trainSeconds", "weightsSha256")
                .contains("testAccuracy", "macroF1", "trainExamplesPerSecond", "epochs");
        assertThat(results.string("example")).isEqualTo("language-id");
        assertThat(results.longInteger("seed")).isEqualTo(1);
        assertThat(results.string("kernel")).isIn("simd", "portable");
        assertThat(results.string("weightsSha256")).matches("[0-9a-f]{64}");
        assertThat(results.number("testAccuracy")).isGreaterThan(0.9);
        assertThat(results.number("macroF1")).isGreaterThan(0.9);
        assertThat(results.number("seconds")).isGreaterThan(results.number("trainSeconds"));
        assertThat(results.integer("epochs")).isBetween(1, 6);
        assertThat(run.out()).contains("300 names in 3 languages: 240 to train, 30 to validate, 30 to test");
        assertThat(run.out())
                .contains("epoch 1/6", "test: accuracy ", "most confused pairs", "predictions for a few names");
        for (String file : FILES) {
            assertThat(out.resolve(file)).isNotEmptyFile();
        }
        assertThat(Files.readAllLines(out.resolve("metrics.csv"))).hasSize(1 + results.integer("epochs"));
    }

    @Test
    void sameSeed_givesTheSameWeightsWithAnyThreadsAndKernel() throws IOException {
        String hash = weights("a", "--quick", "--seed", "7");

        assertThat(weights("b", "--quick", "--seed", "7")).isEqualTo(hash);
        assertThat(weights("c", "--quick", "--seed", "7", "--threads", "1")).isEqualTo(hash);
        assertThat(weights("d", "--quick", "--seed", "7", "--kernel", "portable", "--threads", "3"))
                .isEqualTo(hash);
        assertThat(weights("e", "--quick", "--seed", "8")).isNotEqualTo(hash);
    }

    @Test
    void everyCell_trains() throws IOException {
        List<String> hashes = new ArrayList<>();
        for (String cell : List.of("lstm", "gru", "rnn")) {
            hashes.add(weights(cell, "--quick", "--cell", cell));
            assertThat(JsonObject.read(folder.resolve(cell + ".json")).string("cell"))
                    .isEqualTo(cell);
        }
        assertThat(hashes).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void earlierModelInTheFolder_isSaidToBeWrittenOver() throws IOException {
        String[] quick = arguments("a", "--quick").toArray(String[]::new);
        assertThat(CommandLineRun.of(quick).out()).doesNotContain("written over");
        assertThat(CommandLineRun.of(quick).out())
                .contains("the model in " + folder.resolve("a") + " will be written over", "--out");
    }

    @Test
    void quiet_printsNothing() throws Exception {
        CommandLineRun run = CommandLineRun.inNewJvm(
                List.of(), arguments("a", "--quick", "--quiet").toArray(String[]::new));

        assertThat(run).isEqualTo(new CommandLineRun(0, "", ""));
    }

    @Test
    void missingModules_areClearErrors() throws Exception {
        CommandLineRun noSimd = CommandLineRun.inNewJvm(
                List.of(), arguments("a", "--kernel", "simd").toArray(String[]::new));
        assertThat(noSimd.status()).isEqualTo(2);
        assertThat(noSimd.err()).contains("jdk.incubator.vector").hasLineCount(1);

        CommandLineRun noLocales = CommandLineRun.inNewJvm(
                List.of("--limit-modules", "java.base,java.desktop,java.management,java.logging"), "language-id");
        assertThat(noLocales.status()).isEqualTo(2);
        assertThat(noLocales.err()).contains("jdk.localedata", "--data").hasLineCount(1);
    }

    @Test
    void export_writesTheNamesAndEnds() throws IOException {
        Path file = folder.resolve("names.tsv");
        CommandLineRun run = CommandLineRun.of("language-id", "--export", file.toString());

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("wrote ").hasLineCount(1);
        assertThat(NameData.read(file).size()).isGreaterThan(20_000);
    }

    @Test
    void exportedFile_trainsToTheSameWeights() throws IOException {
        Path file = folder.resolve("copy.tsv");
        String hash = weights("a", "--quick", "--export", file.toString());

        assertThat(file).hasSameTextualContentAs(TinyData.write(folder));
        assertThat(hash).isEqualTo(weights("b", "--quick"));
    }

    @Test
    void badSettings_areRefusedBeforeAnyWork() {
        assertRefused("--hidden: expected 1 to 4096, but got 0", "--hidden", "0");
        assertRefused("--embedding: expected 1 to 4096, but got -1", "--embedding", "-1");
        assertRefused("--batch: expected 1 to 65536", "--batch", "0");
        assertRefused("--epochs", "--epochs", "0");
        assertRefused("--patience", "--patience", "0");
        assertRefused("--dropout: expected a rate from 0 to below 1, but got 1.0", "--dropout", "1");
        assertRefused("--dropout: expected a rate from 0 to below 1, but got NaN", "--dropout", "NaN");
        assertRefused("--learning-rate", "--learning-rate", "0");
        assertRefused("--smoothing", "--smoothing", "1");
        assertRefused("--clip", "--clip", "Infinity");
        assertRefused("expected the cell to be one of lstm, gru, rnn, but got 'lstn'", "--cell", "lstn");
    }

    @Test
    void badFiles_areRefused() throws IOException {
        assertRefused(
                "there is no such file", "--data", folder.resolve("missing.tsv").toString());
        Path damaged = Files.writeString(folder.resolve("damaged.tsv"), "language\tname\tsplit\nde\tx\n");
        assertRefused("line 2", "--data", damaged.toString());
        assertRefused(
                "there is no such file",
                "--data",
                TinyData.write(folder).toString(),
                "--export",
                folder.resolve("no/such/folder.tsv").toString());
    }

    @Test
    void contradictions_areRefused() {
        assertRefused("--model", "--model", folder.toString());
        assertRefused("--data is of no use", "--predict", "x", "--data", "y");
        assertRefused("--export is of no use", "--predict", "x", "--export", "y");
        assertRefused("--resume is of no use", "--predict", "x", "--resume");
    }

    private void assertRefused(String message, String... arguments) {
        CommandLineRun run = CommandLineRun.of(
                Stream.concat(Stream.of("language-id"), Stream.of(arguments)).toArray(String[]::new));

        assertThat(run.status()).as(run.toString()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("rnn4j language-id: ")
                .contains(message)
                .hasLineCount(1);
    }

    private String weights(String name, String... arguments) throws IOException {
        CommandLineRun run = train(name, arguments);
        assertThat(run.status()).as(run.err()).isZero();
        return JsonObject.read(folder.resolve(name + ".json")).string("weightsSha256");
    }

    private CommandLineRun train(String name, String... arguments) throws IOException {
        return CommandLineRun.of(arguments(name, arguments).toArray(String[]::new));
    }

    private List<String> arguments(String name, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(
                List.of("language-id", "--data", TinyData.write(folder).toString()));
        all.addAll(List.of("--json", folder.resolve(name + ".json").toString()));
        if (!List.of(arguments).contains("--out")) {
            all.addAll(List.of("--out", folder.resolve(name).toString()));
        }
        all.addAll(List.of(arguments));
        return all;
    }
}
