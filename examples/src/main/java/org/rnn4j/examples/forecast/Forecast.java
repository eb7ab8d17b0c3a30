package org.rnn4j.examples.forecast;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rnn4j.examples.Checkpointing;
import org.rnn4j.examples.CommonOptions;
import org.rnn4j.examples.DataFiles;
import org.rnn4j.examples.ModelOption;
import org.rnn4j.examples.Prediction;
import org.rnn4j.examples.UserError;
import org.rnn4j.io.JsonObject;
import org.rnn4j.kernel.Context;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The example {@code forecast}: its options, and the two things it does: train and predict. */
@Command(
        name = Forecast.NAME,
        sortOptions = false,
        abbreviateSynopsis = true,
        header = "What comes next in this series?",
        description = {
            "",
            "Trains a recurrent network to forecast several steps of a series with their quantiles, compares it with"
                    + " repeating the last value and the last season on rows it has not seen, draws forecast against"
                    + " truth, and saves the model. For ETTh1.csv, daily-min-temperatures.csv and"
                    + " airline-passengers.csv the options have defaults of their own.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  rnn4j forecast --data airline-passengers.csv",
            "  rnn4j forecast --data sales.csv --target-column sold --time-column day --horizon 14 --season 7",
            "  rnn4j forecast --predict sales.csv --model runs/forecast"
        })
public final class Forecast implements Callable<Integer> {
    static final String NAME = "forecast";

    private static final int QUICK_ROWS = 2000;

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description =
                    "The series: UTF-8 text, comma-separated (.csv) or tab-separated (.tsv), perhaps packed (.gz),"
                            + " with a header and a row for each time step, the oldest first; or a folder with one such file.")
    private @Nullable Path data;

    @Option(
            names = "--predict",
            paramLabel = "FILE",
            arity = "0..1",
            fallbackValue = Prediction.STANDARD_INPUT,
            description =
                    "Do not train, but forecast what follows the last row of this file; without FILE, of the CSV on"
                            + " standard input. The columns are those of the training.")
    private @Nullable String predict;

    @Mixin
    private ModelOption model = new ModelOption();

    @Mixin
    private Settings settings = new Settings();

    @Mixin
    private Checkpointing checkpointing = new Checkpointing();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        settings.validate();
        common.requireWritable(NAME);
        CommonOptions.requireName("--data", data);
        if (predict != null) {
            predict(predict);
            return 0;
        }
        model.refuseForTraining("--predict");
        Path file = DataFiles.one(data, "a series", List.of(".csv", ".tsv", ".csv.gz", ".tsv.gz"));
        Settings chosen = withPreset(file);
        chosen.rows = common.quick() ? Math.min(chosen.rows, QUICK_ROWS) : chosen.rows;
        Task task = Task.of(chosen, file);
        try (Context context = common.openContext()) {
            new ForecastRun(common, task, checkpointing, context).run();
        }
        return 0;
    }

    /** The settings of the file's preset, and over them what the command line says. */
    private Settings withPreset(Path file) {
        Settings preset = new Settings();
        CommandLine line = new CommandLine(preset);
        line.parseArgs(Preset.of(file).options().entrySet().stream()
                .map(option ->
                        option.getValue().equals("true") ? option.getKey() : option.getKey() + "=" + option.getValue())
                .toArray(String[]::new));
        CommandLine.ParseResult said = spec.commandLine().getParseResult();
        for (OptionSpec option : line.getCommandSpec().options()) {
            OptionSpec own = spec.findOption(option.longestName());
            if (own != null && said.hasMatchedOption(own)) {
                option.setValue(own.getValue());
            }
        }
        preset.validate();
        return preset;
    }

    private void predict(String file) throws IOException {
        TrainedForecaster forecaster = TrainedForecaster.load(model.folder(common, "--predict"));
        if (!file.equals(Prediction.STANDARD_INPUT) && !Files.isRegularFile(Path.of(file))) {
            throw new UserError("--predict: there is no file " + file);
        }
        try (Context context = common.openContext()) {
            ForecastAnswer answer = new ForecastAnswer(forecaster, context, System.out);
            List<JsonObject> steps =
                    file.equals(Prediction.STANDARD_INPUT) ? answer.answer(System.in) : answer.answer(Path.of(file));
            common.write(common.results(NAME, context, 0, forecaster.model().parameters())
                    .put("forecast", steps)
                    .build());
        }
    }
}
