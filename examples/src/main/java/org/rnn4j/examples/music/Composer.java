package org.rnn4j.examples.music;

import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.kernel.Context;
import org.rnn4j.recurrent.State;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;

/**
 * Goes on with a piece: each key of the next step sounds with the probability that the model gives it, on its own. The
 * model knows nothing of keys that sound together by chance, so now and then one too many does.
 */
final class Composer {
    private final MusicModel model;
    private final Context context;
    private final double temperature;

    /**
     * A composer.
     *
     * @param temperature what logits are divided by: below 1 the likely becomes likelier
     */
    Composer(MusicModel model, Context context, double temperature) {
        this.model = model;
        this.context = context;
        this.temperature = temperature;
    }

    /** The probabilities of the keys of each next step of a piece, {@code [time][key]}. */
    float[][] probabilities(float[][] piece) {
        try (Tape tape = Tape.inference(context)) {
            Sequence logits = model.read(sequence(tape, piece), model.start()).logits();
            float[] values = logits.values().sigmoid().toTensor().values();
            float[][] probabilities = new float[piece.length][PianoRolls.KEYS];
            for (int t = 0; t < piece.length; t++) {
                System.arraycopy(values, t * PianoRolls.KEYS, probabilities[t], 0, PianoRolls.KEYS);
            }
            return probabilities;
        }
    }

    /** The next steps after a beginning, which has at least one. */
    float[][] compose(float[][] beginning, int steps, RandomKey key) {
        float[][] composed = new float[steps][];
        float[][] read = beginning;
        State state = model.start();
        for (int t = 0; t < steps; t++) {
            try (Tape tape = Tape.inference(context)) {
                MusicModel.Reading reading = model.read(sequence(tape, read), state);
                float[] logits =
                        reading.logits().step(read.length - 1).toTensor().values();
                state = reading.state();
                composed[t] = draw(logits, key.rowSeed(0, t));
            }
            read = new float[][] {composed[t]};
        }
        return composed;
    }

    private float[] draw(float[] logits, long seed) {
        float[] keys = new float[PianoRolls.KEYS];
        for (int k = 0; k < keys.length; k++) {
            double probability = 1 / (1 + StrictMath.exp(-logits[k] / temperature));
            keys[k] = RandomKey.uniform(seed, k) < probability ? 1f : 0f;
        }
        return keys;
    }

    private static Sequence sequence(Tape tape, float[][] steps) {
        Tensor values = Tensor.zeros(steps.length, 1, PianoRolls.KEYS);
        for (int t = 0; t < steps.length; t++) {
            System.arraycopy(steps[t], 0, values.values(), t * PianoRolls.KEYS, PianoRolls.KEYS);
        }
        return tape.sequence(SeriesBatch.full(values));
    }
}
