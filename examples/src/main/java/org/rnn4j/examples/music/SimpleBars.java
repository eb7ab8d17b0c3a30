package org.rnn4j.examples.music;

import java.util.List;

/**
 * Models of single keys to compare with: each key sounds as often as in training, or as often as it did after sounding or
 * being silent one step before. Frequencies are smoothed by half an observation.
 */
public final class SimpleBars {
    private static final double PRIOR = 0.5;

    private final double[][] sounding = new double[PianoRolls.KEYS][3];
    private final double[][] observed = new double[PianoRolls.KEYS][3];

    /** The frequencies in these pieces. */
    public SimpleBars(List<float[][]> pieces) {
        for (float[][] piece : pieces) {
            for (int t = 1; t < piece.length; t++) {
                for (int key = 0; key < PianoRolls.KEYS; key++) {
                    add(key, 2, piece[t][key]);
                    add(key, before(piece, t, key), piece[t][key]);
                }
            }
        }
    }

    private void add(int key, int condition, float sounds) {
        sounding[key][condition] += sounds;
        observed[key][condition]++;
    }

    private static int before(float[][] piece, int t, int key) {
        return piece[t - 1][key] > 0 ? 1 : 0;
    }

    /** The negative log-likelihood per step of keys that know nothing of the step before. */
    public double frequencies(List<float[][]> pieces) {
        return loss(pieces, false);
    }

    /** The same of keys that know whether they sounded one step before. */
    public double repetition(List<float[][]> pieces) {
        return loss(pieces, true);
    }

    private double loss(List<float[][]> pieces, boolean conditional) {
        double sum = 0;
        long steps = 0;
        for (float[][] piece : pieces) {
            for (int t = 1; t < piece.length; t++) {
                for (int key = 0; key < PianoRolls.KEYS; key++) {
                    int condition = conditional ? before(piece, t, key) : 2;
                    double p = (sounding[key][condition] + PRIOR) / (observed[key][condition] + 2 * PRIOR);
                    sum -= StrictMath.log(piece[t][key] > 0 ? p : 1 - p);
                }
                steps++;
            }
        }
        return sum / steps;
    }
}
