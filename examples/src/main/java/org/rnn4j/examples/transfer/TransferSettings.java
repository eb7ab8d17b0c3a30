package org.rnn4j.examples.transfer;

import static org.rnn4j.examples.Requirements.require;
import static org.rnn4j.examples.Requirements.requireBetween;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The model's sizes and the course of its training: options of {@code transfer}. */
final class TransferSettings {
    @Option(
            names = "--embedding",
            paramLabel = "N",
            defaultValue = "128",
            description = "Numbers per word. Default: ${DEFAULT-VALUE}.")
    int embedding = 128;

    @Option(
            names = "--hidden",
            paramLabel = "N",
            defaultValue = "128",
            description = "Units of the encoder, in each direction. Default: ${DEFAULT-VALUE}.")
    int hidden = 128;

    @Option(
            names = "--texts-to-read",
            paramLabel = "N",
            defaultValue = "25000",
            description = "At most so many texts for the language model. Default: ${DEFAULT-VALUE}.")
    int textsToRead = 25_000;

    @Option(
            names = "--reading-epochs",
            paramLabel = "N",
            defaultValue = "1",
            description = "Passes of the language model over them. Default: ${DEFAULT-VALUE}.")
    int readingEpochs = 1;

    @Option(
            names = "--reading-rate",
            paramLabel = "RATE",
            defaultValue = "0.003",
            description = "Adam's rate for the language model; it falls to 0. Default: ${DEFAULT-VALUE}.")
    double readingRate = 0.003;

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "200",
            description = "Words that the language model tells each true word from. Default: ${DEFAULT-VALUE}.")
    int samples = 200;

    @Option(
            names = "--label-epochs",
            paramLabel = "N",
            defaultValue = "2",
            description = "Passes over the labels of the texts that were read, before the task; 0 leaves them unused."
                    + " Default: ${DEFAULT-VALUE}.")
    int labelEpochs = 2;

    @Option(
            names = "--piece",
            paramLabel = "N",
            defaultValue = "50",
            description =
                    "Words of a piece: the texts that were read are cut into pieces whose label is learnt, as long"
                            + " as the task's texts are. Default: ${DEFAULT-VALUE}.")
    int piece = 50;

    @Option(
            names = "--label-batch",
            paramLabel = "N",
            defaultValue = "64",
            description = "Pieces per step. Default: ${DEFAULT-VALUE}.")
    int labelBatch = 64;

    @Option(
            names = "--encoder",
            paramLabel = "DIR",
            description =
                    "Do not read, but begin with the language model that an earlier run left in this folder, and with the"
                            + " words it knows.")
    @Nullable
    Path encoder;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "4",
            description = "Passes over all labelled texts of the task. Default: ${DEFAULT-VALUE}.")
    int epochs = 4;

    @Option(
            names = "--few-epochs",
            paramLabel = "N",
            defaultValue = "15",
            description =
                    "Passes over the small sets of labelled texts, always all of them. Default: ${DEFAULT-VALUE}.")
    int fewEpochs = 15;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "32",
            description = "Texts per step; half as many for the small sets. Default: ${DEFAULT-VALUE}.")
    int batch = 32;

    @Option(
            names = "--learning-rate",
            paramLabel = "RATE",
            defaultValue = "0.002",
            description = "Adam's highest rate for the task. Default: ${DEFAULT-VALUE}.")
    double learningRate = 0.002;

    @Option(
            names = "--word-labels",
            paramLabel = "WEIGHT",
            defaultValue = "1",
            description = "How much it counts beside the task that each word alone is to tell the label of its text."
                    + " Default: ${DEFAULT-VALUE}.")
    double wordLabels = 1;

    @Option(
            names = "--discrimination",
            paramLabel = "FACTOR",
            defaultValue = "1.3",
            description = "What the rate of each lower layer is divided by in fine-tuning. Default: ${DEFAULT-VALUE}.")
    double discrimination = 1.3;

    @Option(
            names = "--second-task",
            paramLabel = "WEIGHT",
            defaultValue = "1",
            description = "The weight of the labels of the texts that were read, in the multi-task mode. Default:"
                    + " ${DEFAULT-VALUE}.")
    double secondTask = 1;

    @Option(
            names = "--dropout",
            paramLabel = "RATE",
            defaultValue = "0.3",
            description = "Dropout of the vectors of words and of a text's summary. Default: ${DEFAULT-VALUE}.")
    double dropout = 0.3;

    @Option(
            names = "--repetitions",
            paramLabel = "N",
            defaultValue = "5",
            description = "Seeds of the small sets. Default: ${DEFAULT-VALUE}.")
    int repetitions = 5;

    /** Refuses what cannot work, before anything is read. */
    void validate() {
        requireBetween("--embedding", embedding, 1, 4096);
        requireBetween("--hidden", hidden, 1, 4096);
        requireBetween("--texts-to-read", textsToRead, 10, 10_000_000);
        requireBetween("--reading-epochs", readingEpochs, 1, 1000);
        requireBetween("--label-epochs", labelEpochs, 0, 1000);
        requireBetween("--piece", piece, 1, 10_000);
        requireBetween("--label-batch", labelBatch, 1, 65_536);
        requireBetween("--samples", samples, 1, 1_000_000);
        requireBetween("--epochs", epochs, 1, 10_000);
        requireBetween("--few-epochs", fewEpochs, 3, 10_000);
        requireBetween("--batch", batch, 2, 65_536);
        requireBetween("--repetitions", repetitions, 2, 1000);
        require(readingRate > 0 && readingRate <= 10, "--reading-rate", "a rate above 0, at most 10", readingRate);
        require(learningRate > 0 && learningRate <= 10, "--learning-rate", "a rate above 0, at most 10", learningRate);
        require(discrimination >= 1, "--discrimination", "a factor of at least 1", discrimination);
        require(wordLabels >= 0 && wordLabels <= 100, "--word-labels", "a weight from 0 to 100", wordLabels);
        require(secondTask >= 0 && secondTask <= 100, "--second-task", "a weight from 0 to 100", secondTask);
        require(dropout >= 0 && dropout < 1, "--dropout", "a rate from 0 to below 1", dropout);
    }
}
