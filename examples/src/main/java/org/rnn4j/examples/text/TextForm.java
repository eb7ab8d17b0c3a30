package org.rnn4j.examples.text;

import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How labelled texts are read.
 *
 * @param textColumns the columns of a table that are joined to the text, by name or number from 1; null for "text"
 * @param labelColumn the column of a table with the label; null for "label"
 * @param header whether a table begins with the names of its columns
 * @param encoding the encoding of the files
 */
public record TextForm(
        @Nullable List<String> textColumns, @Nullable String labelColumn, boolean header, Charset encoding) {
    /** Whether anything is said that only tables have. */
    boolean isOfTable() {
        return textColumns != null || labelColumn != null || !header;
    }

    /** The name of an encoding in words of the command line. */
    public static final class Encoding implements ITypeConverter<Charset> {
        @Override
        public Charset convert(String name) {
            try {
                return Charset.forName(name);
            } catch (IllegalArgumentException unknown) {
                throw new TypeConversionException(
                        "expected the name of an encoding, such as UTF-8 or windows-1252, but got '" + name + "'");
            }
        }
    }
}
