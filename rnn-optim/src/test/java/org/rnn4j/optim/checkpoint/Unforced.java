package org.rnn4j.optim.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a file system was told but has not been told to force to the disk: contents and renames. */
final class Unforced {
    private final Set<Path> contents = new HashSet<>();
    private final List<Rename> renames = new ArrayList<>();

    private record Rename(Path source, Path target, byte @Nullable [] before) {}

    /** What may have become of content that was not forced when the power failed. */
    enum Damage {
        DELETED,
        ZEROED,
        HALVED,
        FLIPPED
    }

    void written(Path file) {
        contents.add(file);
    }

    void forced(Path file) {
        contents.remove(file);
    }

    void folderForced() {
        renames.clear();
    }

    void deleted(Path file) {
        contents.remove(file);
    }

    void moving(Path source, Path target) throws IOException {
        renames.add(new Rename(source, target, Files.exists(target) ? Files.readAllBytes(target) : null));
        if (contents.remove(source)) {
            contents.add(target);
        }
    }

    /** The power fails: unforced contents are damaged; unforced renames are undone, or stay, as {@code undo} says. */
    void lose(Damage damage, boolean undo) throws IOException {
        for (Path file : contents) {
            if (Files.exists(file)) {
                damage(file, damage);
            }
        }
        for (int i = renames.size() - 1; undo && i >= 0; i--) {
            Rename rename = renames.get(i);
            if (Files.exists(rename.target())) {
                Files.move(rename.target(), rename.source());
            }
            if (rename.before() != null) {
                Files.write(rename.target(), rename.before());
            }
        }
    }

    private static void damage(Path file, Damage damage) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        switch (damage) {
            case DELETED -> Files.delete(file);
            case ZEROED -> Files.write(file, new byte[bytes.length]);
            case HALVED -> Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
            case FLIPPED -> {
                for (int i = 0; i < bytes.length; i += 100) {
                    bytes[i] ^= 0x10;
                }
                Files.write(file, bytes);
            }
        }
    }
}
