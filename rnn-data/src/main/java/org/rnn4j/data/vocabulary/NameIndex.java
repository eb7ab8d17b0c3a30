package org.rnn4j.data.vocabulary;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rnn4j.data.internal.Text;

/** Finds names by number and numbers by name. */
final class NameIndex {
    private NameIndex() {}

    /** The position of each name; refuses empty names, names that UTF-8 cannot hold, and duplicates. */
    static Map<String, Integer> of(String owner, String kind, List<String> names) {
        Map<String, Integer> index = new HashMap<>(names.size() * 2);
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (name.isEmpty() || !Text.isUnicode(name)) {
                throw new IllegalArgumentException(owner + ": " + kind + " " + i + " is "
                        + (name.isEmpty() ? "empty" : Text.quote(name) + ", which has half of a surrogate pair"));
            }
            Integer earlier = index.putIfAbsent(name, i);
            if (earlier != null) {
                throw new IllegalArgumentException(owner + ": " + kind + " " + Text.quote(name)
                        + " occurs twice, as number " + earlier + " and " + i);
            }
        }
        return index;
    }
}
