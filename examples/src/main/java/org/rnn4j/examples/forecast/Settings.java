package org.rnn4j.examples.forecast;

import static org.rnn4j.examples.Requirements.require;
import static org.rnn4j.examples.Requirements.requireBetween;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rnn4j.examples.CellKind;
import picocli.CommandLine.Option;

/** The task, the model's sizes and the course of its training: options of {@code forecast}. */
final class Settings {
    @Option(
            names = "--target-column",
            paramLabel = "NAME",
            description = "The column to predict. Default: the only one besides the times.")
    @Nullable
    String targetColumn;

    @Option(
            names = "--time-column",
            paramLabel = "NAME",
            description =
                    "The column of times, such as 2016-07-01 13:00:00, 2016-07-01 or 2016-07: calendar features are"
                            + " made of it. Default: none.")
    @Nullable
    String timeColumn;

    @Option(
            names = "--covariates",
            paramLabel = "NAMES",
            split = ",",
            defaultValue = "all",
            description = "Other columns that the network sees up to the moment of the forecast: names, all or none."
                    + " Default: ${DEFAULT-VALUE}.")
    List<String> covariates = List.of("all");

    @Option(
            names = "--horizon",
            paramLabel = "N",
            defaultValue = "12",
            description = "Steps to predict. Default: ${DEFAULT-VALUE}.")
    int horizon;

    @Option(
            names = "--gap",
            paramLabel = "N",
            defaultValue = "0",
            description = "Steps between the last one seen and the first one to predict. Default: ${DEFAULT-VALUE}.")
    int gap;

    @Option(
            names = "--season",
            paramLabel = "N",
            description = "Steps after which the series resembles itself. Default: a day of hours, a year of days or"
                    + " months; 1 without times.")
    @Nullable
    Integer season;

    @Option(
            names = "--past",
            paramLabel = "N",
            description =
                    "Steps that the network sees. Default: two horizons, or a season if that is more, at most 96.")
    @Nullable
    Integer past;

    @Option(
            names = "--anchor",
            paramLabel = "KIND",
            converter = Anchor.Converter.class,
            description =
                    "What a forecast is counted from: mean, last, season, season-and-last. Default: the one that is"
                            + " nearest to the target in the training rows.")
    @Nullable
    Anchor anchor;

    @Option(
            names = "--window-unit",
            negatable = true,
            description = "Measure differences in the standard deviation of the window's own past, for series that are"
                    + " livelier at some times than at others.")
    boolean windowUnit;

    @Option(
            names = "--log",
            negatable = true,
            description = "Work on the logarithm of the target, for series that grow by percents.")
    boolean log;

    @Option(
            names = "--interval",
            paramLabel = "SHARE",
            defaultValue = "0.8",
            description = "The share of outcomes that the band is to hold. Default: ${DEFAULT-VALUE}.")
    double interval;

    @Option(names = "--rows", paramLabel = "N", description = "Use only the first N rows. Default: all.")
    int rows = Integer.MAX_VALUE;

    @Option(
            names = "--test-share",
            paramLabel = "SHARE",
            defaultValue = "0.2",
            description = "The last part of the rows, for the test. Default: ${DEFAULT-VALUE}.")
    double testShare;

    @Option(
            names = "--validation-share",
            paramLabel = "SHARE",
            defaultValue = "0.2",
            description = "The last part of the rows before a test, for validation. Default: ${DEFAULT-VALUE}.")
    double validationShare;

    @Option(
            names = "--folds",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Walk forward through the test rows in N parts; before each one the network is trained anew on"
                            + " all rows before it. Default: ${DEFAULT-VALUE}.")
    int folds;

    @Option(
            names = "--cell",
            paramLabel = "CELL",
            defaultValue = "lstm",
            converter = CellKind.Converter.class,
            description = "The recurrent cell: lstm, gru or rnn. Default: ${DEFAULT-VALUE}.")
    CellKind cell = CellKind.LSTM;

    @Option(
            names = "--hidden",
            paramLabel = "N",
            defaultValue = "32",
            description = "Units of encoder and decoder. Default: ${DEFAULT-VALUE}.")
    int hidden;

    @Option(
            names = "--dropout",
            paramLabel = "RATE",
            defaultValue = "0.1",
            description = "Share of the decoder's output left out while training. Default: ${DEFAULT-VALUE}.")
    double dropout;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "64",
            description = "Windows per step. Default: ${DEFAULT-VALUE}.")
    int batch;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "20",
            description = "At most so many passes over the windows. Default: ${DEFAULT-VALUE}.")
    int epochs;

    @Option(
            names = "--patience",
            paramLabel = "N",
            defaultValue = "5",
            description = "Stop after so many epochs without a better validation loss. Default: ${DEFAULT-VALUE}.")
    int patience;

    @Option(
            names = "--learning-rate",
            paramLabel = "RATE",
            defaultValue = "0.003",
            description = "Adam's learning rate at the start; it falls linearly. Default: ${DEFAULT-VALUE}.")
    double learningRate;

    @Option(
            names = "--weight-decay",
            paramLabel = "RATE",
            defaultValue = "0.01",
            description = "AdamW's decay of the weights. Default: ${DEFAULT-VALUE}.")
    double weightDecay;

    @Option(
            names = "--clip",
            paramLabel = "NORM",
            defaultValue = "1",
            description = "The largest norm of all gradients together. Default: ${DEFAULT-VALUE}.")
    double clip;

    /** Refuses what cannot work, before anything is read. */
    void validate() {
        requireBetween("--horizon", horizon, 1, 4096);
        requireBetween("--gap", gap, 0, 4096);
        requireBetween("--season", season == null ? 1 : season, 1, 1 << 16);
        requireBetween("--past", past == null ? 1 : past, 1, 1 << 16);
        requireBetween("--rows", rows, 1, Integer.MAX_VALUE);
        requireBetween("--folds", folds, 1, 1000);
        requireBetween("--hidden", hidden, 1, 4096);
        requireBetween("--batch", batch, 1, 65_536);
        requireBetween("--epochs", epochs, 1, 100_000);
        requireBetween("--patience", patience, 1, 100_000);
        require(interval > 0 && interval < 1, "--interval", "a share between 0 and 1", interval);
        require(testShare > 0 && testShare < 1, "--test-share", "a share between 0 and 1", testShare);
        require(
                validationShare > 0 && validationShare < 1,
                "--validation-share",
                "a share between 0 and 1",
                validationShare);
        require(dropout >= 0 && dropout < 1, "--dropout", "a rate from 0 to below 1", dropout);
        require(learningRate > 0 && learningRate <= 10, "--learning-rate", "a rate above 0, at most 10", learningRate);
        require(weightDecay >= 0 && weightDecay <= 1, "--weight-decay", "a rate from 0 to 1", weightDecay);
        require(clip > 0 && Double.isFinite(clip), "--clip", "a finite norm above 0", clip);
    }

    /** The quantiles to predict: the bounds of the band and the median. */
    double[] quantiles() {
        return new double[] {(1 - interval) / 2, 0.5, (1 + interval) / 2};
    }
}
