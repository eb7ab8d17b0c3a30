package org.rnn4j.optim;

import java.util.function.Predicate;

/**
 * Parameters whose whole name matches a pattern, in which {@code *} stands for any characters, also none and also dots,
 * and {@code ?} for one character: {@code encoder.*}, {@code *.weight_hh_l0}. Case counts.
 *
 * <p>The constants name the usual groups of a recurrent model, by the names that the library's layers give.
 *
 * @param pattern the pattern; several may stand side by side, with {@code |} between them
 */
public record NamePattern(String pattern) implements Predicate<String> {
    /** Biases: the last part of the name starts with {@code bias}. */
    public static final NamePattern BIAS = new NamePattern("bias*|*.bias*");

    /** Weights from the input to the gates of recurrent layers. */
    public static final NamePattern INPUT = new NamePattern("weight_ih*|*.weight_ih*");

    /** Weights from the hidden state to the gates of recurrent layers, and to the hidden state's projection. */
    public static final NamePattern RECURRENT = new NamePattern("weight_hh*|*.weight_hh*|weight_hr*|*.weight_hr*");

    /** Weights of parts whose name contains {@code embedding}, in small letters or with a capital E. */
    public static final NamePattern EMBEDDING = new NamePattern("*embedding*.weight|*Embedding*.weight");

    /** Checks that there is a pattern. */
    public NamePattern {
        if (pattern.isEmpty()) {
            throw new IllegalArgumentException("NamePattern: expected a pattern such as encoder.*, but got none");
        }
    }

    @Override
    public boolean test(String name) {
        int from = 0;
        while (true) {
            int bar = pattern.indexOf('|', from);
            int to = bar < 0 ? pattern.length() : bar;
            if (matches(from, to, name)) {
                return true;
            }
            if (bar < 0) {
                return false;
            }
            from = bar + 1;
        }
    }

    /** Greedy from the left; where it gets stuck, the last star takes one character more. */
    private boolean matches(int from, int to, String name) {
        int at = from;
        int star = -1;
        int taken = 0;
        int next = 0;
        while (next < name.length()) {
            if (at < to && pattern.charAt(at) == '*') {
                star = at++;
                taken = next;
            } else if (at < to && (pattern.charAt(at) == '?' || pattern.charAt(at) == name.charAt(next))) {
                at++;
                next++;
            } else if (star >= 0) {
                at = star + 1;
                next = ++taken;
            } else {
                return false;
            }
        }
        while (at < to && pattern.charAt(at) == '*') {
            at++;
        }
        return at == to;
    }
}
