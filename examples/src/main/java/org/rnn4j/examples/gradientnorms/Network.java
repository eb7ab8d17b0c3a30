package org.rnn4j.examples.gradientnorms;

import java.util.function.IntFunction;
import org.rnn4j.layer.Initializers;
import org.rnn4j.recurrent.Recurrent;
import org.rnn4j.recurrent.RecurrentBuilder;

/** The networks that are compared. */
enum Network {
    RNN("rnn", "RNN", hidden -> Recurrent.rnn(2, hidden)),
    LARGE_RNN(
            "largeRnn",
            "RNN, large weights",
            hidden -> Recurrent.rnn(2, hidden).recurrentInitializer(Initializers.normal(2 / Math.sqrt(hidden)))),
    LSTM("lstm", "LSTM", hidden -> Recurrent.lstm(2, hidden)),
    OPEN_LSTM(
            "openLstm",
            "LSTM, forget bias 3",
            hidden -> Recurrent.lstm(2, hidden).forgetBias(3)),
    GRU("gru", "GRU", hidden -> Recurrent.gru(2, hidden));

    private final String key;
    private final String label;
    private final IntFunction<RecurrentBuilder> builder;

    Network(String key, String label, IntFunction<RecurrentBuilder> builder) {
        this.key = key;
        this.label = label;
        this.builder = builder;
    }

    /** Its name among the parameters and results. */
    String key() {
        return key;
    }

    /** Its name in the picture. */
    String label() {
        return label;
    }

    RecurrentBuilder builder(int hidden) {
        return builder.apply(hidden);
    }
}
