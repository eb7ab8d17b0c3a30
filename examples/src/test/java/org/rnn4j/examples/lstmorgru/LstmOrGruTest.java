package org.rnn4j.examples.lstmorgru;

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
class LstmOrGruTest {
    @TempDir
    private Path folder;

    private CommandLineRun run(String name, String... more) {
        List<String> defaults = new ArrayList<>(List.of("--threads", "1"));
        defaults.addAll(List.of("--json", folder.resolve(name + ".json").toString()));
        defaults.addAll(List.of("--out", folder.resolve(name).toString()));
        return CommandLineRun.withDefaults("lstm-or-gru", defaults, more);
    }

    private List<JsonObject> results(String name) throws IOException {
        return JsonObject.read(folder.resolve(name + ".json")).objects("results");
    }

    @Test
    void cells_haveAsManyParametersAndDeterministicScores() throws IOException {
        CommandLineRun run = run("a", "--quick", "--length", "12");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("the task music is left out", "adding: mean squared error", "copy: cross-entropy");
        assertThat(results("a")).hasSize(6);
        for (String task : List.of("adding", "copy")) {
            List<JsonObject> ofTask = results("a").stream()
                    .filter(result -> result.string("task").equals(task))
                    .toList();
            assertThat(ofTask.stream().map(result -> result.string("cell"))).containsExactly("lstm", "gru", "rnn");
            long largest = ofTask.stream()
                    .mapToLong(result -> result.longInteger("parameters"))
                    .max()
                    .orElseThrow();
            assertThat(ofTask).allSatisfy(result -> {
                assertThat(result.longInteger("parameters")).isBetween((long) (0.96 * largest), largest);
                assertThat(result.number("speed")).isPositive();
            });
        }
        run("b", "--quick", "--length", "12", "--threads", "2", "--kernel", "portable", "--quiet");
        assertThat(Files.readString(folder.resolve("b/results.csv")))
                .isEqualTo(Files.readString(folder.resolve("a/results.csv")))
                .hasLineCount(7);
        assertThat(folder.resolve("a/curves.png")).isNotEmptyFile();
        assertThat(folder.resolve("a/curves.svg")).isNotEmptyFile();
    }

    @Test
    void shortAddingProblem_isSolvedByTheGatedCells() throws IOException {
        CommandLineRun run =
                run("a", "--tasks", "adding", "--cells", "lstm,gru", "--seeds", "4", "--length", "10", "--quiet");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(results("a")).hasSize(2).allSatisfy(result -> {
            assertThat(result.number("score")).isLessThan(0.01);
            assertThat(result.bool("solved")).isTrue();
            assertThat(result.integer("steps")).isLessThan(8000);
        });
    }

    @Test
    void wrongChoices_areRefused() {
        assertRefused("expected adding, copy or music, but got 'sorting'", "--tasks", "sorting");
        assertRefused("expected the cell to be one of lstm, gru, rnn, but got 'tree'", "--cells", "tree");
        assertRefused("--length: expected at least 2, but got 1", "--length", "1");
        assertRefused("there is no task", "--tasks", "music", "--quiet");
        assertRefused("--data has the pieces of the task music", "--tasks", "copy", "--data", folder.toString());
        assertRefused("--seeds names all seeds, so --seed is of no use", "--seeds", "1,2", "--seed", "3");
        assertRefused("there is no train.txt", "--data", folder.toString());
    }

    private void assertRefused(String message, String... more) {
        CommandLineRun run = run("refused", more);
        assertThat(run.status()).as(run.toString()).isEqualTo(2);
        assertThat(run.err().lines().filter(line -> line.startsWith("rnn4j")))
                .singleElement()
                .asString()
                .contains(message);
        assertThat(run.err()).doesNotContain("\tat ");
    }
}
