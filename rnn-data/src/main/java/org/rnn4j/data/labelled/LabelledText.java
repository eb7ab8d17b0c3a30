package org.rnn4j.data.labelled;

import java.util.List;

/**
 * A text and what it is.
 *
 * @param text the text, not blank
 * @param label its label, not blank
 */
public record LabelledText(String text, String label) {
    /** Checks that neither is blank. */
    public LabelledText {
        if (text.isBlank() || label.isBlank()) {
            throw new IllegalArgumentException("LabelledText: expected a text and a label, but the "
                    + (text.isBlank() ? "text" : "label") + " is blank");
        }
    }

    /** The texts of several, in order. */
    public static List<String> texts(List<LabelledText> all) {
        return all.stream().map(LabelledText::text).toList();
    }

    /** The labels of several, in order. */
    public static List<String> labels(List<LabelledText> all) {
        return all.stream().map(LabelledText::label).toList();
    }
}
