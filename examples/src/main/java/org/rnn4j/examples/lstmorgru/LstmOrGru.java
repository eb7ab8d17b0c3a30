package org.rnn4j.examples.lstmorgru;

import static org.rnn4j.examples.Requirements.requireAtLeast;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rnn4j.data.task.AddingProblem;
import org.rnn4j.data.task.CopyMemory;
import org.rnn4j.examples.CellKind;
import org.rnn4j.examples.CommonOptions;
import org.rnn4j.examples.UserError;
import org.rnn4j.examples.music.Chorales;
import org.rnn4j.kernel.Context;
import org.rnn4j.tensor.RandomKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The example {@code lstm-or-gru}: the cells at an equal number of parameters on tasks that need memory. */
@Command(
        name = LstmOrGru.NAME,
        sortOptions = false,
        abbreviateSynopsis = true,
        header = "LSTM, GRU or a plain network?",
        description = {
            "",
            "Trains the three cells with as many parameters each on the adding problem, on copy memory and, with --data,"
                    + " on music, with several seeds; prints how well and how fast they are.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  rnn4j lstm-or-gru",
            "  rnn4j lstm-or-gru --data jsb_chorales --seeds 1,2,3",
            "  rnn4j lstm-or-gru --tasks adding --length 200 --cells lstm,gru"
        })
public final class LstmOrGru implements Callable<Integer> {
    static final String NAME = "lstm-or-gru";

    private static final int QUICK_STEPS = 20;
    private static final int QUICK_PIECES = 8;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "The folder with train.txt, valid.txt and test.txt of the task music; see 'rnn4j music --help'."
                            + " Default: that task is left out.")
    private @Nullable Path data;

    @Option(
            names = "--tasks",
            paramLabel = "NAMES",
            split = ",",
            defaultValue = "adding,copy,music",
            description = "The tasks: adding, copy, music. Default: ${DEFAULT-VALUE}.")
    private List<String> tasks = List.of();

    @Option(
            names = "--cells",
            paramLabel = "NAMES",
            split = ",",
            defaultValue = "lstm,gru,rnn",
            converter = CellKind.Converter.class,
            description = "The cells: lstm, gru, rnn. Default: ${DEFAULT-VALUE}.")
    private List<CellKind> cells = List.of();

    @Option(
            names = "--seeds",
            paramLabel = "NUMBERS",
            split = ",",
            description = "Train with each of these seeds. Default: the one of --seed and the next two.")
    private @Nullable List<Long> seeds;

    @Option(
            names = "--length",
            paramLabel = "N",
            defaultValue = "100",
            description = "Steps of a sequence of the adding problem. Default: ${DEFAULT-VALUE}.")
    private int length;

    @Option(
            names = "--gap",
            paramLabel = "N",
            defaultValue = "20",
            description =
                    "Steps between the last symbol and the first answer of copy memory. Default: ${DEFAULT-VALUE}.")
    private int gap;

    @Option(
            names = "--remember",
            paramLabel = "N",
            defaultValue = "5",
            description = "Symbols to remember in copy memory. Default: ${DEFAULT-VALUE}.")
    private int remember;

    @Option(
            names = "--adding-steps",
            paramLabel = "N",
            defaultValue = "8000",
            description = "The most training steps for the adding problem. Default: ${DEFAULT-VALUE}.")
    private int addingSteps;

    @Option(
            names = "--copy-steps",
            paramLabel = "N",
            defaultValue = "8000",
            description = "The most training steps for copy memory. Default: ${DEFAULT-VALUE}.")
    private int copySteps;

    @Option(
            names = "--music-steps",
            paramLabel = "N",
            defaultValue = "600",
            description = "The training steps for music. Default: ${DEFAULT-VALUE}.")
    private int musicSteps;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws IOException {
        requireAtLeast("--length", length, 2);
        requireAtLeast("--gap", gap, 1);
        requireAtLeast("--remember", remember, 1);
        requireAtLeast("--adding-steps", addingSteps, 1);
        requireAtLeast("--copy-steps", copySteps, 1);
        requireAtLeast("--music-steps", musicSteps, 1);
        common.requireWritable(NAME);
        CommonOptions.requireName("--data", data);
        if (data != null && !tasks.contains("music")) {
            throw new UserError("--data has the pieces of the task music, which is not among --tasks " + tasks
                    + "; add it or leave --data out");
        }
        if (seeds != null && common.isSeedNamed()) {
            throw new UserError("--seeds names all seeds, so --seed is of no use with it; leave one of them out");
        }
        List<Comparison<?>> chosen = comparisons();
        Path out = common.createOut(NAME);
        try (Context context = common.openContext()) {
            run(context, chosen, out);
        }
        return 0;
    }

    private List<Comparison<?>> comparisons() {
        RandomKey fixed = RandomKey.of(0); // the data to be judged by are the same for every seed
        List<Comparison<?>> chosen = new ArrayList<>();
        for (String task : tasks) {
            switch (task) {
                case "adding" ->
                    chosen.add(new AddingTask(AddingProblem.of(length), steps(addingSteps), fixed.child(task)));
                case "copy" ->
                    chosen.add(new CopyTask(new CopyMemory(8, remember, gap), steps(copySteps), fixed.child(task)));
                case "music" -> {
                    if (data == null) {
                        common.say("the task music is left out: name its pieces with --data");
                    } else {
                        Chorales chorales = Chorales.read(data);
                        chosen.add(new MusicTask(
                                common.quick() ? chorales.sample(QUICK_PIECES) : chorales, steps(musicSteps)));
                    }
                }
                default -> throw new UserError("--tasks: expected adding, copy or music, but got '" + task + "'");
            }
        }
        if (chosen.isEmpty()) {
            throw new UserError("there is no task to compare cells on; name some with --tasks, and --data for music");
        }
        return chosen;
    }

    private int steps(int full) {
        return common.quick() ? Math.min(full, QUICK_STEPS) : full;
    }

    private List<Long> seeds() {
        if (seeds != null) {
            return seeds;
        }
        return common.quick() ? List.of(common.seed()) : List.of(common.seed(), common.seed() + 1, common.seed() + 2);
    }

    private void run(Context context, List<Comparison<?>> chosen, Path out) throws IOException {
        List<Contest.Result> results = new ArrayList<>();
        for (Comparison<?> task : chosen) {
            for (CellKind cell : cells) {
                for (long seed : seeds()) {
                    Contest.Result result = contest(context, task, cell, seed);
                    results.add(result);
                    common.say(
                            "%-6s  %-4s  seed %-3d %5d steps in %6.1f s: %.6f",
                            task.name(), cell, seed, result.steps(), result.seconds(), result.score());
                }
            }
        }
        Report report = new Report(results);
        report.print(common);
        report.save(out);
        common.say("the table and the curves are in %s", out);
        common.write(common.resultsOf(NAME, context)
                .put("quick", common.quick())
                .put("results", report.toJson())
                .build());
    }

    private static <B> Contest.Result contest(Context context, Comparison<B> task, CellKind cell, long seed) {
        return new Contest<>(context, task).run(cell, seed);
    }
}
