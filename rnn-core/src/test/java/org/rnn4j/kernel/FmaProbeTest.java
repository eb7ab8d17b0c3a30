package org.rnn4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FmaProbeTest {
    /** Run in a JVM of its own. */
    static final class Program {
        public static void main(String[] args) {
            Context.create(KernelChoice.PORTABLE, 1).close();
        }
    }

    @Test
    void machineWithoutHardwareFma_isWarnedAbout() throws IOException, InterruptedException {
        assertThat(logOf("-XX:-UseFMA")).contains("no fused multiply-add in hardware");
    }

    @Test
    void timesOfHardwareAndSoftware_areToldApart() {
        assertThat(FmaProbe.isSlow(40)).isFalse();
        assertThat(FmaProbe.isSlow(1_500)).isTrue();
    }

    private static String logOf(String option) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        option,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName()))
                .redirectErrorStream(true)
                .start();
        String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(log).isZero();
        return log;
    }
}
