package org.rnn4j.data.internal;

import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.core.util.Separators;

/** How this module reads and writes JSON: standard JSON only, UTF-8 only, duplicate keys refused, everything limited. */
public final class Json {
    /** The largest file that is read, and so the largest that may be written. */
    public static final int MAX_BYTES = 1 << 27;

    private static final int MAX_DEPTH = 3;
    private static final int MAX_NAME = 100;
    private static final int MAX_NUMBER = 30;

    private Json() {}

    /** A factory of its own for each file, since a factory keeps a table of the keys it has seen. */
    static JsonFactory reader() {
        StreamReadConstraints limits = StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxDocumentLength(MAX_BYTES)
                .maxNumberLength(MAX_NUMBER)
                .maxStringLength(MAX_BYTES) // a text may fill the file: what can be written can be read
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

    /** A factory for writing. */
    public static JsonFactory writer() {
        return JsonFactory.builder()
                .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                .build();
    }

    /** One entry per line, two spaces and a line feed on every system. */
    public static ObjectWriteContext indented() {
        return new ObjectWriteContext.Base() {
            @Override
            public PrettyPrinter getPrettyPrinter() {
                DefaultIndenter lines = new DefaultIndenter("  ", "\n");
                Separators separators = Separators.createDefaultInstance()
                        .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                        .withObjectEmptySeparator("")
                        .withArrayEmptySeparator("");
                return new DefaultPrettyPrinter(separators)
                        .withObjectIndenter(lines)
                        .withArrayIndenter(lines);
            }

            @Override
            public boolean hasPrettyPrinter() {
                return true;
            }
        };
    }
}
