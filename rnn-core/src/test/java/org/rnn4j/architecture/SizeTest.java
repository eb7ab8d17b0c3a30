package org.rnn4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.rnn4j.tensor.Tensor;
import org.slf4j.Logger;
import tools.jackson.core.JsonParser;

/** What a program carries with it when it uses this library. */
class SizeTest {
    private static final long LIMIT = 2_000_000;

    @Test
    void runTimeClosure_staysBelowTwoMegabytes() throws Exception {
        List<Path> parts = new ArrayList<>();
        for (Class<?> type : List.of(
                Tensor.class,
                FMatrixRMaj.class,
                CommonOps_FDRM.class,
                Logger.class,
                NullMarked.class,
                JsonParser.class)) {
            parts.add(origin(type));
        }
        assertThat(parts).doesNotHaveDuplicates();
        long total = 0;
        for (Path part : parts) {
            long size = Files.isDirectory(part) ? sizeAsJar(part) : Files.size(part);
            assertThat(size).as("%s", part.getFileName()).isPositive();
            total += size;
        }
        System.out.printf(java.util.Locale.ROOT, "run-time closure: %,d bytes%n", total);
        assertThat(total).isLessThan(LIMIT);
    }

    private static Path origin(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static long sizeAsJar(Path classes) throws IOException {
        List<Path> files;
        try (var walk = Files.walk(classes)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        var bytes = new ByteArrayOutputStream();
        try (ZipOutputStream jar = new ZipOutputStream(bytes)) {
            for (Path file : files) {
                jar.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                Files.copy(file, jar);
                jar.closeEntry();
            }
        }
        return bytes.size();
    }
}
