package org.rnn4j.data.metric;

import org.rnn4j.data.internal.Text;

/** One tag of IOB2: outside, or the beginning or the inside of a span of a type; the type of outside is empty. */
record Tag(boolean begins, String type) {
    private static final Tag OUTSIDE = new Tag(false, "");

    static Tag parse(String text) {
        if (text.equals("O")) {
            return OUTSIDE;
        }
        if (text.length() > 2 && (text.startsWith("B-") || text.startsWith("I-"))) {
            return new Tag(text.startsWith("B-"), text.substring(2));
        }
        throw new IllegalArgumentException("SpanF1: expected tags O, B-type and I-type, but got " + Text.quote(text)
                + "; leave padding out and turn other schemes into IOB2");
    }

    boolean isOutside() {
        return type.isEmpty();
    }

    /** Whether a span begins here, behind this tag. */
    boolean beginsAfter(Tag previous) {
        return !isOutside() && (begins || !type.equals(previous.type));
    }

    static Tag outside() {
        return OUTSIDE;
    }
}
