package org.rnn4j.optim;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rnn4j.kernel.Context;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.RandomKey;

/** What a {@link Trainer} was set up with; {@link Trainer.Builder} says what each is. */
record TrainingSettings<B>(
        Context context,
        Objective<B> objective,
        Optimizer optimizer,
        BatchSource<B> batches,
        RandomKey key,
        int epochs,
        int accumulate,
        @Nullable Evaluator evaluator,
        Every evaluateEvery,
        @Nullable EarlyStopping stopping,
        @Nullable Checkpoints checkpoints,
        @Nullable Duration timeLimit,
        StopSignal signal,
        boolean anomaliesReported,
        List<TrainingListener> listeners) {}
