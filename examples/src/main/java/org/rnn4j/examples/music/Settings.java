package org.rnn4j.examples.music;

import static org.rnn4j.examples.Requirements.require;
import static org.rnn4j.examples.Requirements.requireBetween;

import org.jspecify.annotations.Nullable;
import org.rnn4j.examples.CellKind;
import picocli.CommandLine.Option;

/** The model's sizes and the course of its training: options of {@code music}; chosen on the validation pieces. */
final class Settings {
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
            description = "Units of a layer. Default: 400 for gru, 200 for the others.")
    private @Nullable Integer hidden;

    @Option(
            names = "--layers",
            paramLabel = "N",
            defaultValue = "1",
            description = "Recurrent layers. Default: ${DEFAULT-VALUE}.")
    int layers;

    @Option(
            names = "--dropout",
            paramLabel = "RATE",
            defaultValue = "0.5",
            description = "Share of each layer's output left out while training. Default: ${DEFAULT-VALUE}.")
    double dropout;

    @Option(
            names = "--transpose",
            paramLabel = "N",
            defaultValue = "0",
            description = "Learn every piece also up to N semitones higher and lower; 0 for the pieces as they are."
                    + " Default: ${DEFAULT-VALUE}.")
    int transpose;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "8",
            description = "Pieces per step. Default: ${DEFAULT-VALUE}.")
    int batch;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "60",
            description = "At most so many passes over the pieces. Default: ${DEFAULT-VALUE}.")
    int epochs;

    @Option(
            names = "--patience",
            paramLabel = "N",
            defaultValue = "10",
            description = "Stop after so many epochs without a better validation figure. Default: ${DEFAULT-VALUE}.")
    int patience;

    @Option(
            names = "--learning-rate",
            paramLabel = "RATE",
            defaultValue = "0.005",
            description = "Adam's learning rate at the start; it falls linearly. Default: ${DEFAULT-VALUE}.")
    double learningRate;

    @Option(
            names = "--clip",
            paramLabel = "NORM",
            defaultValue = "1",
            description = "The largest norm of all gradients together. Default: ${DEFAULT-VALUE}.")
    double clip;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "64",
            description = "Steps to compose. Default: ${DEFAULT-VALUE}.")
    int steps;

    @Option(
            names = "--temperature",
            paramLabel = "T",
            defaultValue = "0.8",
            description = "Below 1, likely keys become likelier when composing. Default: ${DEFAULT-VALUE}.")
    double temperature;

    /** The units of a layer: a GRU needs more of them for as good a figure. */
    int hidden() {
        return hidden != null ? hidden : cell == CellKind.GRU ? 400 : 200;
    }

    /** Refuses what cannot work, before anything is read. */
    void validate() {
        requireBetween("--hidden", hidden(), 1, 4096);
        requireBetween("--layers", layers, 1, 64);
        requireBetween("--transpose", transpose, 0, 24);
        requireBetween("--batch", batch, 1, 65_536);
        requireBetween("--epochs", epochs, 1, 100_000);
        requireBetween("--patience", patience, 1, 100_000);
        requireBetween("--steps", steps, 1, 1 << 16);
        require(dropout >= 0 && dropout < 1, "--dropout", "a rate from 0 to below 1", dropout);
        require(learningRate > 0 && learningRate <= 10, "--learning-rate", "a rate above 0, at most 10", learningRate);
        require(clip > 0 && Double.isFinite(clip), "--clip", "a finite norm above 0", clip);
        require(temperature > 0 && temperature <= 10, "--temperature", "a number above 0, at most 10", temperature);
    }
}
