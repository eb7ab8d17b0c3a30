package org.rnn4j.data.vocabulary;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The name of the unknown entry, or that there is none. */
record OptionalUnknown(@Nullable String name) {
    static OptionalUnknown named(String name) {
        return new OptionalUnknown(name);
    }

    static OptionalUnknown none() {
        return new OptionalUnknown(null);
    }

    boolean exists() {
        return name != null;
    }

    void addTo(List<String> tokens) {
        if (name != null) {
            tokens.add(name);
        }
    }
}
