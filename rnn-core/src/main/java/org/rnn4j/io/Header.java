package org.rnn4j.io;

import java.util.List;
import java.util.Map;

/**
 * A checked safetensors header: all metadata, checksums included, the tensors in the order of their data, and where the
 * data starts in the file.
 */
record Header(Map<String, String> metadata, List<TensorEntry> entries, long dataStart) {
    static final String METADATA_KEY = "__metadata__";
}
