package org.rnn4j.examples.languageid;

import static org.rnn4j.examples.Requirements.requireBetween;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rnn4j.examples.CommonOptions;
import org.rnn4j.io.JsonObject;
import org.rnn4j.kernel.Context;
import org.rnn4j.optim.EvaluationReport;
import org.rnn4j.optim.StopSignal;
import org.rnn4j.optim.TrainingListener;
import org.rnn4j.optim.report.SearchPicture;
import org.rnn4j.optim.search.Goal;
import org.rnn4j.optim.search.IntegerRange;
import org.rnn4j.optim.search.LogUniform;
import org.rnn4j.optim.search.MedianPruning;
import org.rnn4j.optim.search.RandomSearch;
import org.rnn4j.optim.search.Reporter;
import org.rnn4j.optim.search.Search;
import org.rnn4j.optim.search.SearchSpace;
import org.rnn4j.optim.search.SearchTable;
import org.rnn4j.optim.search.Trial;
import org.rnn4j.optim.search.TrialResult;
import org.rnn4j.optim.search.Uniform;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The example {@code search}: a random search over settings of {@code language-id}, scored by its validation names. */
@Command(
        name = SearchSettings.NAME,
        sortOptions = false,
        abbreviateSynopsis = true,
        header = "Which settings suit language-id?",
        description = {
            "",
            "Trains language-id again and again with learning rates, sizes and dropout drawn at random, stops what is"
                    + " worse than the median so far, and draws accuracy on the validation names against learning rate."
                    + " The same command goes on with a search that was interrupted.",
            ""
        },
        footer = {"", "Examples:", "  rnn4j search", "  rnn4j search --trials 50 --epochs 8 --out runs/longer"})
public final class SearchSettings implements Callable<Integer> {
    static final String NAME = "search";

    private static final String RATE = "learning-rate";
    private static final String HIDDEN = "hidden";
    private static final String DROPOUT = "dropout";
    private static final SearchSpace SPACE = SearchSpace.empty()
            .with(RATE, new LogUniform(1e-4, 1e-1))
            .with(HIDDEN, new IntegerRange(16, 128))
            .with(DROPOUT, new Uniform(0, 0.6));

    /** With fewer trials a median says little; the first epoch says little about the last. */
    private static final MedianPruning PRUNING = new MedianPruning(5, 2, 1);

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = "Read the names and their split from this file instead; 'rnn4j language-id --export' writes"
                    + " one.")
    private @Nullable Path data;

    @Option(
            names = "--trials",
            paramLabel = "N",
            defaultValue = "24",
            description = "How many settings are tried; --quick: 4 at most. Default: ${DEFAULT-VALUE}.")
    private int trials;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "4",
            description = "At most so many passes over the names for each; --quick: 1. Default: ${DEFAULT-VALUE}.")
    private int epochs;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        requireBetween("--trials", trials, 1, 10_000);
        requireBetween("--epochs", epochs, 1, 10_000);
        common.requireWritable(NAME);
        NameData names = data == null ? NameData.ofLocales(common.key().child("split")) : NameData.read(data);
        try (Context context = common.openContext()) {
            run(context, names);
        }
        return 0;
    }

    private void run(Context context, NameData names) throws IOException, InterruptedException {
        RandomSearch strategy =
                common.quick() ? new RandomSearch(Math.min(trials, 4), 1) : new RandomSearch(trials, epochs);
        Path out = common.createOut(NAME);
        common.say(
                "%,d names to train, %d trials of at most %d epochs",
                names.train().size(), strategy.trials(), strategy.budget());
        SearchTable table = Search.of(SPACE, Goal.HIGHEST, strategy)
                .withPruning(PRUNING)
                .withFile(out.resolve("search.csv"))
                .run(common.key().child(NAME), (trial, reporter) -> accuracy(context, names, trial, reporter));
        SearchPicture picture = SearchPicture.of(table, RATE);
        picture.saveSvg(out.resolve("search.svg"));
        picture.savePng(out.resolve("search.png"));
        tell(table, context, out);
    }

    /** The best accuracy on the validation names in one trial. */
    private double accuracy(Context context, NameData names, Trial trial, Reporter reporter) {
        Settings settings = CommandLine.populateCommand(new Settings());
        settings.learningRate = trial.settings().real(RATE);
        settings.hidden = (int) trial.settings().integer(HIDDEN);
        settings.dropout = trial.settings().real(DROPOUT);
        Training training = new Training(context, settings, trial.key());
        StopSignal worse = new StopSignal();
        double[] best = {0};
        TrainingListener scores = new TrainingListener() {
            @Override
            public void evaluationFinished(EvaluationReport report) {
                best[0] = Math.max(best[0], report.figures().getOrDefault("accuracy", 0.0));
                if (reporter.stopsAt(report.epoch(), best[0])) {
                    worse.request();
                }
            }
        };
        training.trainer(training.untrained(names), names, Math.toIntExact(trial.budget()), List.of(scores))
                .stopOn(worse)
                .build()
                .run();
        common.say("trial %2d: accuracy %.4f with %s", trial.number(), best[0], text(trial.settings()));
        return best[0];
    }

    private static String text(org.rnn4j.optim.search.Settings settings) {
        return String.format(
                Locale.ROOT,
                "rate %.2g, hidden %d, dropout %.2f",
                settings.real(RATE),
                settings.integer(HIDDEN),
                settings.real(DROPOUT));
    }

    private void tell(SearchTable table, Context context, Path out) throws IOException {
        TrialResult best = table.best().orElseThrow();
        long pruned = table.results().stream().filter(TrialResult::pruned).count();
        common.say("best: trial %d, accuracy %.4f, %s", best.trial(), best.score(), text(best.settings()));
        common.say("%d of %d trials were stopped early; table and picture are in %s", pruned, trials(table), out);
        JsonObject results = common.resultsOf(NAME, context)
                .put("trials", trials(table))
                .put("pruned", (int) pruned)
                .put("validationAccuracy", best.score())
                .put("learningRate", best.settings().real(RATE))
                .put("hidden", (int) best.settings().integer(HIDDEN))
                .put("dropout", best.settings().real(DROPOUT))
                .put("quick", common.quick())
                .build();
        common.write(results);
    }

    private static int trials(SearchTable table) {
        return table.results().size();
    }
}
