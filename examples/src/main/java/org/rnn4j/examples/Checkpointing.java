package org.rnn4j.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.rnn4j.io.FileFormatException;
import org.rnn4j.optim.Every;
import org.rnn4j.optim.StopOnShutdown;
import org.rnn4j.optim.StopReason;
import org.rnn4j.optim.StopSignal;
import org.rnn4j.optim.Trainer;
import org.rnn4j.optim.TrainingListener;
import org.rnn4j.optim.TrainingPlan;
import org.rnn4j.optim.TrainingResult;
import org.rnn4j.optim.checkpoint.CheckpointException;
import org.rnn4j.optim.checkpoint.CheckpointFolder;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The options of the examples whose training can be stopped and resumed. An example mixes this in beside {@link
 * CommonOptions} and lets {@link #run} run its trainer.
 */
public final class Checkpointing {
    private static final int STEPS = 500;
    private static final int KEEP = 2;
    private static final Duration LONGEST_STOP = Duration.ofSeconds(60);

    @Option(
            names = "--checkpoints",
            paramLabel = "DIR",
            description = "Write checkpoints into this folder: every " + STEPS + " steps, and when training ends, also"
                    + " by Ctrl-C.")
    private @Nullable Path folder;

    @Option(
            names = "--resume",
            description = "Go on from the newest checkpoint, from the start if there is none, and write checkpoints."
                    + " Give the options of the first time. Without --checkpoints the folder is checkpoints/ in the"
                    + " one for the results.")
    private boolean resume;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec example;

    private boolean isWanted() {
        return folder != null || resume;
    }

    /**
     * Trains as the options say.
     *
     * @param trainer the training, set up
     * @param common the other options
     * @param out the folder for the results
     * @throws StoppedException if Ctrl-C ended it, with a checkpoint; nothing more must be done then
     */
    public TrainingResult run(Trainer.Builder<?> trainer, CommonOptions common, Path out) {
        return runIn(folder(out), trainer, common);
    }

    /**
     * What trains as the options say where a training has several parts: each has a folder of its own for checkpoints.
     * Parts that are over when training is resumed give their result again.
     */
    public TrainingRunner parts(CommonOptions common, Path out) {
        return (part, trainer) -> runIn(folder(out).resolve(part), trainer, common);
    }

    private Path folder(Path out) {
        CommonOptions.requireName("--checkpoints", folder);
        if (folder != null && Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new UserError("--checkpoints: expected a folder, but " + folder + " is a file");
        }
        return folder == null ? out.resolve("checkpoints") : folder;
    }

    private TrainingResult runIn(Path used, Trainer.Builder<?> trainer, CommonOptions common) {
        if (!isWanted()) {
            return trainer.build().run();
        }
        try {
            return run(trainer, common, used, new RunOptions(example()));
        } catch (CheckpointException | FileFormatException unusable) {
            throw UserError.of(unusable);
        } catch (IOException failure) {
            throw UserError.file("use the checkpoints in", used, failure);
        } catch (UncheckedIOException failure) {
            throw UserError.of(failure);
        }
    }

    private CommandSpec example() {
        if (example == null) {
            throw new IllegalStateException("Checkpointing: expected to be mixed into a command of picocli");
        }
        return example;
    }

    private TrainingResult run(Trainer.Builder<?> trainer, CommonOptions common, Path used, RunOptions options)
            throws IOException {
        if (resume && !CheckpointFolder.open(used, KEEP).files().isEmpty()) {
            options.requireAsIn(used);
        }
        StopSignal signal = new StopSignal();
        trainer.checkpoints(used, Every.steps(STEPS), KEEP).stopOn(signal).listener(writing(options, used));
        try (StopOnShutdown guard = StopOnShutdown.of(signal, LONGEST_STOP)) {
            TrainingResult result = start(trainer.build());
            if (result.reason() == StopReason.REQUEST) {
                common.say("stopped; the checkpoint is in %s, and the same command with --resume goes on", used);
                throw new StoppedException();
            }
            return result;
        }
    }

    private TrainingResult start(Trainer<?> trainer) {
        return resume ? trainer.resume() : trainer.run();
    }

    private static TrainingListener writing(RunOptions options, Path used) {
        return new TrainingListener() {
            @Override
            public void started(TrainingPlan plan) { // not before: the folder may turn out to be another run's
                try {
                    options.write(used);
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            }
        };
    }
}
