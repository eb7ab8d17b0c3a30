package org.rnn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rnn4j.io.JsonObject;
import org.rnn4j.io.StoredTensor;
import org.rnn4j.kernel.Context;
import org.rnn4j.optim.checkpoint.Checkpoint;
import org.rnn4j.optim.checkpoint.CheckpointException;
import org.rnn4j.optim.checkpoint.CheckpointFolder;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;

/** A run that stopped and went on comes to the same bits as one that never stopped. */
class ResumeTest {
    /** What a killed process is like within this one. */
    private static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static String expected;

    @TempDir
    Path folder;

    @BeforeAll
    static void trainWithoutStopping(@TempDir Path folder) {
        expected = ResumableTask.finish(folder);
        assertThat(expected)
                .contains("EpochReport[epoch=3,")
                .contains("steps=" + ResumableTask.STEPS + ", figures")
                .endsWith("\n1 EARLY_STOPPING\n");
    }

    /** Trains with a fresh model until after a step, then stops on request or crashes. */
    private static void trainUntil(Path run, long step, boolean crash) {
        StopSignal signal = new StopSignal();
        Runnable action = () -> {
            if (crash) {
                throw new Crash();
            }
            signal.request();
        };
        ResumableTask task = new ResumableTask();
        try (Context context = ResumableTask.context()) {
            Trainer<?> trainer = task.trainer(context, run)
                    .stopOn(signal)
                    .listener(ResumableTask.afterStep(step, action))
                    .build();
            if (crash) {
                assertThatThrownBy(trainer::resume).isInstanceOf(Crash.class);
            } else {
                trainer.resume();
            }
        }
    }

    /** Stops runs in processes of their own, every third once more in this one, which takes all of them to the end. */
    private void stopAtRandom(int stops, RandomStream random) throws Exception {
        int inTheMiddle = 0;
        for (int i = 0; i < stops; i++) {
            Path run = folder.resolve("run" + i);
            long first = 1 + random.nextInt((int) ResumableTask.STEPS - 8);
            String how = random.nextInt(2) == 1 ? "halt" : "stop";
            process(run, first, how);
            if (i % 3 == 0) {
                trainUntil(run, first + 1 + random.nextInt(4), random.nextInt(2) == 1);
            }
            inTheMiddle += first % ResumableTask.BATCHES == 0 ? 0 : 1;
            assertThat(ResumableTask.finish(run))
                    .as("stop %d, after step %d, %s", i, first, how)
                    .isEqualTo(expected);
        }
        assertThat(inTheMiddle).isGreaterThan(stops / 2);
        System.out.println(
                "resume in a new process: " + stops + " random stops, " + inTheMiddle + " of them within an epoch");
    }

    @Test
    void twentyRandomStops_changeNoBit() throws Exception {
        stopAtRandom(20, RandomKey.of(7).stream());
    }

    @Test
    @Tag("nightly")
    void twoHundredRandomStops_changeNoBit() throws Exception {
        stopAtRandom(200, RandomKey.of(8).stream());
    }

    @Test
    void stopsInOtherProcesses_changeNoBit() throws Exception {
        Path run = folder.resolve("run");
        process(run, 7, "stop");
        process(run, 24, "halt");
        assertThat(process(run, 1_000, "stop")).isEqualTo(expected);
    }

    private static String process(Path run, long step, String how) throws Exception {
        Process process = start(run, step, how);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(how).isEqualTo(how.equals("halt") ? 9 : 0);
        return out.replace("\r\n", "\n");
    }

    private static Process start(Path run, long step, String how) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ResumableTask.class.getName(),
                        run.toString(),
                        Long.toString(step),
                        how)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // a process cannot be asked to end there, only be ended
    void processToldToEnd_endsWithACheckpoint() throws Exception {
        Path run = folder.resolve("run");
        Process process = start(run, 13, "slow");
        while (!Files.exists(run.resolve("checkpoint-000000000010.safetensors"))) {
            assertThat(process.isAlive()).isTrue();
            Thread.sleep(5);
        }
        Thread.sleep(100);
        process.destroy();
        assertThat(process.waitFor()).isEqualTo(143);
        assertThat(run.resolve(ResumableTask.REASON_FILE)).hasContent("REQUEST");
        assertThat(CheckpointFolder.open(run, 3).files().get(0)).hasFileName("checkpoint-000000000013.safetensors");
        assertThat(ResumableTask.finish(run)).isEqualTo(expected);
    }

    /** What may be missing from a checkpoint: each of them must show. */
    enum Loss {
        OPTIMIZER_STATE,
        OPTIMIZER_STEPS,
        SCHEDULE,
        POSITION,
        EARLY_STOPPING,
        CARRIED_STATE,
        METRIC,
        EPOCH_FIGURES,
        HISTORY,
        WEIGHTS,
        NOTHING
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void checkpointThatLacksAnything_leadsElsewhere(Loss loss) throws IOException {
        Path run = folder.resolve("run");
        trainUntil(run, 24, false);
        Path newest = CheckpointFolder.open(run, 3).files().get(0);
        assertThat(newest).hasFileName("checkpoint-000000000024.safetensors");
        without(loss, Checkpoint.read(newest)).write(newest);
        if (loss == Loss.NOTHING) {
            assertThat(ResumableTask.finish(run)).isEqualTo(expected);
        } else {
            assertThat(ResumableTask.finish(run)).isNotEqualTo(expected);
        }
    }

    private static Checkpoint without(Loss loss, Checkpoint checkpoint) {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>(checkpoint.tensors());
        JsonObject state = checkpoint.state();
        JsonObject tables = state.object("tables");
        switch (loss) {
            case OPTIMIZER_STATE -> tensors.replaceAll((name, tensor) -> zeroed("optimizer/", name, tensor));
            case OPTIMIZER_STEPS -> state = with(state, "optimizerSteps", state.longInteger("optimizerSteps") + 1);
            case SCHEDULE -> tensors.put("table/schedule", freshFactor(tensors.get("table/schedule"), tables));
            case POSITION -> state = with(state, "dataBatch", state.longInteger("dataBatch") - 1);
            case EARLY_STOPPING -> tables = without("earlyStopping", tables);
            case CARRIED_STATE -> tensors.replaceAll((name, tensor) -> zeroed("objective/carried", name, tensor));
            case METRIC -> tensors.remove("objective/metric.0.hits");
            case EPOCH_FIGURES -> tables = with(without("epoch", tables), "epoch", emptyEpoch(tensors));
            case HISTORY -> tables = without("history", tables);
            case WEIGHTS -> tensors.replaceAll((name, tensor) -> zeroed("output.bias", name, tensor));
            case NOTHING -> {}
        }
        return new Checkpoint(checkpoint.steps(), tensors, with(without("tables", state), "tables", tables));
    }

    private static StoredTensor freshFactor(StoredTensor schedule, JsonObject tables) {
        double[] values = schedule.toDoubles();
        int factor = 0;
        while (!tables.strings("schedule").get(factor).endsWith("factor")) {
            factor++;
        }
        assertThat(values[factor]).isLessThan(1);
        values[factor] = 1;
        return StoredTensor.of(values, schedule.shape());
    }

    private static List<String> emptyEpoch(Map<String, StoredTensor> tensors) {
        List<String> columns = List.copyOf(new EpochFigures().state().keySet());
        tensors.put("table/epoch", StoredTensor.of(new double[columns.size()], 1, columns.size()));
        boolean[] present = new boolean[columns.size()];
        java.util.Arrays.fill(present, true);
        tensors.put("table/epoch.present", StoredTensor.of(present, 1, columns.size()));
        return columns;
    }

    private static StoredTensor zeroed(String prefix, String name, StoredTensor tensor) {
        return name.startsWith(prefix) ? StoredTensor.of(org.rnn4j.tensor.Tensor.zeros(tensor.shape())) : tensor;
    }

    private static JsonObject without(String key, JsonObject object) {
        return copy(object, key).build();
    }

    private static JsonObject with(JsonObject object, String key, Object value) {
        JsonObject.Builder copy = copy(object, key);
        if (value instanceof Long number) {
            copy.put(key, number);
        } else if (value instanceof List<?> list) {
            copy.put(key, list);
        } else {
            copy.put(key, (JsonObject) value);
        }
        return copy.build();
    }

    private static JsonObject.Builder copy(JsonObject object, String but) {
        JsonObject.Builder copy = JsonObject.builder();
        List<String> keys = new ArrayList<>(object.keys());
        keys.remove(but);
        for (String key : keys) {
            Object value = object.asMap().get(key);
            if (value instanceof String text) {
                copy.put(key, text);
            } else if (value instanceof Long number) {
                copy.put(key, number);
            } else if (value instanceof Boolean flag) {
                copy.put(key, flag);
            } else if (value instanceof List<?> list) {
                copy.put(key, list);
            } else {
                copy.put(key, (JsonObject) value);
            }
        }
        return copy;
    }

    /** Someone wrote a file with correct checksums that does not hold what it should. */
    @Test
    void checkpointWithATornTable_isRefused() throws IOException {
        Path run = folder.resolve("run");
        trainUntil(run, 24, false);
        Path newest = CheckpointFolder.open(run, 3).files().get(0);
        Checkpoint whole = Checkpoint.read(newest);
        for (String name : List.of("table/history", "table/history.present", "table/epoch", "table/earlyStopping")) {
            Map<String, StoredTensor> tensors = new LinkedHashMap<>(whole.tensors());
            tensors.remove(name);
            new Checkpoint(24, tensors, whole.state()).write(newest);
            assertThatThrownBy(() -> ResumableTask.finish(run))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessage(newest + ": the checkpoint does not fit this training run: expected a tensor " + name
                            + ", but there is none");
        }
        JsonObject tables = with(whole.state().object("tables"), "history", List.of("epoch"));
        new Checkpoint(24, whole.tensors(), with(whole.state(), "tables", tables)).write(newest);
        assertThatThrownBy(() -> ResumableTask.finish(run))
                .isInstanceOf(CheckpointException.class)
                .hasMessageEndingWith("expected a column steps, but there are only [epoch]");
    }

    @Test
    void finishedRun_isReportedAgain_withTheBestWeights() throws IOException {
        Path run = folder.resolve("run");
        String first = ResumableTask.finish(run);
        List<Path> files;
        try (var list = Files.list(run)) {
            files = list.sorted().toList();
        }
        assertThat(ResumableTask.finish(run)).isEqualTo(first);
        try (var list = Files.list(run)) {
            assertThat(list.sorted().toList()).isEqualTo(files);
        }
    }
}
