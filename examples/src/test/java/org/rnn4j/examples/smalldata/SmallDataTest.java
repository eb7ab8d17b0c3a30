package org.rnn4j.examples.smalldata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.examples.CommandLineRun;
import org.rnn4j.examples.text.TinyTexts;
import org.rnn4j.io.JsonObject;

class SmallDataTest {
    @TempDir
    private Path folder;

    private CommandLineRun run(String name, String... more) throws IOException {
        Stream<String> fixed = Stream.of(
                "small-data",
                "--quick",
                "--data",
                TinyTexts.write(folder, 150).toString(),
                "--text-column",
                "review",
                "--label-column",
                "mood",
                "--out",
                folder.resolve(name).toString(),
                "--json",
                folder.resolve(name + ".json").toString());
        return CommandLineRun.of(Stream.concat(fixed, Stream.of(more)).toArray(String[]::new));
    }

    @Test
    void table_isTheSameForAnyNumberOfThreads() throws IOException {
        CommandLineRun run = run("a", "--threads", "1");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run("b", "--threads", "3").status()).isZero();

        String table = Files.readString(folder.resolve("a/techniques.csv"));
        assertThat(Files.readString(folder.resolve("b/techniques.csv"))).isEqualTo(table);
        assertThat(table.lines().findFirst()).contains("base,technique,mean,sd,gain");
        assertThat(folder.resolve("a/sizes.svg")).isNotEmptyFile();
        assertThat(folder.resolve("a/sizes.png")).isNotEmptyFile();
        JsonObject one = JsonObject.read(folder.resolve("a.json"));
        JsonObject three = JsonObject.read(folder.resolve("b.json"));
        assertThat(one.objects("sizes").toString())
                .isEqualTo(three.objects("sizes").toString());
        assertThat(one.string("weightsSha256")).hasSize(64).isEqualTo(three.string("weightsSha256"));
        assertThat(one.keys()).contains("kernel", "trainSeconds", "trainExamplesPerSecond");
        assertThat(three.integer("threads")).isEqualTo(3);
        assertThat(run.out()).contains("+ bidirectional", "labelled texts", "naive Bayes");
    }

    @Test
    void everyTechnique_differsFromItsBaseAndFollowsIt() {
        Technique base = Techniques.all(true).get(0);
        assertThat(base.isBase()).isTrue();
        for (Technique technique : Techniques.all(true)) {
            base = technique.isBase() ? technique : base;
            assertThat(technique.base()).isEqualTo(base.base());
            if (!technique.isBase()) {
                assertThat(technique.recipe().equals(base.recipe()))
                        .as(technique.name())
                        .isEqualTo(technique.pretrained());
            }
        }
        assertThat(Techniques.all(true))
                .doesNotHaveDuplicates()
                .hasSize(Techniques.all(false).size() + 2);
    }

    @Test
    void badOptions_areRefused() {
        assertThat(CommandLineRun.of("small-data", "--texts", "1").err()).contains("--texts: expected 40");
        assertThat(CommandLineRun.of("small-data", "--seeds", "0").err()).contains("--seeds");
        assertThat(CommandLineRun.of("small-data").err()).contains("there is nothing to learn from");
    }
}
