package org.rnn4j.optim.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rnn4j.optim.EpochReport;
import org.rnn4j.optim.StopReason;
import org.rnn4j.optim.TrainingResult;

/** Made-up training histories. */
final class Made {
    private Made() {}

    static EpochReport epoch(int epoch) {
        Map<String, Double> training = new LinkedHashMap<>();
        training.put("loss", 0.2 + 3.5 / epoch);
        training.put("accuracy", 1 - 0.95 / epoch);
        training.put("gradient_norm", 1.5);
        Map<String, Double> validation = new LinkedHashMap<>();
        validation.put("loss", 0.7 + 2.9 / epoch + 0.06 * Math.max(0, epoch - 6));
        validation.put("accuracy", 0.8 - 0.6 / epoch - 0.004 * Math.max(0, epoch - 6));
        return new EpochReport(epoch, epoch * 100L, training, validation, 6_400, 2.5);
    }

    static TrainingResult result(int epochs, int bestEpoch) {
        List<EpochReport> history = new ArrayList<>();
        for (int epoch = 1; epoch <= epochs; epoch++) {
            history.add(epoch(epoch));
        }
        return new TrainingResult(history, List.of(), bestEpoch, StopReason.EARLY_STOPPING, null);
    }
}
