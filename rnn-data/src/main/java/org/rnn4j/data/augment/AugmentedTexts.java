package org.rnn4j.data.augment;

import java.util.List;
import java.util.function.Function;
import org.rnn4j.data.batch.Inputs;
import org.rnn4j.data.vocabulary.Vocabulary;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.TokenBatch;

/**
 * Texts that are changed anew in each epoch, as the inputs of batches:
 *
 * <pre>{@code
 * var inputs = new AugmentedTexts(texts, augmentation, vocabulary::encode, key.child("augmentation"));
 * var batches = Batches.of(inputs, Targets.labels(labels), 32).bucketedByLength(key.child("order"), 16);
 * }</pre>
 *
 * <p>Text i in epoch e is changed by {@code key.child(e).child(i)}: a function of the two numbers alone, so that training
 * resumes exactly. Batches sort by the lengths of the texts as they were. For training only.
 */
public final class AugmentedTexts implements Inputs<TokenBatch> {
    private final List<List<String>> texts;
    private final TextAugmentation augmentation;
    private final Function<List<String>, int[]> encoder;
    private final RandomKey key;

    /**
     * Texts and what happens to them.
     *
     * @param texts the tokens of each text
     * @param augmentation how they are changed
     * @param encoder makes ids of the changed tokens
     * @param key where all choices come from
     */
    public AugmentedTexts(
            List<List<String>> texts,
            TextAugmentation augmentation,
            Function<List<String>, int[]> encoder,
            RandomKey key) {
        this.texts = List.copyOf(texts);
        this.augmentation = augmentation;
        this.encoder = encoder;
        this.key = key;
    }

    @Override
    public int count() {
        return texts.size();
    }

    @Override
    public int length(int index) {
        return texts.get(index).size();
    }

    /** These texts as they are in the first epoch. */
    @Override
    public TokenBatch collate(int[] indexes) {
        return collate(0, indexes);
    }

    @Override
    public TokenBatch collate(long epoch, int[] indexes) {
        int[][] changed = new int[indexes.length][];
        for (int b = 0; b < indexes.length; b++) {
            RandomKey own = key.child(epoch).child(indexes[b]);
            changed[b] = encoder.apply(augmentation.augment(texts.get(indexes[b]), own));
        }
        return TokenBatch.of(changed, Vocabulary.PADDING);
    }
}
