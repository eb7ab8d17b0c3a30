package org.rnn4j.data.augment;

import java.util.List;
import org.rnn4j.tensor.RandomKey;

/** Translates a text into another language: a model, a service or a file of one's own behind one method. */
@FunctionalInterface
public interface Translator {
    /**
     * The translation, at least one token; a function of tokens and key alone.
     *
     * @param key where a translator that samples takes its choices from
     */
    List<String> translate(List<String> tokens, RandomKey key);
}
