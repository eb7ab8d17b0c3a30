package org.rnn4j.optim.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rnn4j.optim.Optimizer;

class ReportIsOptionalTest {
    private static List<Path> classesIn(String directory) throws Exception {
        Path root = Path.of(Optimizer.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.list(root.resolve(directory))) {
            return files.filter(file -> file.toString().endsWith(".class")).toList();
        }
    }

    private static boolean usesReport(Path classFile) throws Exception {
        String content = Files.readString(classFile, StandardCharsets.ISO_8859_1);
        return Stream.of("org/knowm/", "me/tongfei/", "org/rnn4j/optim/report/").anyMatch(content::contains);
    }

    @Test
    void noClassOutsideReport_usesItsLibraries() throws Exception {
        List<Path> classes = classesIn("org/rnn4j/optim");
        assertThat(classes).hasSizeGreaterThan(20);
        for (Path file : classes) {
            assertThat(usesReport(file)).as("%s", file).isFalse();
        }
        assertThat(usesReport(classesIn("org/rnn4j/optim/report").get(0))).isTrue();
    }
}
