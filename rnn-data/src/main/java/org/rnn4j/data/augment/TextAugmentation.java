package org.rnn4j.data.augment;

import java.util.List;
import org.rnn4j.tensor.RandomKey;

/**
 * Changes a text a little, for training only. The result is a function of tokens and key alone. Implementations are
 * immutable and thread-safe.
 */
public interface TextAugmentation {
    /** The changed tokens, at least one if there was one; the given list is left alone. */
    List<String> augment(List<String> tokens, RandomKey key);

    /** What this does to the label of a text. */
    LabelEffect labelEffect();

    /** One of these by chance for each text, all equally likely; it affects the label as the worst of them. */
    static TextAugmentation oneOf(TextAugmentation... choices) {
        return new OneOf(List.of(choices));
    }

    /** All of these, one after the other; they affect the label as the worst of them. */
    static TextAugmentation chain(TextAugmentation... steps) {
        return new Chain(List.of(steps));
    }

    /**
     * Easy data augmentation (EDA): one of synonym replacement, random insertion, random swap and random deletion for
     * each text. Source: Wei and Zou, EDA: Easy data augmentation techniques, 2019.
     *
     * @param rate the share of words that is changed, in (0, 1]; the paper has 0.05 for small sets of texts
     */
    static TextAugmentation easy(Synonyms synonyms, double rate) {
        return oneOf(
                new SynonymReplacement(synonyms, rate),
                new RandomInsertion(synonyms, rate),
                new RandomSwap(rate),
                new RandomDeletion(rate));
    }

    /** The same for only a share of the texts, in [0, 1]; the others stay as they are. */
    default TextAugmentation withChance(double chance) {
        return new Sometimes(this, chance);
    }
}
