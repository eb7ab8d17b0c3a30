package org.rnn4j.data.vectors;

import java.util.Optional;

/** The first line of word2vec's formats: the number of words and the width of their vectors. */
record VectorHeader(long words, int width) {
    static final int MAX_WIDTH = 1 << 16;
    static final String EXPECTED = "expected the number of words and the width, from 1 to " + MAX_WIDTH
            + ", in the first line; is this word2vec's format?";

    static Optional<VectorHeader> parse(String line) {
        String[] fields = line.strip().split(" ");
        if (fields.length != 2 || !fields[0].matches("\\d{1,12}") || !fields[1].matches("\\d{1,6}")) {
            return Optional.empty();
        }
        VectorHeader header = new VectorHeader(Long.parseLong(fields[0]), Integer.parseInt(fields[1]));
        boolean possible = header.width >= 1 && header.width <= MAX_WIDTH;
        return possible ? Optional.of(header) : Optional.empty();
    }
}
