package org.rnn4j.examples.forecast;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.rnn4j.autograd.Tape;
import org.rnn4j.data.batch.PredictionBatches;
import org.rnn4j.data.series.Scaler;
import org.rnn4j.data.series.SeriesWindows;
import org.rnn4j.examples.SavedModels;
import org.rnn4j.io.JsonObject;
import org.rnn4j.io.ModelFolder;
import org.rnn4j.kernel.Context;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.Tensor;

/**
 * A forecaster with all it needs to answer.
 *
 * @param preparation how tables become inputs, and outputs values
 * @param model the model
 */
record TrainedForecaster(Preparation preparation, Forecaster model) {
    private static final SavedModels SAVED = new SavedModels(Forecast.NAME, "forecaster");
    private static final String SCALER = "scaler";
    private static final int BATCH = 256;

    /** The quantiles of these windows as values of the target, {@code [windows, horizon, quantiles]}. */
    Tensor forecast(Context context, SeriesWindows windows) {
        Tensor outputs = PredictionBatches.of(windows.inputs(), BATCH).predict(batch -> {
            try (Tape tape = Tape.inference(context)) {
                return model.forward(tape, batch).transpose(0, 1).toTensor();
            }
        });
        return preparation.restore(outputs);
    }

    /** Saves it as the files of a folder. */
    void save(Path folder, Map<String, String> card) throws IOException {
        JsonObject sizes = JsonObject.builder()
                .put("model", model.sizes().toJson())
                .put("series", preparation.toJson())
                .build();
        ModelFolder.of(SAVED.architecture(), sizes, model)
                .with(SCALER, "scaler.json", preparation.scaler()::write)
                .card(card)
                .save(folder);
    }

    /** Loads a forecaster from its folder. */
    static TrainedForecaster load(Path folder) {
        return SAVED.load(folder, saved -> {
            JsonObject sizes = saved.sizes();
            sizes.requireOnly("model", "series");
            Preparation preparation = Preparation.of(sizes.object("series"), Scaler.read(saved.file(SCALER)));
            Sizes read = Sizes.of(sizes.object("model"));
            if (read.observed() != preparation.observedColumns() || read.known() != preparation.knownColumns()) {
                throw new IllegalArgumentException("the model reads " + read.observed() + " and " + read.known()
                        + " columns, but the series has " + preparation.observedColumns() + " and "
                        + preparation.knownColumns());
            }
            Forecaster model = new Forecaster(read, RandomKey.of(0)); // the weights are loaded over these
            return new TrainedForecaster(preparation, saved.loadInto(model));
        });
    }
}
