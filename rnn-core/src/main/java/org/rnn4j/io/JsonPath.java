package org.rnn4j.io;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a value stands in a JSON file, as in {@code settings.layers[2].size}. Linked to its parent and put into words
 * only for an error, so that a deep file cannot make it large.
 */
record JsonPath(@Nullable JsonPath parent, String step) {
    static final JsonPath ROOT = new JsonPath(null, "");

    JsonPath key(String key) {
        return new JsonPath(this, this == ROOT ? key : "." + key);
    }

    JsonPath index(int index) {
        return new JsonPath(this, "[" + index + "]");
    }

    @Override
    public String toString() {
        List<String> steps = new ArrayList<>();
        for (JsonPath path = this; path != null; path = path.parent) {
            steps.add(0, path.step);
        }
        return String.join("", steps);
    }
}
