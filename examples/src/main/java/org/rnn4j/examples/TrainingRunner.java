package org.rnn4j.examples;

import org.rnn4j.optim.Trainer;
import org.rnn4j.optim.TrainingResult;

/** Runs the parts of a training, one after the other; whoever lets them be stopped and resumed keeps them apart by name. */
@FunctionalInterface
public interface TrainingRunner {
    /** Every part from its beginning to its end, without checkpoints. */
    TrainingRunner PLAIN = (part, trainer) -> trainer.build().run();

    /**
     * Runs one part.
     *
     * @param part its name, the only one of its kind in a training
     * @param trainer the part, set up
     */
    TrainingResult run(String part, Trainer.Builder<?> trainer);
}
