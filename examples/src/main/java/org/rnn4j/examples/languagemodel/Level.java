package org.rnn4j.examples.languagemodel;

import java.util.Locale;
import org.rnn4j.data.text.TextCorpus;

/** What a token is. */
enum Level {
    /** Words between white space; each line ends with {@link #END_OF_LINE}. */
    WORDS(TextCorpus.words(Level.END_OF_LINE)),
    /** Characters, line feeds among them. */
    CHARACTERS(TextCorpus.characters());

    static final String END_OF_LINE = "<eos>";

    private final TextCorpus corpus;

    Level(TextCorpus corpus) {
        this.corpus = corpus;
    }

    /** The level of this name. */
    static Level of(String name) {
        for (Level level : values()) {
            if (level.toString().equals(name)) {
                return level;
            }
        }
        throw new IllegalArgumentException("expected words or characters, but got '" + name + "'");
    }

    /** How a text becomes tokens. */
    TextCorpus corpus() {
        return corpus;
    }

    /** How a token is printed behind others. */
    String printed(String token) {
        if (this == CHARACTERS) {
            return token;
        }
        return token.equals(END_OF_LINE) ? "\n" : token + " ";
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
