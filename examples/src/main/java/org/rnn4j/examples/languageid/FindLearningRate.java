package org.rnn4j.examples.languageid;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rnn4j.examples.CommonOptions;
import org.rnn4j.examples.UserError;
import org.rnn4j.io.JsonObject;
import org.rnn4j.io.ParameterFiles;
import org.rnn4j.kernel.Context;
import org.rnn4j.optim.LrFinder;
import org.rnn4j.optim.LrSweep;
import org.rnn4j.optim.report.LrFinderCsv;
import org.rnn4j.optim.report.LrFinderPicture;
import org.rnn4j.tensor.RandomKey;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The example {@code lr-finder}: a sweep over learning rates with the data and the model of {@code language-id}. */
@Command(
        name = FindLearningRate.NAME,
        sortOptions = false,
        abbreviateSynopsis = true,
        header = "Which learning rate suits language-id?",
        description = {
            "",
            "Trains the untrained model of language-id for a few steps while the learning rate grows, watches the loss,"
                    + " suggests a rate, and draws the curve. The weights are the same afterwards.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  rnn4j lr-finder",
            "  rnn4j lr-finder --steps 400 --lowest 1e-5 --highest 1 --out runs/finer"
        })
public final class FindLearningRate implements Callable<Integer> {
    static final String NAME = "lr-finder";

    private static final int QUICK_STEPS = 100;

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = "Read the names and their split from this file instead; 'rnn4j language-id --export' writes"
                    + " one.")
    private @Nullable Path data;

    @Option(
            names = "--lowest",
            paramLabel = "RATE",
            defaultValue = "1e-6",
            description = "The learning rate of the first step. Default: ${DEFAULT-VALUE}.")
    private double lowest;

    @Option(
            names = "--highest",
            paramLabel = "RATE",
            defaultValue = "10",
            description = "The learning rate of the last step. Default: ${DEFAULT-VALUE}.")
    private double highest;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "200",
            description = "At most so many steps, at least 10. Default: ${DEFAULT-VALUE}.")
    private int steps;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws IOException {
        LrFinder finder = finder();
        common.requireWritable(NAME);
        RandomKey key = common.key();
        NameData names = data == null ? NameData.ofLocales(key.child("split")) : NameData.read(data);
        try (Context context = common.openContext()) {
            run(context, finder, names);
        }
        return 0;
    }

    private LrFinder finder() {
        try {
            LrFinder finder = new LrFinder().withRates(lowest, highest).withSteps(steps);
            return common.quick() ? finder.withSteps(Math.min(steps, QUICK_STEPS)) : finder;
        } catch (IllegalArgumentException impossible) {
            throw new UserError(String.valueOf(impossible.getMessage()), impossible);
        }
    }

    private void run(Context context, LrFinder finder, NameData names) throws IOException {
        Settings settings = CommandLine.populateCommand(new Settings()); // the defaults of language-id
        Training training = new Training(context, settings, common.key());
        TrainedClassifier classifier = training.untrained(names);
        Path out = common.createOut(NAME);
        common.say(
                "%,d names to train, %d in each step, at most %d steps from %s to %s",
                names.train().size(), settings.batch, finder.steps(), rate(finder.lowest()), rate(finder.highest()));

        String before = ParameterFiles.sha256(classifier.model().parameters());
        long start = System.nanoTime();
        LrSweep sweep = finder.run(
                context,
                training.task(classifier.model()),
                training::rule,
                training.trainingBatches(classifier, names),
                common.key().child("finder"));
        double seconds = (System.nanoTime() - start) / 1e9;
        requireSame(before, ParameterFiles.sha256(classifier.model().parameters()));

        save(sweep, out);
        tell(sweep, out);
        common.write(results(sweep, context, classifier, seconds));
    }

    private static void requireSame(String before, String after) {
        if (!before.equals(after)) {
            throw new IllegalStateException("the sweep changed the weights from " + before + " to " + after);
        }
    }

    private static void save(LrSweep sweep, Path out) throws IOException {
        LrFinderCsv.write(sweep, out.resolve("lr-finder.csv"));
        LrFinderPicture picture = LrFinderPicture.of(sweep);
        picture.saveSvg(out.resolve("lr-finder.svg"));
        picture.savePng(out.resolve("lr-finder.png"));
    }

    private void tell(LrSweep sweep, Path out) {
        LrSweep.Point last = sweep.points().get(sweep.points().size() - 1);
        common.say(
                "the sweep %s, after %d steps",
                ending(sweep.ending(), last.rate()), sweep.points().size());
        sweep.steepest().ifPresent(found -> common.say("%-9s %s", rate(found.rate()), found.reason()));
        sweep.tenthOfBest().ifPresent(found -> common.say("%-9s %s", rate(found.rate()), found.reason()));
        sweep.suggestion()
                .ifPresentOrElse(
                        found -> common.say("suggested learning rate: %s", rate(found.rate())),
                        () -> common.say("no suggestion: the loss nowhere fell; try other rates or more steps"));
        common.say("the weights are the same as before, bit for bit");
        common.say("the curve is in %s", out);
    }

    private static String ending(LrSweep.Ending ending, double rate) {
        return switch (ending) {
            case COMPLETE -> "reached the highest rate";
            case DIVERGED -> "ended at " + rate(rate) + ", where the loss was too large";
            case NOT_FINITE -> "ended at " + rate(rate) + ", where a number was no longer finite";
        };
    }

    private static String rate(double rate) {
        return String.format(Locale.ROOT, "%.2g", rate);
    }

    private JsonObject results(LrSweep sweep, Context context, TrainedClassifier classifier, double seconds) {
        JsonObject.Builder results = common.results(
                        NAME, context, seconds, classifier.model().parameters())
                .put("steps", sweep.points().size())
                .put("ending", sweep.ending().name().toLowerCase(Locale.ROOT))
                .put("quick", common.quick());
        sweep.suggestion()
                .ifPresent(found -> results.put("suggestedRate", found.rate()).put("suggestionReason", found.reason()));
        sweep.steepest().ifPresent(found -> results.put("steepestRate", found.rate()));
        sweep.tenthOfBest().ifPresent(found -> results.put("tenthOfBestRate", found.rate()));
        return results.build();
    }
}
