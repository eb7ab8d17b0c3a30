package org.rnn4j.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.io.JsonObject;
import org.rnn4j.io.ParameterFiles;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.optim.TrainingListener;
import org.rnn4j.optim.report.ConsoleProgress;
import org.rnn4j.optim.report.MetricsCsv;
import org.rnn4j.tensor.RandomKey;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that every example takes. */
public final class CommonOptions {
    private static final int MOST_THREADS = 1024;

    private final long start = System.nanoTime();

    @Option(names = "--seed", paramLabel = "N", description = "Every random choice follows from it. Default: 1.")
    private @Nullable Long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = ThreadCount.class,
            description = "Threads to compute with; the results are the same. Default: one per processor.")
    private @Nullable Integer threads;

    @Option(
            names = "--kernel",
            paramLabel = "KIND",
            defaultValue = "auto",
            converter = KernelName.class,
            description = "auto, simd or portable; the results are the same. Default: ${DEFAULT-VALUE}.")
    private KernelChoice kernel = KernelChoice.AUTO;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the results go. Default: runs/ and the example's name.")
    private @Nullable Path out;

    @Option(names = "--quiet", description = "Print nothing but what was asked for, and errors.")
    private boolean quiet;

    @Option(names = "--quick", description = "At most 10 s of work on the same code path, on less data.")
    private boolean quick;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results as one JSON object.")
    private @Nullable Path json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this text.")
    private boolean help;

    /** The key of {@code --seed}. */
    public RandomKey key() {
        return RandomKey.of(seed());
    }

    /** The seed. */
    public long seed() {
        return seed == null ? 1 : seed;
    }

    /** Whether the user named the seed. */
    public boolean isSeedNamed() {
        return seed != null;
    }

    /** The number of threads to compute with. */
    public int threads() {
        return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    }

    /** Whether nothing but what was asked for is printed. */
    public boolean quiet() {
        return quiet;
    }

    /** Whether at most 10 s of work are wanted. */
    public boolean quick() {
        return quick;
    }

    /** Whether the user named a place for results. */
    public boolean wantsResults() {
        return out != null || json != null || quick;
    }

    /** Prints a line about the course of things, unless {@code --quiet} forbids it. */
    public void say(String format, Object... arguments) {
        if (!quiet) {
            System.out.printf(Locale.ROOT, format + "%n", arguments);
        }
    }

    /** What watches a training: its figures go into this file, and its progress is printed unless {@code --quiet}. */
    public List<TrainingListener> listeners(Path metrics) {
        return listeners(metrics, "examples");
    }

    /** The same for a training that counts something else as its examples. */
    public List<TrainingListener> listeners(Path metrics, String unit) {
        List<TrainingListener> listeners = new ArrayList<>();
        listeners.add(new MetricsCsv(metrics));
        if (!quiet) {
            listeners.add(new ConsoleProgress(System.out, Terminal.isStandardOutput()).counting(unit));
        }
        return listeners;
    }

    /** The seconds since the command line was read. */
    public double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    /** The beginning of every example's results; {@code trainSeconds} is without data and evaluation. */
    public JsonObject.Builder results(String example, Context context, double trainSeconds, Parameters parameters) {
        return resultsOf(example, context)
                .put("trainSeconds", trainSeconds)
                .put("weightsSha256", ParameterFiles.sha256(parameters));
    }

    /** The same for an example that trains more than one model. */
    public JsonObject.Builder resultsOf(String example, Context context) {
        return resultsOf(example, context, context.threads());
    }

    /** The same for an example that trains on so many threads at once, with a context like this for each. */
    public JsonObject.Builder resultsOf(String example, Context context, int threadCount) {
        return JsonObject.builder()
                .put("example", example)
                .put("seed", seed())
                .put("threads", threadCount)
                .put("kernel", context.kernels().name())
                .put("seconds", seconds());
    }

    /** Writes the results to the file that {@code --json} names, if it does. */
    public void write(JsonObject results) throws IOException {
        if (json != null) {
            Path folder = json.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            results.write(json);
        }
    }

    /** The folder for the results of this example. */
    public Path out(String example) {
        return out == null ? Path.of("runs", example) : out;
    }

    /** The same folder, which is made if it is not there; a model that it has already will be written over, which is said. */
    public Path createOut(String example) {
        Path folder = out(example);
        try {
            Files.createDirectories(folder);
            if (Files.exists(folder.resolve("model.json"))) {
                say("the model in %s will be written over; to keep it, name another folder with --out", folder);
            }
            return folder; // as the user named it
        } catch (IOException failure) {
            throw UserError.file("create the folder", folder, failure);
        }
    }

    /** Opens what the example computes on; under {@code --quiet} without the log line. */
    public Context openContext() {
        return openContext(threads());
    }

    /** The same on so many threads. */
    public Context openContext(int threadCount) {
        if (quiet) { // read once, when the first logger is made
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
        }
        try {
            return Context.create(kernel, threadCount);
        } catch (UnsupportedOperationException missingModule) {
            throw UserError.of(missingModule);
        }
    }

    /** Refuses places for results that could not be written later: better before an hour's work than after it. */
    public void requireWritable(String example) {
        requireName("--out", out);
        requireName("--json", json);
        requireFolder("--out", out(example));
        if (json != null) {
            Path file = json.toAbsolutePath();
            if (Files.isDirectory(file)) {
                throw new UserError("--json " + json + " is a folder; name a file");
            }
            Path folder = file.getParent();
            requireFolder("--json", folder == null ? file : folder);
        }
    }

    /** An empty name is usually a variable that was not set; it would mean the current folder. */
    public static void requireName(String option, @Nullable Path path) {
        if (path != null && path.toString().isEmpty()) {
            throw new UserError(option + ": expected a name, but got an empty one; is a variable not set?");
        }
    }

    private static void requireFolder(String option, Path folder) {
        Path existing = folder.toAbsolutePath();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (existing == null || !Files.isDirectory(existing)) {
            throw new UserError(option + " needs the folder " + folder + ", but " + existing + " is no folder");
        }
        if (!Files.isWritable(existing)) {
            throw new UserError(option + " needs the folder " + folder + ", but " + existing + " cannot be written to");
        }
    }

    /** A number of threads in words of the command line. */
    static final class ThreadCount implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            int count;
            try {
                count = Integer.parseInt(text);
            } catch (NumberFormatException notANumber) {
                count = 0;
            }
            if (count < 1 || count > MOST_THREADS) {
                throw new TypeConversionException("expected 1 to " + MOST_THREADS + " threads, but got '" + text + "'");
            }
            return count;
        }
    }

    /** A kind of kernels in words of the command line. */
    static final class KernelName implements ITypeConverter<KernelChoice> {
        @Override
        public KernelChoice convert(String text) {
            return switch (text) {
                case "auto" -> KernelChoice.AUTO;
                case "simd" -> KernelChoice.SIMD;
                case "portable" -> KernelChoice.PORTABLE;
                default -> throw new TypeConversionException("expected auto, simd or portable, but got '" + text + "'");
            };
        }
    }
}
