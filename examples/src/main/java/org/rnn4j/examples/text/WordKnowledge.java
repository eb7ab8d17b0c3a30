package org.rnn4j.examples.text;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rnn4j.data.augment.Synonyms;
import org.rnn4j.data.vectors.WordVectors;

/**
 * What is known about words before any text is learnt from.
 *
 * @param synonyms words that may stand for others; none if nothing is known
 * @param vectors pretrained vectors of words, if there are any; they stay open as long as the program runs
 */
public record WordKnowledge(Synonyms synonyms, @Nullable WordVectors vectors) {
    /** Nothing is known. */
    public static final WordKnowledge NONE = new WordKnowledge(Synonyms.of(Map.of()), null);

    /** The same without vectors. */
    public WordKnowledge withoutVectors() {
        return new WordKnowledge(synonyms, null);
    }
}
