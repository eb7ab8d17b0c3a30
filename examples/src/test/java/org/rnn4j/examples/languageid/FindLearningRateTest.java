package org.rnn4j.examples.languageid;

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

/** The example as its user sees it. */
class FindLearningRateTest {
    @TempDir
    private Path folder;

    private CommandLineRun find(String json, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("lr-finder"));
        arguments.addAll(List.of("--data", TinyData.write(folder).toString()));
        arguments.addAll(List.of("--out", folder.resolve(json).toString()));
        arguments.addAll(List.of("--json", folder.resolve(json + ".json").toString(), "--lowest", "1e-5"));
        arguments.addAll(List.of(more));
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }

    @Test
    void sweep_suggestsReportsAndSaves() throws IOException {
        CommandLineRun run = find("a", "--steps", "40");

        assertThat(run.status()).as(run.err()).isZero();
        JsonObject results = JsonObject.read(folder.resolve("a.json"));
        assertThat(results.keys())
                .contains("example", "seed", "threads", "kernel", "seconds", "trainSeconds", "weightsSha256")
                .contains("suggestionReason", "steepestRate", "tenthOfBestRate", "steps", "ending");
        assertThat(results.string("example")).isEqualTo("lr-finder");
        assertThat(results.number("suggestedRate")).isBetween(1e-4, 1e-1);
        assertThat(run.out())
                .contains("240 names to train, 64 in each step, at most 40 steps from 1.0e-05 to 10")
                .contains("suggested learning rate: ", "the weights are the same as before, bit for bit");
        assertThat(Files.readAllLines(folder.resolve("a/lr-finder.csv"))).hasSize(1 + results.integer("steps"));
        assertThat(folder.resolve("a/lr-finder.svg")).isNotEmptyFile();
        assertThat(folder.resolve("a/lr-finder.png")).isNotEmptyFile();
    }

    @Test
    void sameSeed_givesTheSameCurveWithAnyThreadsAndKernel() throws IOException {
        String[] few = {"--highest", "1e-3", "--steps", "10"};
        assertThat(find("a", few).status()).isZero();
        List<String> others = new ArrayList<>(List.of(few));
        others.addAll(List.of("--quiet", "--kernel", "portable", "--threads", "1"));
        assertThat(find("b", others.toArray(String[]::new)).status()).isZero();
        assertThat(folder.resolve("b/lr-finder.csv")).hasSameTextualContentAs(folder.resolve("a/lr-finder.csv"));
    }

    @Test
    void impossibleRates_areBadUsage() throws IOException {
        CommandLineRun run = find("a", "--highest", "1e-6");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .contains("LrFinder: the highest rate must be finite and above the lowest, 1.0E-5, but is 1.0E-6")
                .hasLineCount(1);
    }
}
