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
class SearchSettingsTest {
    @TempDir
    private Path folder;

    private CommandLineRun search(String out, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("search"));
        arguments.addAll(List.of("--data", TinyData.write(folder).toString()));
        arguments.addAll(List.of("--out", folder.resolve(out).toString(), "--epochs", "1"));
        arguments.addAll(List.of("--json", folder.resolve(out + ".json").toString()));
        arguments.addAll(List.of(more));
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }

    @Test
    void search_triesReportsAndDraws_andGoesOn() throws IOException {
        CommandLineRun run = search("a", "--trials", "3");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("240 names to train, 3 trials of at most 1 epochs", "trial  2: accuracy 0.", "best: trial ");
        assertThat(JsonObject.read(folder.resolve("a.json")).number("validationAccuracy"))
                .isBetween(0.1, 1.0);
        List<String> table = Files.readAllLines(folder.resolve("a/search.csv"));
        assertThat(table).hasSize(1 + 3).element(0).asString().endsWith(",learning-rate,hidden,dropout");
        assertThat(folder.resolve("a/search.svg")).isNotEmptyFile();
        assertThat(folder.resolve("a/search.png")).isNotEmptyFile();

        CommandLineRun more = search("a", "--trials", "4", "--kernel", "portable", "--threads", "1");
        assertThat(more.status()).as(more.err()).isZero();
        assertThat(more.out()).contains("trial  3:").doesNotContain("trial  2:");
        assertThat(Files.readAllLines(folder.resolve("a/search.csv")))
                .startsWith(table.toArray(String[]::new))
                .hasSize(1 + 4);
    }

    @Test
    void noTrials_areBadUsage() throws IOException {
        CommandLineRun run = search("a", "--trials", "0");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--trials").hasLineCount(1);
    }
}
