package org.rnn4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    @TempDir
    private Path folder;

    @Test
    void noArguments_listTheExamples() {
        CommandLineRun run = CommandLineRun.of();

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("language-id", "lr-finder", "Which language is this name written in?", "--help");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void help_explainsTheExampleAndItsOptions() {
        CommandLineRun run = CommandLineRun.of("language-id", "--help");

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("--seed", "--threads", "--kernel", "--out", "--quiet", "--quick", "--json");
        assertThat(run.out()).contains("--data", "--export", "--predict", "--model", "--cell", "--hidden");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void unknownExample_namesTheExamples() {
        assertBadUsage("no example 'language-it'", "language-it");
        assertThat(CommandLineRun.of("language-it").err()).contains("language-id");
    }

    @Test
    void badOptions_areRefusedWithStatus2AndOneLine() {
        assertBadUsage("Unknown option: '--bogus'", "--bogus");
        assertBadUsage("Unknown option: '--bogus'", "language-id", "--bogus");
        assertBadUsage("extra", "language-id", "extra");
        assertBadUsage("'--seed'", "language-id", "--seed");
        assertBadUsage("'1x'", "language-id", "--seed", "1x");
        assertBadUsage("expected 1 to 1024 threads, but got '0'", "language-id", "--threads", "0");
        assertBadUsage("expected 1 to 1024 threads, but got 'many'", "language-id", "--threads", "many");
        assertBadUsage("expected auto, simd or portable, but got 'gpu'", "language-id", "--kernel", "gpu");
    }

    @Test
    void unusableOutputFolder_isRefusedBeforeAnyWork() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");

        assertBadUsage("is no folder", "language-id", "--out", file.toString());
        assertBadUsage(
                "is no folder",
                "language-id",
                "--json",
                file.resolve("results.json").toString());
        assertBadUsage("is a folder; name a file", "language-id", "--json", folder.toString());
    }

    private static void assertBadUsage(String message, String... arguments) {
        CommandLineRun run = CommandLineRun.of(arguments);

        assertThat(run.status()).as(run.toString()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("rnn4j")
                .contains(message)
                .hasLineCount(1)
                .doesNotContain("\tat ");
        assertThat(run.out()).isEmpty();
    }
}
