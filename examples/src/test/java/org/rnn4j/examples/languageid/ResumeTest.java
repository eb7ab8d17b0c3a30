package org.rnn4j.examples.languageid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.examples.CommandLineRun;
import org.rnn4j.io.JsonObject;

/** Training that is stopped and goes on, as its user sees it. */
class ResumeTest {
    private static final String CHECKPOINT = "checkpoint-000000000500.safetensors";

    @TempDir
    private Path folder;

    private String[] arguments(String name, String... more) throws IOException {
        List<String> all = new ArrayList<>(List.of("language-id", "--hidden", "4", "--embedding", "3", "--batch", "8"));
        all.addAll(List.of("--data", TinyData.write(folder).toString()));
        all.addAll(List.of("--out", folder.resolve(name).toString()));
        all.addAll(List.of("--json", folder.resolve(name + ".json").toString()));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private CommandLineRun train(String name, String... more) throws IOException {
        return CommandLineRun.of(arguments(name, more));
    }

    private JsonObject results(String name) throws IOException {
        return JsonObject.read(folder.resolve(name + ".json"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // a process cannot be asked to end there, only be ended
    void stoppedTraining_goesOnToTheSameBits() throws Exception {
        String[] settings = {"--epochs", "40", "--patience", "40"}; // 30 steps each
        assertThat(train("whole", settings).status()).isZero();
        List<String> slowly = List.of("-Xint");
        Path checkpoints = folder.resolve("parts").resolve("checkpoints");
        List<String> resuming = new ArrayList<>(List.of(settings));
        resuming.add("--resume");
        CommandLineRun stopped = CommandLineRun.inNewJvm(
                process -> {
                    while (!Files.exists(checkpoints.resolve(CHECKPOINT))) {
                        assertThat(process.isAlive()).isTrue();
                        Thread.sleep(10);
                    }
                    process.destroy();
                },
                slowly,
                arguments("parts", resuming.toArray(String[]::new)));
        assertThat(stopped.status()).as(stopped.err()).isEqualTo(143);
        assertThat(stopped.out()).contains("stopped; the checkpoint is in " + checkpoints);
        assertThat(folder.resolve("parts.json")).doesNotExist();

        CommandLineRun rest = train("parts", resuming.toArray(String[]::new));

        assertThat(rest.status()).as(rest.err()).isZero();
        assertThat(rest.out()).contains("resumed in epoch ");
        assertThat(results("parts").string("weightsSha256"))
                .isEqualTo(results("whole").string("weightsSha256"));
        assertThat(results("parts").number("testAccuracy"))
                .isEqualTo(results("whole").number("testAccuracy"));
        assertThat(Files.readAllLines(folder.resolve("parts/metrics.csv"))).hasSize(41);
    }

    @Test
    void resumingWhatIsOver_reportsItAgain() throws IOException {
        Path checkpoints = folder.resolve("kept");
        assertThat(train("a", "--epochs", "2", "--checkpoints", checkpoints.toString())
                        .status())
                .isZero();
        CommandLineRun again =
                train("b", "--epochs", "2", "--checkpoints", checkpoints.toString(), "--resume", "--threads", "1");

        assertThat(again.status()).as(again.err()).isZero();
        assertThat(results("b").string("weightsSha256")).isEqualTo(results("a").string("weightsSha256"));
        assertThat(folder.resolve("b/checkpoints")).doesNotExist();
    }

    @Test
    void otherOptions_orARunInItsPlace_areRefused() throws IOException {
        assertThat(train("a", "--epochs", "1", "--resume").status()).isZero();
        assertRefused(
                train("a", "--epochs", "1", "--resume", "--smoothing", "0.2"),
                "was started with --smoothing 0.1, but now it is 0.2");
        assertRefused(train("a", "--epochs", "2", "--resume"), "the schedule");
        String checkpoints = folder.resolve("a").resolve("checkpoints").toString();
        assertRefused(
                train("a", "--epochs", "1", "--checkpoints", checkpoints), "expected no checkpoints in " + checkpoints);
        assertRefused(train("a", "--checkpoints", ""), "--checkpoints: expected a name");
        Path file = Files.createFile(folder.resolve("file"));
        assertRefused(train("a", "--checkpoints", file.toString()), "expected a folder, but " + file + " is a file");
    }

    private static void assertRefused(CommandLineRun run, String message) {
        assertThat(run.status()).as(run.toString()).isEqualTo(2);
        assertThat(run.err().lines().filter(line -> line.startsWith("rnn4j")))
                .singleElement()
                .asString()
                .startsWith("rnn4j language-id: ")
                .contains(message);
    }
}
