package org.rnn4j.examples;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.rnn4j.recurrent.Recurrent;
import org.rnn4j.recurrent.RecurrentBuilder;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The recurrent cells that the examples choose from. */
public enum CellKind {
    LSTM,
    GRU,
    RNN;

    /** The cell with this name. */
    public static CellKind of(String name) {
        for (CellKind cell : values()) {
            if (cell.toString().equals(name)) {
                return cell;
            }
        }
        throw new IllegalArgumentException("expected the cell to be one of " + names() + ", but got '" + name + "'");
    }

    private static String names() {
        return Arrays.stream(values()).map(CellKind::toString).collect(Collectors.joining(", "));
    }

    /** A stack of one layer, to which options can be added. */
    public RecurrentBuilder layer(int inputs, int hidden) {
        return switch (this) {
            case LSTM -> Recurrent.lstm(inputs, hidden);
            case GRU -> Recurrent.gru(inputs, hidden);
            case RNN -> Recurrent.rnn(inputs, hidden);
        };
    }

    /** The number of values in the weights and biases of a layer. */
    public long parameterCount(int inputs, int hidden) {
        long gates = switch (this) {
            case LSTM -> 4;
            case GRU -> 3;
            case RNN -> 1;
        };
        return gates * hidden * (inputs + hidden + 2L);
    }

    /** The name as the user writes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A cell in words of the command line. */
    public static final class Converter implements ITypeConverter<CellKind> {
        @Override
        public CellKind convert(String text) {
            try {
                return of(text);
            } catch (IllegalArgumentException unknown) {
                throw new TypeConversionException(unknown.getMessage());
            }
        }
    }
}
