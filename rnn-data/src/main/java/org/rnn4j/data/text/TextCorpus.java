package org.rnn4j.data.text;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.rnn4j.data.DataFileException;
import org.rnn4j.data.internal.Text;

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
    private static final String GZIP = ".gz";

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

    /**
     * The tokens of a file in UTF-8.
     *
     * @throws DataFileException if it is not valid UTF-8, or not the gzip that its name says
     * @throws IOException if it cannot be read
     */
    public List<String> read(Path file) throws IOException {
        return tokens(text(file).lines().toList());
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

    private static String text(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = open(file)) {
            bytes = in.readAllBytes();
        } catch (ZipException damage) {
            throw DataFileException.inFile(
                    file.toString(), "it is not the gzip that its name says, or it is damaged: " + damage.getMessage());
        }
        long invalid = Text.firstInvalidUtf8(bytes);
        if (invalid >= 0) {
            throw DataFileException.atByte(
                    file.toString(), invalid, "the text is not valid UTF-8 here; save the file as UTF-8");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static InputStream open(Path file) throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(file));
        try {
            return file.toString().endsWith(GZIP) ? new GZIPInputStream(raw) : raw;
        } catch (IOException | RuntimeException | Error failure) {
            raw.close();
            throw failure;
        }
    }
}
