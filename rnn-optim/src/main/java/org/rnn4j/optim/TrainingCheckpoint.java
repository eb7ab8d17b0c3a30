package org.rnn4j.optim;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.io.FileFormatException;
import org.rnn4j.io.JsonObject;
import org.rnn4j.io.StoredTensor;
import org.rnn4j.optim.checkpoint.Checkpoint;
import org.rnn4j.optim.checkpoint.CheckpointException;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.Tensor;

/** Puts everything that a training run depends on into a checkpoint, and takes it back out. */
final class TrainingCheckpoint<B> {
    private static final String OPTIMIZER = "optimizer";
    private static final String BEST = "best";
    private static final String OBJECTIVE = "objective";
    private static final String SCHEDULE = "schedule";
    private static final String OBSERVATIONS = "observations";
    private static final String EARLY_STOPPING = "earlyStopping";
    private static final String ACCUMULATE = "batchesPerStep";

    private final TrainingSettings<B> settings;
    private final Progress progress;
    private final @Nullable BestWeights best;

    TrainingCheckpoint(TrainingSettings<B> settings, Progress progress, @Nullable BestWeights best) {
        this.settings = settings;
        this.progress = progress;
        this.best = best;
    }

    /** The run as it is now. */
    Checkpoint take() {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        settings.objective().parameters().forEach((name, parameter) -> {
            if (name.indexOf('/') >= 0) {
                throw new IllegalArgumentException("Trainer: a checkpoint cannot hold the parameter " + name
                        + ", because a slash ends the name of a group; rename it");
            }
            tensors.put(name, StoredTensor.of(parameter.toTensor()));
        });
        OptimizerState optimizer = settings.optimizer().state();
        optimizer.tensors().forEach((name, tensor) -> tensors.put(OPTIMIZER + "/" + name, StoredTensor.of(tensor)));
        settings.objective().state().forEach((name, tensor) -> tensors.put(OBJECTIVE + "/" + name, tensor));
        if (best != null) {
            best.weights().forEach((name, tensor) -> tensors.put(BEST + "/" + name, StoredTensor.of(tensor)));
        }
        JsonObject tables = tables(optimizer, tensors);
        return new Checkpoint(progress.steps, tensors, state(optimizer, tables));
    }

    private JsonObject tables(OptimizerState optimizer, Map<String, StoredTensor> tensors) {
        JsonObject.Builder tables = JsonObject.builder();
        FigureTable.put("history", progress.history.stream().map(Reports::row).toList(), tensors, tables);
        FigureTable.put(
                "evaluations", progress.evaluations.stream().map(Reports::row).toList(), tensors, tables);
        if (!optimizer.schedule().isEmpty()) {
            FigureTable.put(SCHEDULE, List.of(optimizer.schedule()), tensors, tables);
        }
        if (!optimizer.observations().isEmpty()) {
            FigureTable.put(
                    OBSERVATIONS,
                    optimizer.observations().stream()
                            .map(TrainingCheckpoint::row)
                            .toList(),
                    tensors,
                    tables);
        }
        if (progress.insideEpoch) {
            FigureTable.put("epoch", List.of(progress.figures.state()), tensors, tables);
        }
        if (best != null) {
            FigureTable.put(EARLY_STOPPING, List.of(best.state()), tensors, tables);
        }
        return tables.build();
    }

    private static Map<String, Double> row(Observation observation) {
        Map<String, Double> row = new LinkedHashMap<>(); // in this order in every process
        row.put("step", (double) observation.step());
        row.put("value", observation.value());
        return row;
    }

    private static Observation observation(Map<String, Double> row) {
        return new Observation((long) FigureTable.number(row, "step"), FigureTable.number(row, "value"));
    }

    private JsonObject state(OptimizerState optimizer, JsonObject tables) {
        JsonObject.Builder updates = JsonObject.builder();
        optimizer.updates().forEach(updates::put);
        BatchSource.Position position = position();
        JsonObject.Builder state = JsonObject.builder()
                .put("key", settings.key().toString())
                .put("rule", settings.optimizer().rule().toString())
                .put(SCHEDULE, settings.optimizer().schedule().toString())
                .put("batchesPerEpoch", settings.batches().batchesPerEpoch())
                .put("examplesPerEpoch", settings.batches().examplesPerEpoch())
                .put(ACCUMULATE, settings.accumulate())
                .put("optimizerSteps", optimizer.steps())
                .put("skippedSteps", optimizer.skipped())
                .put("updates", updates.build())
                .put("epoch", progress.epoch)
                .put("insideEpoch", progress.insideEpoch)
                .put("dataEpoch", position.epoch())
                .put("dataBatch", position.batch());
        if (best != null) {
            EarlyStopping stopping = best.stopping();
            state.put(
                    EARLY_STOPPING,
                    JsonObject.builder()
                            .put("figure", stopping.figure())
                            .put("higherIsBetter", stopping.higherIsBetter())
                            .build());
        }
        return state.put("tables", tables).build();
    }

    private BatchSource.Position position() {
        return progress.insideEpoch ? settings.batches().position() : new BatchSource.Position(progress.epoch - 1L, 0);
    }

    /**
     * Goes to where a checkpoint was taken.
     *
     * @throws CheckpointException if it belongs to another run: parameters, rule, schedule, key, data, early stopping
     */
    void restore(Path file, Checkpoint checkpoint) {
        try {
            new Fit(file, checkpoint).check();
            apply(checkpoint);
        } catch (FileFormatException | IllegalArgumentException | IllegalStateException failure) {
            throw new CheckpointException(
                    file + ": the checkpoint does not fit this training run: " + failure.getMessage(), failure);
        }
    }

    private void apply(Checkpoint checkpoint) {
        JsonObject state = checkpoint.state();
        JsonObject tables = state.object("tables");
        Map<String, StoredTensor> tensors = checkpoint.tensors();
        settings.optimizer().restore(optimizerState(checkpoint));
        settings.objective().parameters().restore(checkpoint.weights());
        settings.objective().restore(checkpoint.group(OBJECTIVE));
        settings.batches()
                .restore(new BatchSource.Position(state.longInteger("dataEpoch"), state.longInteger("dataBatch")));
        progress.steps = checkpoint.steps();
        progress.epoch = state.integer("epoch");
        progress.insideEpoch = state.bool("insideEpoch");
        FigureTable.get("epoch", tensors, tables).forEach(row -> progress.figures = EpochFigures.restore(row));
        FigureTable.get("history", tensors, tables).forEach(row -> progress.history.add(Reports.epoch(row)));
        FigureTable.get("evaluations", tensors, tables)
                .forEach(row -> progress.evaluations.add(Reports.evaluation(row)));
        if (best != null) {
            FigureTable.get(EARLY_STOPPING, tensors, tables)
                    .forEach(row -> best.restoreState(row, tensors(checkpoint.group(BEST))));
        }
    }

    private static OptimizerState optimizerState(Checkpoint checkpoint) {
        JsonObject stored = checkpoint.state().object("updates");
        Map<String, Long> updates = new LinkedHashMap<>();
        stored.keys().forEach(name -> updates.put(name, stored.longInteger(name)));
        long steps = checkpoint.state().longInteger("optimizerSteps");
        List<Map<String, Double>> schedule = FigureTable.get(
                SCHEDULE, checkpoint.tensors(), checkpoint.state().object("tables"));
        List<Map<String, Double>> observations = FigureTable.get(
                OBSERVATIONS, checkpoint.tensors(), checkpoint.state().object("tables"));
        return new OptimizerState(
                steps,
                updates,
                tensors(checkpoint.group(OPTIMIZER)),
                schedule.isEmpty() ? Map.of() : schedule.get(0),
                checkpoint.state().longInteger("skippedSteps"),
                observations.stream().map(TrainingCheckpoint::observation).toList());
    }

    private static Map<String, Tensor> tensors(Map<String, StoredTensor> stored) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        stored.forEach((name, tensor) -> tensors.put(name, tensor.toTensor()));
        return tensors;
    }

    /** The comparison of a checkpoint with the run, before anything is changed. */
    private final class Fit {
        private final Path file;
        private final Checkpoint checkpoint;
        private final JsonObject state;

        Fit(Path file, Checkpoint checkpoint) {
            this.file = file;
            this.checkpoint = checkpoint;
            state = checkpoint.state();
        }

        void check() {
            checkWeights();
            Optimizer optimizer = settings.optimizer();
            requireDescription("the optimizer's rule", optimizer.rule().toString(), state.string("rule"));
            requireDescription("the schedule", optimizer.schedule().toString(), state.string(SCHEDULE));
            require("the random key", settings.key().toString(), state.string("key"));
            require("batches per epoch", settings.batches().batchesPerEpoch(), state.longInteger("batchesPerEpoch"));
            require("examples per epoch", settings.batches().examplesPerEpoch(), state.longInteger("examplesPerEpoch"));
            int together = state.has(ACCUMULATE) ? state.integer(ACCUMULATE) : 1; // not in the first checkpoints
            require("batches per step", settings.accumulate(), together);
            require("early stopping", best == null ? "none" : watched(best.stopping()), storedWatched());
        }

        private void checkWeights() {
            Parameters parameters = settings.objective().parameters();
            Map<String, Tensor> weights = checkpoint.weights();
            require("parameters", parameters.asMap().keySet(), weights.keySet());
            parameters.forEach((name, parameter) -> require(
                    "the shape of " + name,
                    Arrays.toString(parameter.shape()),
                    Arrays.toString(Objects.requireNonNull(weights.get(name)).shape())));
        }

        private String watched(EarlyStopping stopping) {
            return (stopping.higherIsBetter() ? "highest " : "lowest ") + stopping.figure();
        }

        private String storedWatched() {
            if (!state.has(EARLY_STOPPING)) {
                return "none";
            }
            JsonObject stored = state.object(EARLY_STOPPING);
            return (stored.bool("higherIsBetter") ? "highest " : "lowest ") + stored.string("figure");
        }

        private void requireDescription(String what, String expected, String found) {
            if (!Description.same(expected, found)) {
                require(what, expected, found);
            }
        }

        private void require(String what, Object expected, Object found) {
            if (!expected.equals(found)) {
                throw new CheckpointException(file + ": the checkpoint does not fit this training run: " + what
                        + ": expected " + expected + ", but the checkpoint has " + found
                        + "; resume with the settings of the run that wrote it, or start anew in an empty folder");
            }
        }
    }
}
