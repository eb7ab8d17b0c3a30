package org.rnn4j.examples.languagemodel;

import static org.rnn4j.examples.Requirements.require;
import static org.rnn4j.examples.Requirements.requireBetween;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rnn4j.examples.UserError;
import org.rnn4j.layer.Initializer;
import org.rnn4j.layer.Initializers;
import picocli.CommandLine.Option;

/**
 * The model's sizes and the course of its training: options of {@code language-model}. What is not given depends on the
 * level: for words the small model of Zaremba, Sutskever and Vinyals (2014), for characters one that was chosen on
 * validation text.
 */
final class Settings {
    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            defaultValue = "words",
            description = "What a token is: words (between white space) or characters. Default: ${DEFAULT-VALUE}.")
    String levelName = "words";

    @Option(
            names = "--minimum-count",
            paramLabel = "N",
            defaultValue = "1",
            description = "Tokens that are rarer in the training text are unknown. Default: ${DEFAULT-VALUE}.")
    int minimumCount = 1;

    @Option(
            names = "--cells",
            paramLabel = "CELL",
            split = ",",
            defaultValue = "lstm,lstm",
            description = "The recurrent layers, the lowest first, each lstm or gru. Default: ${DEFAULT-VALUE}.")
    List<String> cells = List.of();

    @Option(
            names = "--hidden",
            paramLabel = "N",
            description = "Units of a layer. Default: 200 for words, 128 for characters.")
    private @Nullable Integer hidden;

    @Option(names = "--embedding", paramLabel = "N", description = "Numbers per token. Default: as many as units.")
    private @Nullable Integer embedding;

    @Option(names = "--tied", description = "Let the softmax share the embedding's table.")
    boolean tied;

    @Option(
            names = "--rows",
            paramLabel = "N",
            description = "Parts of the text that are read side by side. Default: 20 for words, 16 for characters.")
    private @Nullable Integer rows;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description =
                    "Steps of a chunk, through which the gradient goes. Default: 20 for words, 64 for characters.")
    private @Nullable Integer steps;

    @Option(
            names = "--optimizer",
            paramLabel = "NAME",
            description =
                    "sgd, nt-asgd (averaged once validation stops getting better) or adam. Default: sgd for words,"
                            + " adam for characters.")
    private @Nullable String optimizer;

    @Option(
            names = "--learning-rate",
            paramLabel = "RATE",
            description = "The learning rate; that of sgd and nt-asgd is for the loss summed over a chunk's steps."
                    + " Default: 1 for sgd and nt-asgd; for adam 0.003 for words and 0.005 for characters.")
    private @Nullable Double learningRate;

    @Option(
            names = "--decay",
            paramLabel = "FACTOR",
            description = "sgd: what each epoch after --decay-after multiplies the rate by. Default: 0.5.")
    private @Nullable Double decay;

    @Option(
            names = "--decay-after",
            paramLabel = "N",
            description = "sgd: epochs at the full rate. adam's rate falls to 0 along a cosine. Default: 4.")
    private @Nullable Integer decayAfter;

    @Option(
            names = "--clip",
            paramLabel = "NORM",
            defaultValue = "5",
            description = "The largest norm of all gradients of the loss summed over a chunk's steps. Default:"
                    + " ${DEFAULT-VALUE}.")
    double clip = 5;

    @Option(
            names = "--initial-range",
            paramLabel = "R",
            defaultValue = "0.1",
            description = "All weights start uniform between -R and R. Default: ${DEFAULT-VALUE}.")
    private double initialRange = 0.1;

    @Option(
            names = "--embedding-deviation",
            paramLabel = "D",
            description = "The tokens' vectors start normal with this standard deviation. Default: 1 for characters,"
                    + " unless --tied; else they start as all other weights do.")
    private @Nullable Double embeddingDeviation;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Passes over the text. Default: 13 for words, 20 for characters.")
    private @Nullable Integer epochs;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description = "Stop after so many epochs without a better loss on the validation text. Default: 2 for sgd;"
                    + " adam makes all epochs, as its rate falls to the last. Not for nt-asgd.")
    private @Nullable Integer patience;

    @Option(
            names = "--dropout",
            paramLabel = "RATE",
            description = "Dropout between all layers, a new mask at every step. Default: 0 for words, 0.05"
                    + " for characters.")
    private @Nullable Double dropout;

    @Option(
            names = "--locked-dropout",
            paramLabel = "RATE",
            defaultValue = "0",
            description = "The same with one mask for a whole chunk, in place of --dropout. Default: ${DEFAULT-VALUE}.")
    double lockedDropout;

    @Option(
            names = "--weight-dropout",
            paramLabel = "RATE",
            defaultValue = "0",
            description = "Dropout of the recurrent weights. Default: ${DEFAULT-VALUE}.")
    double weightDropout;

    @Option(
            names = "--embedding-dropout",
            paramLabel = "RATE",
            defaultValue = "0",
            description = "Dropout of whole tokens, wherever they stand in a chunk. Default: ${DEFAULT-VALUE}.")
    double embeddingDropout;

    @Option(
            names = "--activation-penalty",
            paramLabel = "STRENGTH",
            defaultValue = "0",
            description = "Penalty on large outputs of the last layer (AR). Default: ${DEFAULT-VALUE}.")
    double activationPenalty;

    @Option(
            names = "--temporal-penalty",
            paramLabel = "STRENGTH",
            defaultValue = "0",
            description = "Penalty on changes of these outputs from step to step (TAR). Default: ${DEFAULT-VALUE}.")
    double temporalPenalty;

    @Option(
            names = "--auxiliary",
            paramLabel = "TASK",
            defaultValue = "none",
            description = "A second task for the embedding: none, skip-gram, or synonyms (with --synonyms). Default:"
                    + " ${DEFAULT-VALUE}.")
    String auxiliary = "none";

    @Option(
            names = "--auxiliary-weight",
            paramLabel = "WEIGHT",
            defaultValue = "0.1",
            description = "The weight of its loss. Default: ${DEFAULT-VALUE}.")
    double auxiliaryWeight = 0.1;

    @Option(
            names = "--synonyms",
            paramLabel = "FILE",
            description =
                    "Synonyms, a line for each word: the word, a tab, its synonyms with blanks between them; .gz is"
                            + " unpacked.")
    @Nullable
    Path synonyms;

    /** How the weights are moved. */
    enum Method {
        SGD,
        NT_ASGD,
        ADAM
    }

    Level level() {
        return "characters".equals(levelName) ? Level.CHARACTERS : Level.WORDS;
    }

    private boolean words() {
        return level() == Level.WORDS;
    }

    int hidden() {
        return hidden != null ? hidden : words() ? 200 : 128;
    }

    int embedding() {
        return embedding != null ? embedding : hidden();
    }

    int rows() {
        return rows != null ? rows : words() ? 20 : 16;
    }

    int steps() {
        return steps != null ? steps : words() ? 20 : 64;
    }

    int epochs() {
        return epochs != null ? epochs : words() ? 13 : 20;
    }

    /** How the tokens' vectors start. A softmax that shares them wants small ones. */
    Initializer vectors() {
        if (embeddingDeviation != null) {
            return Initializers.normal(embeddingDeviation);
        }
        return words() || tied ? otherWeights() : Initializers.normal(1);
    }

    /** How all other weights start. */
    Initializer otherWeights() {
        return Initializers.uniform(initialRange);
    }

    int patience() {
        return patience != null ? patience : method() == Method.SGD ? 2 : epochs();
    }

    double decay() {
        return decay != null ? decay : 0.5;
    }

    int decayAfter() {
        return decayAfter != null ? decayAfter : 4;
    }

    Method method() {
        if (optimizer == null) {
            return words() ? Method.SGD : Method.ADAM;
        }
        return switch (optimizer) {
            case "sgd" -> Method.SGD;
            case "nt-asgd" -> Method.NT_ASGD;
            case "adam" -> Method.ADAM;
            default -> throw new UserError("--optimizer: expected sgd, nt-asgd or adam, but got '" + optimizer + "'");
        };
    }

    double learningRate() {
        if (learningRate != null) {
            return learningRate;
        }
        return method() != Method.ADAM ? 1 : words() ? 0.003 : 0.005;
    }

    Regularization regularization() {
        double perStep = dropout != null ? dropout : words() || lockedDropout > 0 ? 0 : 0.05;
        return new Regularization(
                perStep, lockedDropout, weightDropout, embeddingDropout, activationPenalty, temporalPenalty);
    }

    Architecture architecture(int tokens) {
        try {
            return new Architecture(level(), tokens, embedding(), hidden(), cells, tied);
        } catch (IllegalArgumentException refused) {
            throw UserError.of(refused);
        }
    }

    /** Refuses what cannot work, before anything is read. */
    void validate() {
        if (!levelName.equals("words") && !levelName.equals("characters")) {
            throw new UserError("--level: expected words or characters, but got '" + levelName + "'");
        }
        for (String cell : cells) {
            if (!cell.equals("lstm") && !cell.equals("gru")) {
                throw new UserError("--cells: expected lstm and gru, but got '" + cell + "'");
            }
        }
        requireBetween("--minimum-count", minimumCount, 1, 1_000_000);
        requireBetween("--hidden", hidden(), 1, 8192);
        requireBetween("--embedding", embedding(), 1, 8192);
        requireBetween("--rows", rows(), 1, 4096);
        requireBetween("--steps", steps(), 1, 65_536);
        requireBetween("--epochs", epochs(), 1, 100_000);
        requireBetween("--patience", patience(), 1, 100_000);
        requireBetween("--decay-after", decayAfter(), 1, 100_000);
        require(decay() > 0 && decay() <= 1, "--decay", "a factor above 0, at most 1", decay());
        require(clip > 0 && Double.isFinite(clip), "--clip", "a finite norm above 0", clip);
        require(
                initialRange > 0 && initialRange <= 10,
                "--initial-range",
                "a number above 0, at most 10",
                initialRange);
        require(
                embeddingDeviation == null || embeddingDeviation > 0 && embeddingDeviation <= 10,
                "--embedding-deviation",
                "a number above 0, at most 10",
                embeddingDeviation == null ? 1 : embeddingDeviation);
        require(learningRate() > 0 && learningRate() <= 1000, "--learning-rate", "a rate above 0", learningRate());
        requireRate("--dropout", regularization().dropout());
        requireRate("--locked-dropout", lockedDropout);
        requireRate("--weight-dropout", weightDropout);
        requireRate("--embedding-dropout", embeddingDropout);
        require(activationPenalty >= 0, "--activation-penalty", "a strength of at least 0", activationPenalty);
        require(temporalPenalty >= 0, "--temporal-penalty", "a strength of at least 0", temporalPenalty);
        require(auxiliaryWeight >= 0, "--auxiliary-weight", "a weight of at least 0", auxiliaryWeight);
        validateMethod();
        validateAuxiliary();
        if (regularization().dropout() > 0 && lockedDropout > 0) {
            throw new UserError("--locked-dropout takes the place of --dropout; leave one out");
        }
        architecture(1000);
    }

    private void validateMethod() {
        if (method() != Method.SGD && (decay != null || decayAfter != null)) {
            throw new UserError("--decay and --decay-after are for --optimizer sgd alone; leave them out");
        }
        if (method() == Method.NT_ASGD && patience != null) {
            throw new UserError("--patience: where others stop, nt-asgd begins to average; leave it out");
        }
    }

    private void validateAuxiliary() {
        if (!List.of("none", "skip-gram", "synonyms").contains(auxiliary)) {
            throw new UserError("--auxiliary: expected none, skip-gram or synonyms, but got '" + auxiliary + "'");
        }
        if (auxiliary.equals("synonyms") != (synonyms != null)) {
            throw new UserError("--auxiliary synonyms and --synonyms FILE belong together; give both or none");
        }
    }

    private static void requireRate(String option, double rate) {
        require(rate >= 0 && rate < 1, option, "a rate from 0 to below 1", rate);
    }
}
