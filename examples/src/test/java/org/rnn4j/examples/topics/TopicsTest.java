package org.rnn4j.examples.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.examples.CommandLineRun;
import org.rnn4j.examples.text.TinyTexts;
import org.rnn4j.io.JsonObject;

/** The example as its user sees it. */
class TopicsTest {
    @TempDir
    private Path folder;

    private CommandLineRun train(String name, String... more) throws IOException {
        String[] fixed = {
            "topics",
            "--data",
            TinyTexts.write(folder, 300).toString(),
            "--text-column",
            "2",
            "--label-column",
            "1",
            "--out",
            folder.resolve(name).toString(),
            "--json",
            folder.resolve(name + ".json").toString()
        };
        String[] all = java.util.stream.Stream.concat(java.util.Arrays.stream(fixed), java.util.Arrays.stream(more))
                .toArray(String[]::new);
        return CommandLineRun.of(all);
    }

    @Test
    void training_learnsAndItsModelAnswers() throws IOException {
        CommandLineRun run = train("a", "--epochs", "12");

        assertThat(run.status()).as(run.err()).isZero();
        JsonObject results = JsonObject.read(folder.resolve("a.json"));
        assertThat(results.string("example")).isEqualTo("topics");
        assertThat(results.number("testAccuracy")).isGreaterThan(0.9);
        CommandLineRun answer = CommandLineRun.of(
                "topics", "--predict", "dull", "--model", folder.resolve("a").toString());
        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(answer.out().lines().skip(1).findFirst().orElseThrow()).contains("bad");
    }

    @Test
    void recipes_differ() throws IOException {
        assertThat(train("a", "--quick").status()).isZero();
        CommandLineRun recipe = train("b", "--quick", "--recipe", "small-data");

        assertThat(recipe.status()).as(recipe.err()).isZero();
        assertThat(recipe.out()).contains("recipe small-data", "bidirectional LSTM");
        assertThat(train("c", "--recipe", "other").err()).contains("expected one of [plain, small-data]");
    }

    @Test
    void modelOfAnotherProgram_isRefused() throws IOException {
        assertThat(train("a", "--quick").status()).isZero();

        CommandLineRun run = CommandLineRun.of(
                "sentiment", "--predict", "x", "--model", folder.resolve("a").toString());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .contains("is of another kind: expected the architecture sentiment, but found topics")
                .doesNotContain("damaged");
    }
}
