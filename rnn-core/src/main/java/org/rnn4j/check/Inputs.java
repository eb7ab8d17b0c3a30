package org.rnn4j.check;

import java.util.LinkedHashMap;
import java.util.Map;
import org.rnn4j.autograd.Tape;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;
import org.rnn4j.tensor.TokenBatch;

/** Named inputs of a check: values, series or tokens. Immutable. */
final class Inputs {
    static final Inputs NONE = new Inputs(Map.of());

    private final Map<String, Object> byName;

    private Inputs(Map<String, Object> byName) {
        this.byName = byName;
    }

    /** These inputs and one more, or one in place of that of the same name. */
    Inputs with(String name, Object input) {
        Map<String, Object> more = new LinkedHashMap<>(byName);
        more.put(name, input);
        return new Inputs(more);
    }

    Inputs withNew(String name, Object input) {
        if (byName.containsKey(name)) {
            throw new IllegalArgumentException("Check: the input name " + name + " is used twice");
        }
        return with(name, input);
    }

    Map<String, Object> asMap() {
        return byName;
    }

    /** A pass on this tape with all inputs on it, those of real numbers as variables. */
    Pass enter(Tape tape) {
        Pass pass = new Pass(tape);
        byName.forEach((name, input) -> {
            if (input instanceof Tensor tensor) {
                pass.add(name, tape.variable(tensor));
            } else if (input instanceof SeriesBatch series) {
                pass.add(name, tape.variable(series));
            } else if (input instanceof TokenBatch tokens) {
                pass.add(name, tokens);
            }
        });
        return pass;
    }
}
