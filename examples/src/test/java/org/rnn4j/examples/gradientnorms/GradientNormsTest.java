package org.rnn4j.examples.gradientnorms;

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
class GradientNormsTest {
    @TempDir
    private Path folder;

    private CommandLineRun run(String out, String... more) {
        List<String> arguments = new ArrayList<>(List.of("gradient-norms", "--hidden", "12"));
        arguments.addAll(List.of("--out", folder.resolve(out).toString()));
        arguments.addAll(List.of("--json", folder.resolve(out + ".json").toString()));
        arguments.addAll(List.of(more));
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }

    @Test
    void run_tellsAndDrawsHowFarGradientsReach() throws IOException {
        CommandLineRun run = run("a", "--length", "60", "--training", "3");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("adding problem of 60 steps, 12 hidden values, 3 steps of training", "LSTM", "GRU");
        JsonObject results = JsonObject.read(folder.resolve("a.json"));
        assertThat(results.string("example")).isEqualTo("gradient-norms");
        assertThat(results.number("rnnReachUntrained")).isBetween(0d, 1e-6);
        assertThat(results.number("openLstmReachUntrained")).isGreaterThan(1e-3);
        for (String name : List.of("untrained", "trained")) {
            assertThat(folder.resolve("a/gradient-norms-" + name + ".svg")).isNotEmptyFile();
            assertThat(folder.resolve("a/gradient-norms-" + name + ".png")).isNotEmptyFile();
            assertThat(Files.readAllLines(folder.resolve("a/gradient-norms-" + name + ".csv")))
                    .hasSize(61)
                    .first()
                    .asString()
                    .startsWith("step,RNN,");
        }
    }

    @Test
    void sameSeed_givesTheSameNormsWithAnyThreadsAndKernel() {
        assertThat(run("a", "--length", "20", "--training", "2").status()).isZero();
        assertThat(run("b", "--length", "20", "--training", "2", "--quiet", "--kernel", "portable", "--threads", "1")
                        .status())
                .isZero();
        assertThat(folder.resolve("b/gradient-norms-trained.csv"))
                .hasSameTextualContentAs(folder.resolve("a/gradient-norms-trained.csv"));
    }

    @Test
    void impossibleSizes_areBadUsage() {
        CommandLineRun run = run("a", "--length", "1");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .contains("--length: expected at least 2, but got 1")
                .hasLineCount(1);
    }
}
