package org.rnn4j.examples.transfer;

import java.util.List;
import java.util.stream.IntStream;
import org.rnn4j.autograd.Tape;
import org.rnn4j.data.vocabulary.Vocabulary;
import org.rnn4j.examples.Answering;
import org.rnn4j.examples.ClassifierFolder;
import org.rnn4j.examples.Guess;
import org.rnn4j.examples.SavedModels;
import org.rnn4j.kernel.Context;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.TokenBatch;

/** A saved classifier that answers. */
final class TrainedClassifier implements Answering {
    static final ClassifierFolder<Sizes, Classifier> FOLDER = new ClassifierFolder<>(
            new SavedModels(Transfer.NAME, Sizes.NAME),
            Sizes::of,
            sizes -> untrained(sizes, RandomKey.of(0))); // weights are loaded

    private final ClassifierFolder.Content<Sizes, Classifier> content;
    private final Context context;

    TrainedClassifier(ClassifierFolder.Content<Sizes, Classifier> content, Context context) {
        this.content = content;
        this.context = context;
    }

    private static Classifier untrained(Sizes sizes, RandomKey key) {
        return new Classifier(new SharedEncoder(sizes, 0, key), sizes, 0, key);
    }

    @Override
    public List<Guess> guess(String text, int count) {
        int[][] words = {TransferData.encode(content.vocabulary(), text)};
        try (Tape tape = Tape.inference(context)) {
            TokenBatch batch = TokenBatch.of(words, Vocabulary.PADDING);
            float[] probabilities =
                    content.model().forward(tape, batch).softmax().toTensor().values();
            return Guess.likeliest(content.labels(), probabilities, count);
        }
    }

    @Override
    public String remark(String text) {
        int unknown = content.vocabulary().unknownId().orElse(-1);
        long count = IntStream.of(TransferData.encode(content.vocabulary(), text))
                .filter(id -> id == unknown)
                .count();
        return count == 0 ? "" : count + " of its words are unknown to the model";
    }

    @Override
    public String describe(String label) {
        return label;
    }
}
