package org.rnn4j.data.augment;

import java.util.ArrayList;
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
 * var inputs = AugmentedTexts.tokens(texts, augmentation, vocabulary::encode, key.child("augmentation"));
 * var batches = Batches.of(inputs, Targets.labels(labels), 32).bucketedByLength(key.child("order"), 16);
 * }</pre>
 *
 * <p>Text i in epoch e is changed by {@code key.child(e).child(i)}: a function of the two numbers alone, so that training
 * resumes exactly. Batches sort by the lengths of the texts as they were. For training only.
 *
 * @param <X> the type of a batch's input
 */
public final class AugmentedTexts<X> implements Inputs<X> {
    private final List<List<String>> texts;
    private final TextAugmentation augmentation;
    private final Function<List<List<String>>, X> collation;
    private final RandomKey key;

    /**
     * Texts and what happens to them.
     *
     * @param texts the tokens of each text
     * @param augmentation how they are changed
     * @param collation makes a batch of the changed tokens of several texts
     * @param key where all choices come from
     */
    public AugmentedTexts(
            List<List<String>> texts,
            TextAugmentation augmentation,
            Function<List<List<String>>, X> collation,
            RandomKey key) {
        this.texts = List.copyOf(texts);
        this.augmentation = augmentation;
        this.collation = collation;
        this.key = key;
    }

    /** Texts as batches of tokens: the encoder makes ids of the changed tokens of a text. */
    public static AugmentedTexts<TokenBatch> tokens(
            List<List<String>> texts,
            TextAugmentation augmentation,
            Function<List<String>, int[]> encoder,
            RandomKey key) {
        return new AugmentedTexts<>(
                texts,
                augmentation,
                changed -> TokenBatch.of(changed.stream().map(encoder).toArray(int[][]::new), Vocabulary.PADDING),
                key);
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
    public X collate(int[] indexes) {
        return collate(0, indexes);
    }

    @Override
    public X collate(long epoch, int[] indexes) {
        List<List<String>> changed = new ArrayList<>();
        for (int index : indexes) {
            changed.add(augmentation.augment(texts.get(index), key.child(epoch).child(index)));
        }
        return collation.apply(changed);
    }
}
