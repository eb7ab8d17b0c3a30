package org.rnn4j.examples.languageid;

import java.util.List;
import org.rnn4j.data.batch.Batches;
import org.rnn4j.data.batch.TokenBatches;
import org.rnn4j.data.metric.Accuracy;
import org.rnn4j.data.vocabulary.LabelSet;
import org.rnn4j.kernel.Context;
import org.rnn4j.loss.CrossEntropy;
import org.rnn4j.optim.Adam;
import org.rnn4j.optim.ClipNorm;
import org.rnn4j.optim.EarlyStopping;
import org.rnn4j.optim.Optimizer;
import org.rnn4j.optim.Rule;
import org.rnn4j.optim.Supervised;
import org.rnn4j.optim.Trainer;
import org.rnn4j.optim.TrainingListener;
import org.rnn4j.optim.schedule.LinearRamp;
import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.TokenBatch;

/** Trains a classifier: from names to batches, the model, the loop. The part of this example to read first. */
final class Training {
    /** Names of a batch when nothing is learnt from it; only speed depends on it. */
    static final int EVALUATION_BATCH = 256;

    /** Batches whose names are sorted by length together: the more, the less idle time at the ends of short names. */
    private static final int BUCKET = 16;

    private final Context context;
    private final Settings settings;
    private final RandomKey key;

    Training(Context context, Settings settings, RandomKey key) {
        this.context = context;
        this.settings = settings;
        this.key = key;
    }

    /** An untrained classifier for the characters and languages of these names. */
    TrainedClassifier untrained(NameData names) {
        Characters characters = Characters.of(names.train());
        LabelSet languages = names.languages();
        Architecture architecture = new Architecture(
                settings.cell,
                characters.vocabulary().size(),
                settings.embedding,
                settings.hidden,
                settings.dropout,
                languages.size());
        NameClassifier model = new NameClassifier(architecture, key.child("model"));
        return new TrainedClassifier(architecture, model, characters, languages);
    }

    /** Its training; afterwards it has the weights of the epoch that was best on the validation names. */
    Trainer.Builder<Batch<TokenBatch, int[]>> trainer(
            TrainedClassifier classifier, NameData names, int epochs, List<TrainingListener> listeners) {
        NameClassifier model = classifier.model();
        BatchSource<Batch<TokenBatch, int[]>> training = trainingBatches(classifier, names);
        BatchSource<Batch<TokenBatch, int[]>> validation =
                batches(classifier, names.validation(), EVALUATION_BATCH).sortedByLength();

        Supervised<TokenBatch, int[]> task = task(model).withMetrics(new Accuracy());
        Optimizer optimizer = rule(settings.learningRate)
                .start(model.parameters(), LinearRamp.toZero(training.batchesPerEpoch() * epochs));

        Trainer.Builder<Batch<TokenBatch, int[]>> trainer = Trainer.builder(
                        context, task, optimizer, training, key.child("training"))
                .epochs(epochs)
                .evaluator(task.evaluator(context, validation, new Accuracy()))
                .earlyStopping(EarlyStopping.highest("accuracy", settings.patience));
        listeners.forEach(trainer::listener);
        return trainer;
    }

    /** What is minimized. */
    Supervised<TokenBatch, int[]> task(NameClassifier model) {
        CrossEntropy loss = CrossEntropy.standard().smoothing(settings.smoothing);
        return Supervised.of(model, model::forward, loss::of);
    }

    /** What a step does, at this learning rate. */
    Rule rule(double rate) {
        return Rule.chain(ClipNorm.global(settings.clip), new Adam(rate));
    }

    /** The names to learn from, in a new order in each epoch. */
    BatchSource<Batch<TokenBatch, int[]>> trainingBatches(TrainedClassifier classifier, NameData names) {
        return batches(classifier, names.train(), settings.batch).bucketedByLength(key.child("order"), BUCKET);
    }

    /** The names in batches, with the numbers of their languages. */
    static Batches<TokenBatch, int[]> batches(TrainedClassifier classifier, List<Name> names, int size) {
        int[] labels = classifier
                .languages()
                .indexes(names.stream().map(Name::language).toList());
        return TokenBatches.of(classifier.characters().encode(names), labels, size);
    }
}
