package org.rnn4j.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.rnn4j.io.JsonObject;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options a run was started with, beside its checkpoints: with others it would go on as another run. */
final class RunOptions {
    private static final String FILE = "options.json";

    /** Options that do not change what a run does next, or whose change a checkpoint itself allows or refuses. */
    private static final Set<String> FREE = Set.of(
            "--checkpoints",
            "--resume",
            "--threads",
            "--kernel",
            "--out",
            "--json",
            "--quiet",
            "--help",
            "--export",
            "--epochs",
            "--patience");

    private final Map<String, String> values = new TreeMap<>();

    /** The options of this example as they are now. */
    RunOptions(CommandSpec example) {
        for (OptionSpec option : example.options()) {
            if (!FREE.contains(option.longestName())) {
                Object value = option.getValue();
                values.put(option.longestName(), String.valueOf(value));
            }
        }
    }

    void write(Path folder) throws IOException {
        JsonObject.Builder json = JsonObject.builder();
        values.forEach(json::put);
        json.build().write(folder.resolve(FILE));
    }

    /** Refuses to go on if the run in this folder was started with other options. */
    void requireAsIn(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return; // a run of a program; the checkpoint itself says whether it fits
        }
        JsonObject before = JsonObject.read(file);
        for (Map.Entry<String, String> option : values.entrySet()) {
            String old = before.has(option.getKey()) ? before.string(option.getKey()) : "not there";
            if (!old.equals(option.getValue())) {
                throw new UserError("--resume: the run in " + folder + " was started with " + option.getKey() + " "
                        + old + ", but now it is " + option.getValue()
                        + "; give the same options, or name another folder with --checkpoints");
            }
        }
    }
}
