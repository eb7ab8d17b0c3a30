package org.rnn4j.examples.text;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.rnn4j.autograd.Tape;
import org.rnn4j.data.batch.PredictionBatches;
import org.rnn4j.data.batch.TextEncoder;
import org.rnn4j.data.labelled.LabelledText;
import org.rnn4j.data.metric.ConfusionMatrix;
import org.rnn4j.data.vocabulary.LabelSet;
import org.rnn4j.examples.Answering;
import org.rnn4j.examples.ClassifierFolder;
import org.rnn4j.examples.Guess;
import org.rnn4j.examples.SavedModels;
import org.rnn4j.kernel.Context;
import org.rnn4j.tensor.Tensor;

/**
 * A model that classifies texts, with all it needs to answer.
 *
 * @param sizes the sizes of the model
 * @param model the model
 * @param encoder what makes numbers of texts
 * @param labels the labels it chooses from
 */
public record TrainedText(TextSizes sizes, TextModel model, TextEncoder encoder, LabelSet labels) {
    private static final int BATCH = 256;

    /**
     * The folders of such classifiers.
     *
     * @param program the name of the program, which is that of the architecture too
     * @param model builds an untrained model
     */
    public static ClassifierFolder<TextSizes, TextModel> folder(String program, Function<TextSizes, TextModel> model) {
        return new ClassifierFolder<>(new SavedModels(program, program), TextSizes::of, model);
    }

    /** Loads a classifier from its folder. */
    public static TrainedText load(ClassifierFolder<TextSizes, TextModel> folders, Path folder) {
        ClassifierFolder.Content<TextSizes, TextModel> content = folders.load(folder);
        TextEncoder encoder = new TextEncoder(
                content.tokenizer(),
                content.vocabulary(),
                content.sizes().features(),
                content.sizes().longest());
        return new TrainedText(content.sizes(), content.model(), encoder, content.labels());
    }

    /** What it is saved as. */
    ClassifierFolder.Content<TextSizes, TextModel> content() {
        return new ClassifierFolder.Content<>(sizes, model, encoder.tokenizer(), encoder.vocabulary(), labels);
    }

    /** Which labels it takes for which. */
    public ConfusionMatrix judge(Context context, List<LabelledText> texts) {
        Tensor logits = PredictionBatches.of(encoder.inputs(LabelledText.texts(texts)), BATCH)
                .predict(batch -> {
                    try (Tape tape = Tape.inference(context)) {
                        return model.forward(tape, batch).toTensor();
                    }
                });
        ConfusionMatrix confusion = new ConfusionMatrix(labels.size());
        confusion.add(logits, labels.indexes(LabelledText.labels(texts)));
        return confusion;
    }

    /** This classifier for those who ask for one text after the other. */
    public Answering answering(Context context) {
        return new Answering() {
            @Override
            public List<Guess> guess(String text, int count) {
                try (Tape tape = Tape.inference(context)) {
                    Tensor probabilities = model.forward(tape, encoder.batch(List.of(encoder.words(text))))
                            .softmax()
                            .toTensor();
                    return Guess.likeliest(labels, probabilities.values(), count);
                }
            }

            @Override
            public String remark(String text) {
                long unknown = encoder.countUnknown(text);
                return unknown == 0
                        ? ""
                        : String.format(Locale.ROOT, "%d of its words are unknown to the model", unknown);
            }

            @Override
            public String describe(String label) {
                return label;
            }
        };
    }
}
