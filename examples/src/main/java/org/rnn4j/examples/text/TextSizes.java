package org.rnn4j.examples.text;

import static org.rnn4j.examples.Requirements.requireDropout;
import static org.rnn4j.examples.Requirements.requireSize;

import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Var;
import org.rnn4j.data.vocabulary.WordFeatures;
import org.rnn4j.examples.ModelSizes;
import org.rnn4j.io.JsonObject;
import org.rnn4j.recurrent.RecurrentOutput;

/**
 * The sizes of a model that classifies texts: all that is needed to build it again.
 *
 * @param tokens the number of entries in the vocabulary, padding and unknown included
 * @param labels the number of labels
 * @param longest how many words of a text are read
 * @param features what else of a text has entries in the vocabulary
 * @param embedding the numbers per word
 * @param encoder the recurrent layers
 * @param dropout what is left out while training
 */
public record TextSizes(
        int tokens, int labels, int longest, WordFeatures features, int embedding, Encoder encoder, Dropouts dropout)
        implements ModelSizes {
    private static final int MOST = 1 << 24;

    /** What becomes of the outputs of the recurrent layers. */
    public enum Summary {
        /** The final output: after the last word, and for the backward direction after the first. */
        FINAL,
        /** The mean over the words. */
        MEAN,
        /** The largest value of each feature over the words. */
        MAX,
        /** The mean over the words, and beside it the mean of the words' own vectors: a way around the recurrent layer. */
        MEAN_AND_WORDS;

        /**
         * The summary of each text, {@code [batch, features]}.
         *
         * @param words the vectors of the words
         * @param read what the recurrent layers made of them
         */
        public Var of(Sequence words, RecurrentOutput read) {
            return switch (this) {
                case FINAL -> read.finalOutput();
                case MEAN -> read.sequence().meanOverTime();
                case MAX -> read.sequence().maxOverTime();
                case MEAN_AND_WORDS -> Var.concat(1, read.sequence().meanOverTime(), words.meanOverTime());
            };
        }
    }

    /**
     * The recurrent layers.
     *
     * @param hidden the units of each direction of each layer
     * @param layers how many layers stand on each other
     * @param bidirectional whether they read in both directions
     * @param residual whether the input of every layer but the first is added to its output
     * @param summary what becomes of their outputs
     */
    public record Encoder(int hidden, int layers, boolean bidirectional, boolean residual, Summary summary) {
        /** One layer that reads forward, and its final output. */
        public static Encoder forward(int hidden) {
            return new Encoder(hidden, 1, false, false, Summary.FINAL);
        }

        /** The same in both directions. */
        public Encoder inBothDirections() {
            return new Encoder(hidden, layers, true, residual, summary);
        }

        /** The same with so many layers. */
        public Encoder withLayers(int newLayers, boolean newResidual) {
            return new Encoder(hidden, newLayers, bidirectional, newResidual, summary);
        }

        /** The same with this summary. */
        public Encoder withSummary(Summary newSummary) {
            return new Encoder(hidden, layers, bidirectional, residual, newSummary);
        }

        /** The number of features of its output. */
        public int outputs() {
            return bidirectional ? 2 * hidden : hidden;
        }

        private long parameterCount(int inputs) {
            long first = 4L * hidden * (inputs + hidden + 2L);
            long others = (layers - 1L) * 4L * hidden * (outputs() + hidden + 2L);
            return (bidirectional ? 2 : 1) * (first + others);
        }
    }

    /**
     * The shares that are left out while training, each in [0, 1).
     *
     * @param embedding of the numbers of each word
     * @param input of the features of the first layer's input, the same for all words of a text
     * @param recurrent of the hidden values that a layer hands on, the same for all words of a text
     * @param output of the summary
     */
    public record Dropouts(double embedding, double input, double recurrent, double output) {
        /** Nothing is left out. */
        public static final Dropouts NONE = new Dropouts(0, 0, 0, 0);

        /** Checks the ranges. */
        public Dropouts {
            for (double rate : new double[] {embedding, input, recurrent, output}) {
                requireDropout(rate);
            }
        }
    }

    /** Checks the ranges. */
    public TextSizes {
        requireSize("tokens", tokens, 2, MOST);
        requireSize("labels", labels, 2, MOST);
        requireSize("longest", longest, 1, MOST);
        requireSize("embedding", embedding, 1, MOST);
        requireSize("hidden", encoder.hidden(), 1, MOST);
        requireSize("layers", encoder.layers(), 1, MOST);
    }

    /** The number of features of the summary. */
    public int summaryWidth() {
        return encoder.outputs() + (encoder.summary() == Summary.MEAN_AND_WORDS ? embedding : 0);
    }

    @Override
    public long parameterCount() {
        return (long) tokens * embedding + encoder.parameterCount(embedding) + (summaryWidth() + 1L) * labels;
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("tokens", tokens)
                .put("labels", labels)
                .put("longest", longest)
                .put("prefix", features.prefix())
                .put("bigrams", features.bigrams())
                .put("embedding", embedding)
                .put("hidden", encoder.hidden())
                .put("layers", encoder.layers())
                .put("bidirectional", encoder.bidirectional())
                .put("residual", encoder.residual())
                .put("summary", encoder.summary().name())
                .put("embeddingDropout", dropout.embedding())
                .put("inputDropout", dropout.input())
                .put("recurrentDropout", dropout.recurrent())
                .put("outputDropout", dropout.output())
                .build();
    }

    /** The sizes that {@link #toJson} wrote. */
    public static TextSizes of(JsonObject json) {
        json.requireOnly(new TextSizes(2, 2, 1, WordFeatures.NONE, 1, Encoder.forward(1), Dropouts.NONE)
                .toJson()
                .keys()
                .toArray(String[]::new));
        return new TextSizes(
                json.integer("tokens"),
                json.integer("labels"),
                json.integer("longest"),
                new WordFeatures(json.integer("prefix"), json.bool("bigrams")),
                json.integer("embedding"),
                new Encoder(
                        json.integer("hidden"),
                        json.integer("layers"),
                        json.bool("bidirectional"),
                        json.bool("residual"),
                        Summary.valueOf(json.string("summary"))),
                new Dropouts(
                        json.number("embeddingDropout"),
                        json.number("inputDropout"),
                        json.number("recurrentDropout"),
                        json.number("outputDropout")));
    }
}
