package org.rnn4j.data.metric;

import java.util.ArrayList;
import java.util.List;

/** A span of steps from {@code from} to before {@code to}. */
record Span(int from, int to, String type) {
    /** The spans of a sequence of tags. */
    static List<Span> of(List<Tag> tags) {
        List<Span> spans = new ArrayList<>();
        Tag previous = Tag.outside();
        int from = 0;
        for (int t = 0; t < tags.size(); t++) {
            Tag tag = tags.get(t);
            boolean ends = tag.isOutside() || tag.beginsAfter(previous);
            if (ends && !previous.isOutside()) {
                spans.add(new Span(from, t, previous.type()));
            }
            from = ends ? t : from;
            previous = tag;
        }
        if (!previous.isOutside()) {
            spans.add(new Span(from, tags.size(), previous.type()));
        }
        return spans;
    }
}
