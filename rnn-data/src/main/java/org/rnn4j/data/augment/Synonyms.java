package org.rnn4j.data.augment;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.rnn4j.data.MalformedLines;
import org.rnn4j.data.internal.LineReader;
import org.rnn4j.tensor.RandomStream;

/** Words and those that may stand in their place. Immutable. */
public final class Synonyms {
    private final Map<String, List<String>> synonyms;

    private Synonyms(Map<String, List<String>> synonyms) {
        this.synonyms = Map.copyOf(synonyms);
    }

    /** These synonyms; a word is none of its own, and words without any are left out. */
    public static Synonyms of(Map<String, List<String>> synonyms) {
        Map<String, List<String>> kept = new HashMap<>();
        synonyms.forEach((word, others) -> {
            List<String> different = others.stream()
                    .filter(other -> !other.isEmpty() && !other.equals(word))
                    .distinct()
                    .toList();
            if (!different.isEmpty()) {
                kept.put(word, different);
            }
        });
        return new Synonyms(kept);
    }

    /**
     * The synonyms of a file: in each line a word, a tab, and its synonyms with blanks between them.
     *
     * @param file the file; one whose name ends with {@code .gz} is unpacked
     * @param malformed what happens to a line of another form, or to one whose word an earlier line has
     */
    public static Synonyms read(Path file, Charset encoding, MalformedLines malformed) throws IOException {
        Map<String, List<String>> read = new HashMap<>();
        try (LineReader lines = LineReader.open(file, encoding)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                String[] fields = line.split("\t", -1);
                if (fields.length != 2 || fields[0].isBlank() || fields[1].isBlank()) {
                    malformed.add(lines.error("expected a word, a tab and its synonyms with blanks between them"));
                } else if (read.containsKey(fields[0])) {
                    malformed.add(lines.error("expected each word once, but an earlier line has " + fields[0]));
                } else {
                    read.put(fields[0], Arrays.asList(fields[1].split(" ")));
                }
            }
        }
        return of(read);
    }

    /** Only synonyms that are accepted, for example those that a vocabulary has: new words would mean nothing to a model. */
    public Synonyms among(Predicate<String> accepted) {
        Map<String, List<String>> kept = new HashMap<>();
        synonyms.forEach((word, others) ->
                kept.put(word, others.stream().filter(accepted).toList()));
        return of(kept);
    }

    /** The number of words that have a synonym. */
    public int size() {
        return synonyms.size();
    }

    /** Whether a word has a synonym. */
    public boolean has(String word) {
        return synonyms.containsKey(word);
    }

    /** The synonyms of a word; empty if it has none. */
    public List<String> of(String word) {
        return synonyms.getOrDefault(word, List.of());
    }

    String random(String word, RandomStream random) {
        List<String> others = of(word);
        return others.get(random.nextInt(others.size()));
    }
}
