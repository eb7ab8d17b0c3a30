package org.rnn4j.io;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a value stands in a JSON file, as in {@code settings.layers[2].size}. Linked to its parent and put into words
 * only for an error, so that a deep file cannot make it large.
 */
record JsonPath(@Nullable JsonPath parent, @Nullable String key, int index) {
    static final JsonPath ROOT = new JsonPath(null, null, 0);

    JsonPath key(String name) {
        return new JsonPath(this, name, 0);
    }

    JsonPath index(int element) {
        return new JsonPath(this, null, element);
    }

    @Override
    public String toString() {
        List<String> steps = new ArrayList<>();
        for (JsonPath path = this; path.parent != null; path = path.parent) {
            String dot = path.parent.parent == null ? "" : ".";
            steps.add(0, path.key == null ? "[" + path.index + "]" : dot + path.key);
        }
        return String.join("", steps);
    }
}
