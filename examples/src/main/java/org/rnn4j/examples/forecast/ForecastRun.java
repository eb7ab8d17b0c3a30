package org.rnn4j.examples.forecast;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.rnn4j.data.series.SeriesWindows;
import org.rnn4j.examples.Checkpointing;
import org.rnn4j.examples.CommonOptions;
import org.rnn4j.examples.TrainingRunner;
import org.rnn4j.examples.UserError;
import org.rnn4j.io.JsonObject;
import org.rnn4j.kernel.Context;
import org.rnn4j.optim.report.TrainingCurves;
import org.rnn4j.tensor.Tensor;

/** One run of the example: trains fold by fold, judges, tells and saves. */
final class ForecastRun {
    private static final int QUICK_EPOCHS = 1;

    private final CommonOptions common;
    private final Task task;
    private final Checkpointing checkpointing;
    private final Context context;
    private final List<JsonObject> folds = new ArrayList<>();
    private double trainSeconds;
    private long trainExamples;

    ForecastRun(CommonOptions common, Task task, Checkpointing checkpointing, Context context) {
        this.common = common;
        this.task = task;
        this.checkpointing = checkpointing;
        this.context = context;
    }

    void run() throws IOException {
        Path out = common.createOut(Forecast.NAME);
        describe();
        List<Task.Rows> rows = task.folds();
        int epochs = common.quick() ? QUICK_EPOCHS : task.settings().epochs;
        Scores test = new Scores(task, rows.get(0).validationTo());
        Scores validation = new Scores(task, rows.get(0).trainTo());
        PictureData picture = new PictureData(task);
        Training.Outcome outcome = null;
        TrainingRunner runner = checkpointing.parts(common, out);
        for (int fold = 0; fold < rows.size(); fold++) {
            String part = "fold" + (fold + 1);
            Training training = new Training(context, task, common.key().child(fold), epochs);
            outcome = training.run(
                    rows.get(fold),
                    common.listeners(out.resolve("metrics" + (fold == 0 ? "" : "-" + part) + ".csv")),
                    trainer -> runner.run(part, trainer));
            trainSeconds += outcome.result().trainSeconds();
            trainExamples += outcome.result().history().stream()
                    .mapToLong(report -> report.examples())
                    .sum();
            if (fold == 0) {
                describe(outcome);
                validate(validation, outcome, rows.get(0));
            }
            test(test, picture, outcome, rows.get(fold)); // the only look at these rows as a test
            folds.add(fold(rows.get(fold), outcome));
        }
        Training.Outcome last = Objects.requireNonNull(outcome);
        tell(validation, test);
        save(out, last, test, picture);
        common.say("the model of the last fold, its figures and pictures are in %s", out);
        common.say("try it: ./rnn4j %s --predict FILE.csv --model %s", Forecast.NAME, out);
        common.write(results(validation, test, last));
    }

    private void describe() {
        SeriesTable table = task.table();
        common.say(
                "%,d rows of %s, %,d before the test; %,d values missing",
                table.rows(), String.join(", ", table.columns()), task.firstTest(), table.countMissing());
        if (task.step() != null) {
            int irregular = task.step().countIrregular(table.times());
            common.say(
                    "from %s to %s%s; calendar features: %s",
                    Times.format(table.times().get(0), task.step()),
                    Times.format(table.times().get(table.rows() - 1), task.step()),
                    irregular == 0 ? "" : ", " + irregular + " steps longer or shorter than usual",
                    task.calendar().isEmpty() ? "none" : task.calendar());
        }
        common.say(
                "%d steps seen, %d left out, %d to predict; season of %d",
                task.shape().past(), task.shape().gap(), task.shape().horizon(), task.season());
    }

    private void describe(Training.Outcome outcome) {
        Sizes sizes = outcome.forecaster().model().sizes();
        common.say(
                "%s with %d units, encoder and decoder: %,d parameters; counted from: %s",
                sizes.cell().toString().toUpperCase(Locale.ROOT),
                sizes.hidden(),
                outcome.forecaster().model().parameters().count(),
                sizes.anchor());
    }

    private void validate(Scores scores, Training.Outcome outcome, Task.Rows rows) {
        SeriesWindows windows = outcome.windows().targetsWithin(rows.trainTo(), rows.validationTo());
        scores.add(windows, outcome.forecaster().forecast(context, windows), median(outcome));
    }

    private void test(Scores scores, PictureData picture, Training.Outcome outcome, Task.Rows rows) {
        SeriesWindows windows = outcome.windows().targetsBeginWithin(rows.validationTo(), rows.testTo());
        if (windows.count() == 0) {
            throw new UserError("every window of a fold from row " + (rows.validationTo() + 1) + " has a missing value;"
                    + " use fewer --covariates or --folds");
        }
        Tensor quantiles = outcome.forecaster().forecast(context, windows);
        scores.add(windows, quantiles, median(outcome));
        picture.add(windows, quantiles, median(outcome));
    }

    private static int median(Training.Outcome outcome) {
        return outcome.forecaster().model().sizes().median();
    }

    private JsonObject fold(Task.Rows rows, Training.Outcome outcome) {
        return JsonObject.builder()
                .put("trainRows", rows.trainTo())
                .put("firstTestRow", rows.validationTo())
                .put("epochs", outcome.result().history().size())
                .put("bestEpoch", outcome.result().bestEpoch())
                .build();
    }

    private void tell(Scores validation, Scores test) {
        common.say("");
        common.say("validation: MASE %.4f (first fold, %,d windows)", validation.mase(), validation.windows());
        common.say(
                "test: MASE %.4f, repeating the last value %.4f, the last season %.4f (%,d windows)",
                test.mase(), test.masePersistence(), test.maseSeasonalNaive(), test.windows());
        common.say(
                "      MAE %.4g, RMSE %.4g, sMAPE %.2f %%; the %.0f %% band holds %.1f %% and is %.4g wide",
                test.mae(),
                test.rmse(),
                test.smape(),
                100 * task.settings().interval,
                100 * test.coverage().value(),
                test.coverage().meanWidth());
        common.say(
                beatsNaive(test)
                        ? "the network is better than both"
                        : "the network is NOT better than both: take the naive forecast");
        common.say("");
    }

    private static boolean beatsNaive(Scores test) {
        return test.mase() < Math.min(test.masePersistence(), test.maseSeasonalNaive());
    }

    private void save(Path out, Training.Outcome last, Scores test, PictureData picture) throws IOException {
        Map<String, String> card = new LinkedHashMap<>();
        card.put("purpose", "Forecasts " + task.table().columns().get(0) + ".");
        card.put(
                "results",
                String.format(
                        Locale.ROOT,
                        "test MASE %.4f, persistence %.4f, seasonal naive %.4f",
                        test.mase(),
                        test.masePersistence(),
                        test.maseSeasonalNaive()));
        last.forecaster().save(out, card);
        TrainingCurves curves = TrainingCurves.of(last.result());
        curves.saveSvg(out.resolve("curves.svg"));
        curves.savePng(out.resolve("curves.png"));
        picture.save(out);
    }

    private JsonObject results(Scores validation, Scores test, Training.Outcome last) {
        return common.results(
                        Forecast.NAME,
                        context,
                        trainSeconds,
                        last.forecaster().model().parameters())
                .put("mase", test.mase())
                .put("masePersistence", test.masePersistence())
                .put("maseSeasonalNaive", test.maseSeasonalNaive())
                .put("beatsNaive", beatsNaive(test))
                .put("mae", test.mae())
                .put("rmse", test.rmse())
                .put("smape", test.smape())
                .put("interval", task.settings().interval)
                .put("coverage", test.coverage().value())
                .put("intervalWidth", test.coverage().meanWidth())
                .put("testWindows", test.windows())
                .put("validationMase", validation.mase())
                .put("validationMasePersistence", validation.masePersistence())
                .put("validationMaseSeasonalNaive", validation.maseSeasonalNaive())
                .put("trainExamplesPerSecond", trainExamples / trainSeconds)
                .put("quick", common.quick())
                .put("parameters", last.forecaster().model().parameters().count())
                .put("model", last.forecaster().model().sizes().toJson())
                .put("folds", folds)
                .build();
    }
}
