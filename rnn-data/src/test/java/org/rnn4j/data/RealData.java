package org.rnn4j.data;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Published data sets, which no repository holds: {@code -Ddata.dir=DIR} says where they are. */
public final class RealData {
    private static final String PROPERTY = "data.dir";

    private RealData() {}

    /** A set's folder; the test is skipped where it is absent. */
    public static Path folder(String set) {
        String all = System.getProperty(PROPERTY);
        assumeTrue(all != null, "skipped: -D" + PROPERTY + " does not say where data sets are");
        Path folder = Path.of(all, set);
        assumeTrue(Files.isDirectory(folder), "skipped: there is no data set " + set + " in " + all);
        return folder;
    }
}
