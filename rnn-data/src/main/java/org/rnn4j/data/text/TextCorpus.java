package org.rnn4j.data.text;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rnn4j.data.DataFileException;
import org.rnn4j.data.internal.LineReader;

/**
 * Reads a plain text file, or one that is packed with gzip and named so, as one long list of tokens for a language
 * model: the tokens of each line and behind each line a token that ends it. Immutable.
 *
 * <pre>{@code
 * List<String> words = TextCorpus.words("<eos>").read(Path.of("train.txt.gz"));
 * List<String> characters = TextCorpus.characters().read(Path.of("input.txt"));
 * }</pre>
 */
public final class TextCorpus {
    private final Tokenizer tokenizer;
    private final String endOfLine;

    private TextCorpus(Tokenizer tokenizer, String endOfLine) {
        this.tokenizer = tokenizer;
        this.endOfLine = endOfLine;
    }

    /** Words between white space, and this token at the end of each line. */
    public static TextCorpus words(String endOfLine) {
        return of(new WhitespaceTokenizer(), endOfLine);
    }

    /** Characters as they are, and a line feed at the end of each line. */
    public static TextCorpus characters() {
        return of(new CharacterTokenizer().withoutNormalization(), "\n");
    }

    /** The tokens of this tokenizer, and this token at the end of each line. */
    public static TextCorpus of(Tokenizer tokenizer, String endOfLine) {
        if (endOfLine.isEmpty()) {
            throw new IllegalArgumentException("TextCorpus: the token at the end of a line must not be empty");
        }
        return new TextCorpus(tokenizer, endOfLine);
    }

    /** The token at the end of each line. */
    public String endOfLine() {
        return endOfLine;
    }

    /** The tokens of a file in UTF-8; see {@link #read(Path, Charset)}. */
    public List<String> read(Path file) throws IOException {
        return read(file, StandardCharsets.UTF_8);
    }

    /**
     * The tokens of a file of this encoding.
     *
     * @throws DataFileException if it is not text of this encoding, or not the gzip that its name says
     * @throws IOException if it cannot be read
     */
    public List<String> read(Path file, Charset encoding) throws IOException {
        List<String> text = new ArrayList<>();
        try (LineReader lines = LineReader.open(file, encoding)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                text.add(line);
            }
        }
        return tokens(text);
    }

    /** The tokens of these lines. */
    public List<String> tokens(Iterable<String> lines) {
        Map<String, String> seen = new HashMap<>(); // one object for each distinct token
        List<String> tokens = new ArrayList<>();
        for (String line : lines) {
            for (String token : tokenizer.tokens(line)) {
                String known = seen.putIfAbsent(token, token);
                tokens.add(known == null ? token : known);
            }
            tokens.add(endOfLine);
        }
        return tokens;
    }
}
