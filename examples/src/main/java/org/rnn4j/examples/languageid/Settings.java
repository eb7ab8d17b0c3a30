package org.rnn4j.examples.languageid;

import static org.rnn4j.examples.Requirements.require;
import static org.rnn4j.examples.Requirements.requireBetween;

import org.rnn4j.examples.CellKind;
import picocli.CommandLine.Option;

/**
 * The model's sizes and the course of its training: options of {@code language-id}.
 *
 * <p>The defaults were chosen on the validation split with the seeds 11 to 15.
 */
final class Settings {
    @Option(
            names = "--cell",
            paramLabel = "CELL",
            defaultValue = "lstm",
            converter = CellKind.Converter.class,
            description = "The recurrent cell: lstm, gru or rnn. Default: ${DEFAULT-VALUE}.")
    CellKind cell = CellKind.LSTM;

    @Option(
            names = "--embedding",
            paramLabel = "N",
            defaultValue = "48",
            description = "Numbers per character. Default: ${DEFAULT-VALUE}.")
    int embedding;

    @Option(
            names = "--hidden",
            paramLabel = "N",
            defaultValue = "128",
            description = "Units of each direction. Default: ${DEFAULT-VALUE}.")
    int hidden;

    @Option(
            names = "--dropout",
            paramLabel = "RATE",
            defaultValue = "0.4",
            description = "Share of the encoder's output left out while training. Default: ${DEFAULT-VALUE}.")
    double dropout;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "64",
            description = "Names per step. Default: ${DEFAULT-VALUE}.")
    int batch;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "8",
            description = "At most so many passes over the names. Default: ${DEFAULT-VALUE}.")
    int epochs;

    @Option(
            names = "--patience",
            paramLabel = "N",
            defaultValue = "3",
            description = "Stop after so many epochs without a better validation accuracy. Default: ${DEFAULT-VALUE}.")
    int patience;

    @Option(
            names = "--learning-rate",
            paramLabel = "RATE",
            defaultValue = "0.005",
            description = "Adam's learning rate at the start; it falls linearly. Default: ${DEFAULT-VALUE}.")
    double learningRate;

    @Option(
            names = "--smoothing",
            paramLabel = "SHARE",
            defaultValue = "0.1",
            description = "Share of the target spread over all languages. Default: ${DEFAULT-VALUE}.")
    double smoothing;

    @Option(
            names = "--clip",
            paramLabel = "NORM",
            defaultValue = "1",
            description = "The largest norm of all gradients together. Default: ${DEFAULT-VALUE}.")
    double clip;

    /** Refuses what cannot work, before anything is read. */
    void validate() {
        requireBetween("--embedding", embedding, 1, 4096);
        requireBetween("--hidden", hidden, 1, 4096);
        requireBetween("--batch", batch, 1, 65_536);
        requireBetween("--epochs", epochs, 1, 100_000);
        requireBetween("--patience", patience, 1, 100_000);
        require(dropout >= 0 && dropout < 1, "--dropout", "a rate from 0 to below 1", dropout);
        require(learningRate > 0 && learningRate <= 10, "--learning-rate", "a rate above 0, at most 10", learningRate);
        require(smoothing >= 0 && smoothing < 1, "--smoothing", "a share from 0 to below 1", smoothing);
        require(clip > 0 && Double.isFinite(clip), "--clip", "a finite norm above 0", clip);
    }
}
