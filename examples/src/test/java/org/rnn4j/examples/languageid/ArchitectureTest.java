package org.rnn4j.examples.languageid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.rnn4j.examples.CellKind;
import org.rnn4j.io.FileFormatException;
import org.rnn4j.io.JsonObject;
import org.rnn4j.tensor.RandomKey;

class ArchitectureTest {
    @Test
    void parameterCount_isThatOfTheModel() {
        for (CellKind cell : CellKind.values()) {
            Architecture architecture = new Architecture(cell, 11, 5, 7, 0.1, 3);

            assertThat(new NameClassifier(architecture, RandomKey.of(1))
                            .parameters()
                            .count())
                    .as(cell.toString())
                    .isEqualTo(architecture.parameterCount());
        }
    }

    @Test
    void json_isReadBackAsItWas() {
        Architecture architecture = new Architecture(CellKind.GRU, 11, 5, 7, 0.1, 3);

        assertThat(Architecture.of(architecture.toJson())).isEqualTo(architecture);
    }

    @Test
    void unusableJson_isRefused() {
        String good = new Architecture(CellKind.GRU, 11, 5, 7, 0.1, 3).toJson().toString();

        assertRefused(good.replace("\"gru\"", "\"org.rnn4j.Gru\""), IllegalArgumentException.class, "lstm, gru, rnn");
        assertRefused(good.replace("\"hidden\": 7", "\"hidden\": 0"), IllegalArgumentException.class, "hidden");
        assertRefused(good.replace("\"hidden\": 7", "\"hidden\": 70000"), IllegalArgumentException.class, "65536");
        assertRefused(
                good.replace("\"languages\": 3", "\"languages\": 1"), IllegalArgumentException.class, "languages");
        assertRefused(good.replace("0.1", "1.5"), IllegalArgumentException.class, "dropout");
        assertRefused(good.replace("\"hidden\"", "\"hiden\""), FileFormatException.class, "hiden");
    }

    private static void assertRefused(String json, Class<? extends Exception> type, String message) {
        assertThatThrownBy(() -> Architecture.of(JsonObject.parse(json, "model.json")))
                .isInstanceOf(type)
                .hasMessageContaining(message);
    }
}
