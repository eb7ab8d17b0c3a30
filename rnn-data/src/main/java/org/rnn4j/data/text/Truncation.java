package org.rnn4j.data.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts texts that are too long: what is cut off is lost, shorter texts stay as they are. (To read all of a long text, cut
 * it into windows or train through it with a carried state.)
 *
 * @param head how many tokens of the beginning are kept at least, at least 0
 * @param tail how many tokens of the end are kept at least, at least 0
 */
public record Truncation(int head, int tail) {
    /** Checks that something is kept. */
    public Truncation {
        if (head < 0 || tail < 0 || (long) head + tail < 1 || (long) head + tail > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("Truncation: expected to keep at least 1 token, but got " + head
                    + " of the beginning and " + tail + " of the end");
        }
    }

    /** Keeps the beginning: cuts off the end. */
    public static Truncation keepHead(int tokens) {
        return new Truncation(tokens, 0);
    }

    /** Keeps the end: cuts off the beginning. */
    public static Truncation keepTail(int tokens) {
        return new Truncation(0, tokens);
    }

    /** Keeps both ends: cuts out the middle. */
    public static Truncation keepBothEnds(int head, int tail) {
        return new Truncation(head, tail);
    }

    /** The largest number of tokens that are left. */
    public int longest() {
        return head + tail;
    }

    /** What is left of a text's ids: the array itself if it is short enough. */
    public int[] apply(int[] ids) {
        if (ids.length <= longest()) {
            return ids;
        }
        int[] kept = Arrays.copyOf(ids, longest());
        System.arraycopy(ids, ids.length - tail, kept, head, tail);
        return kept;
    }

    /** What is left of a text's tokens: the list itself if it is short enough. */
    public List<String> apply(List<String> tokens) {
        if (tokens.size() <= longest()) {
            return tokens;
        }
        List<String> kept = new ArrayList<>(tokens.subList(0, head));
        kept.addAll(tokens.subList(tokens.size() - tail, tokens.size()));
        return List.copyOf(kept);
    }
}
