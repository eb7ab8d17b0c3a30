package org.rnn4j.examples;

import java.util.List;

/** What a trained classifier tells about a text. */
public interface Answering {
    /** The likeliest labels, the likeliest first; at most {@code count}. */
    List<Guess> guess(String text, int count);

    /** What to print behind the text, such as how many of its words are unknown; empty if there is nothing to say. */
    String remark(String text);

    /** What to print for a label. */
    String describe(String label);
}
