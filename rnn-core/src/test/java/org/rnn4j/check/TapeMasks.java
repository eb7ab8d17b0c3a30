package org.rnn4j.check;

import java.util.HashMap;
import java.util.Map;
import org.rnn4j.tensor.RandomKey;

/**
 * The dropout masks that a stack draws from a fresh training tape, from their definition: a value is kept iff {@code
 * uniform(rowSeed(sequence, step), feature) >= rate}, each mask with the tape's next key.
 */
final class TapeMasks implements ReferenceRecurrent.Masks {
    private final RecurrentSetting setting;
    private final Map<String, RandomKey> keys = new HashMap<>();

    TapeMasks(RecurrentSetting setting, RandomKey tape) {
        this.setting = setting;
        long used = 0;
        if (setting.inputDropout() > 0) {
            keys.put("input", tape.child(used++));
        }
        for (int layer = 0; layer < setting.stack().layers(); layer++) {
            if (layer > 0 && setting.betweenDropout() > 0) {
                keys.put("between" + layer, tape.child(used++));
            }
            for (int d = 0; d < setting.stack().directions(); d++) {
                if (setting.recurrentDropout() > 0) {
                    keys.put("recurrent" + layer + "," + d, tape.child(used++));
                }
                if (setting.zoneout() > 0) {
                    keys.put("zoneout" + layer + "," + d, tape.child(used++));
                }
            }
        }
    }

    private double mask(String name, double rate, int sequence, int step, int feature) {
        RandomKey key = keys.get(name);
        if (key == null) {
            return 1;
        }
        boolean kept = RandomKey.uniform(key.rowSeed(sequence, step), feature) >= (float) rate;
        return kept ? (float) (1 / (1 - rate)) : 0;
    }

    @Override
    public double input(int sequence, int feature) {
        return mask("input", setting.inputDropout(), sequence, 0, feature);
    }

    @Override
    public double between(int layer, int step, int sequence, int feature) {
        return mask("between" + layer, setting.betweenDropout(), sequence, step, feature);
    }

    @Override
    public double recurrent(int layer, int direction, int sequence, int feature) {
        return mask("recurrent" + layer + "," + direction, setting.recurrentDropout(), sequence, 0, feature);
    }

    @Override
    public boolean zoneout(int layer, int direction, String state, int step, int sequence, int feature) {
        RandomKey key = keys.get("zoneout" + layer + "," + direction);
        return key != null
                && RandomKey.uniform(key.child(state).rowSeed(sequence, step), feature)
                        < (float) setting.zoneoutOf(state);
    }
}
