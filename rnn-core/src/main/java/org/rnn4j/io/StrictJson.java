package org.rnn4j.io;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/** How this package reads and writes JSON: standard JSON only, UTF-8 only, duplicate keys refused, everything limited. */
final class StrictJson {
    /** The longest string value, in characters. */
    static final int MAX_STRING = 2_000_000;

    /** The longest key, in characters. */
    static final int MAX_NAME = 4_096;

    /** The longest number, in characters: enough for every double and long. */
    static final int MAX_NUMBER = 100;

    private StrictJson() {}

    /** A factory of its own for each file, since a factory keeps a table of the keys it has seen. */
    static JsonFactory factory(int maxDepth, long maxBytes, long maxTokens) {
        StreamReadConstraints limits = StreamReadConstraints.builder()
                .maxNestingDepth(maxDepth)
                .maxDocumentLength(maxBytes)
                .maxTokenCount(maxTokens)
                .maxNumberLength(MAX_NUMBER)
                .maxStringLength(MAX_STRING)
                .maxNameLength(MAX_NAME)
                .build();
        return JsonFactory.builder()
                .streamReadConstraints(limits)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
                .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
                .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                .build();
    }

    /** A factory for writing; what has been written is read again before it counts, so limits are checked there. */
    static JsonFactory writer() {
        return JsonFactory.builder()
                .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                .build();
    }
}
