package org.rnn4j.examples.transfer;

import java.util.List;
import org.rnn4j.autograd.Tape;
import org.rnn4j.data.batch.TextBatch;
import org.rnn4j.data.batch.TextEncoder;
import org.rnn4j.examples.Answering;
import org.rnn4j.examples.ClassifierFolder;
import org.rnn4j.examples.Guess;
import org.rnn4j.examples.SavedModels;
import org.rnn4j.kernel.Context;
import org.rnn4j.tensor.RandomKey;

/** A saved classifier that answers. */
final class TrainedClassifier implements Answering {
    static final ClassifierFolder<Sizes, Classifier> FOLDER = new ClassifierFolder<>(
            new SavedModels(Transfer.NAME, Sizes.NAME),
            Sizes::of,
            sizes -> untrained(sizes, RandomKey.of(0))); // weights are loaded

    private final ClassifierFolder.Content<Sizes, Classifier> content;
    private final TextEncoder encoder;
    private final Context context;

    TrainedClassifier(ClassifierFolder.Content<Sizes, Classifier> content, Context context) {
        this.content = content;
        this.encoder = content.sizes().encoder(content.tokenizer(), content.vocabulary());
        this.context = context;
    }

    private static Classifier untrained(Sizes sizes, RandomKey key) {
        return new Classifier(new SharedEncoder(sizes, 0, key), sizes, 0, key);
    }

    @Override
    public List<Guess> guess(String text, int count) {
        List<String> words = encoder.words(TransferData.withoutLineBreaks(text));
        try (Tape tape = Tape.inference(context)) {
            TextBatch batch = TextBatch.of(List.of(encoder.encode(words)));
            float[] probabilities =
                    content.model().forward(tape, batch).softmax().toTensor().values();
            return Guess.likeliest(content.labels(), probabilities, count);
        }
    }

    @Override
    public String remark(String text) {
        long count = encoder.countUnknown(TransferData.withoutLineBreaks(text));
        return count == 0 ? "" : count + " of its words are unknown to the model";
    }

    @Override
    public String describe(String label) {
        return label;
    }
}
