package org.rnn4j.examples.topics;

import java.util.List;
import org.rnn4j.autograd.Parameterized;
import org.rnn4j.data.augment.AugmentedTexts;
import org.rnn4j.data.augment.WordDropout;
import org.rnn4j.data.batch.Batches;
import org.rnn4j.data.batch.Inputs;
import org.rnn4j.data.batch.Targets;
import org.rnn4j.data.batch.TextBatch;
import org.rnn4j.data.batch.TextEncoder;
import org.rnn4j.data.labelled.LabelledText;
import org.rnn4j.data.metric.Accuracy;
import org.rnn4j.examples.TrainingRunner;
import org.rnn4j.examples.text.TextData;
import org.rnn4j.examples.text.TextProgram.Outcome;
import org.rnn4j.examples.text.TextSizes;
import org.rnn4j.examples.text.TextWords;
import org.rnn4j.examples.text.TrainedText;
import org.rnn4j.kernel.Context;
import org.rnn4j.layer.Linear;
import org.rnn4j.loss.CrossEntropy;
import org.rnn4j.optim.AdamW;
import org.rnn4j.optim.AveragedWeights;
import org.rnn4j.optim.ClipNorm;
import org.rnn4j.optim.EarlyStopping;
import org.rnn4j.optim.Evaluator;
import org.rnn4j.optim.ExponentialAverage;
import org.rnn4j.optim.Group;
import org.rnn4j.optim.NamePattern;
import org.rnn4j.optim.Objective;
import org.rnn4j.optim.Optimizer;
import org.rnn4j.optim.ParameterGroups;
import org.rnn4j.optim.Rule;
import org.rnn4j.optim.Schedule;
import org.rnn4j.optim.Supervised;
import org.rnn4j.optim.TargetReplication;
import org.rnn4j.optim.Trainer;
import org.rnn4j.optim.TrainingListener;
import org.rnn4j.optim.TrainingResult;
import org.rnn4j.optim.schedule.LinearRamp;
import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.RandomKey;

/** Trains a classifier of news: from texts to batches, the model, the loop. The part of this example to read first. */
final class TopicTraining {
    private static final int EVALUATION_BATCH = 256;

    /** Batches whose texts are sorted by length together: the more, the less idle time at the ends of short texts. */
    private static final int BUCKET = 16;

    /** How slowly the average of the weights moves: it covers about the last 500 steps. */
    private static final double AVERAGE_DECAY = 0.998;

    private final Context context;
    private final TopicRecipe recipe;
    private final RandomKey key;

    TopicTraining(Context context, TopicRecipe recipe, RandomKey key) {
        this.context = context;
        this.recipe = recipe;
        this.key = key;
    }

    /** Makes a classifier and trains it; it has the weights of the epoch that was best on the validation texts. */
    Outcome train(TextData data, List<TrainingListener> listeners, TrainingRunner runner) {
        TrainedText classifier = untrained(data, data.train());
        Supervised<TextBatch, int[]> task = task(classifier);
        BatchSource<Batch<TextBatch, int[]>> validation = Batches.of(
                        classifier.encoder().inputs(LabelledText.texts(data.validation())),
                        Targets.labels(data.numbers(data.validation())),
                        EVALUATION_BATCH)
                .sortedByLength();
        BatchSource<Batch<TextBatch, int[]>> batches = batches(classifier.encoder(), data, data.train());
        Objective<Batch<TextBatch, int[]>> objective = objective(classifier, task.withMetrics(new Accuracy()));
        Optimizer optimizer = optimizer(objective, batches.batchesPerEpoch());
        Evaluator evaluator = task.evaluator(context, validation, new Accuracy());
        var trainer = Trainer.builder(context, objective, optimizer, batches, key.child("training"))
                .epochs(recipe.epochs().most(batches.batchesPerEpoch()))
                .evaluator(recipe.refit() ? AveragedWeights.evaluator(optimizer, evaluator) : evaluator)
                .earlyStopping(EarlyStopping.highest("accuracy", recipe.epochs().patience()));
        listeners.forEach(trainer::listener);
        TrainingResult result = runner.run("validated", trainer);
        return recipe.refit()
                ? trainedOnAll(data, result, runner)
                : new Outcome(classifier, result, data.train().size());
    }

    /** A new classifier, trained on the validation texts too: once the number of epochs is known, they have done their part. */
    private Outcome trainedOnAll(TextData data, TrainingResult watched, TrainingRunner runner) {
        List<LabelledText> all = data.trainAndValidation();
        TrainedText classifier = untrained(data, all);
        BatchSource<Batch<TextBatch, int[]>> batches = batches(classifier.encoder(), data, all);
        Objective<Batch<TextBatch, int[]>> objective = objective(classifier, task(classifier));
        Optimizer optimizer = optimizer(objective, batches.batchesPerEpoch());
        var trainer = Trainer.builder(context, objective, optimizer, batches, key.child("training"))
                .epochs(watched.bestEpoch());
        runner.run("refitted", trainer);
        AveragedWeights.apply(optimizer).keep();
        return new Outcome(classifier, watched, all.size());
    }

    private TrainedText untrained(TextData data, List<LabelledText> texts) {
        TextEncoder encoder =
                TextEncoder.of(TextWords.TOKENIZER, recipe.features(), TopicRecipe.LONGEST, LabelledText.texts(texts));
        TextSizes sizes = new TextSizes(
                encoder.vocabulary().size(),
                data.labels().size(),
                encoder.longest(),
                encoder.features(),
                recipe.embedding(),
                recipe.encoder(),
                recipe.dropout());
        TopicModel model = new TopicModel(sizes, recipe.deviation(), key.child("model"));
        return new TrainedText(sizes, model, encoder, data.labels());
    }

    /** What the model is for. */
    private static Supervised<TextBatch, int[]> task(TrainedText classifier) {
        return Supervised.of(classifier.model(), classifier.model()::forward, CrossEntropy::mean);
    }

    /** What is minimized. */
    private Objective<Batch<TextBatch, int[]>> objective(TrainedText classifier, Supervised<TextBatch, int[]> task) {
        TextSizes sizes = classifier.sizes();
        Linear ofWords = new Linear(sizes.embedding(), sizes.labels(), key.child("word labels"));
        return TargetReplication.beside(task, classifier.model()::words, recipe.wordLabels(), ofWords);
    }

    private BatchSource<Batch<TextBatch, int[]>> batches(TextEncoder encoder, TextData data, List<LabelledText> texts) {
        return Batches.of(inputs(encoder, texts), Targets.labels(data.numbers(texts)), TopicRecipe.BATCH)
                .bucketedByLength(key.child("order"), BUCKET);
    }

    private Optimizer optimizer(Parameterized objective, long stepsPerEpoch) {
        Schedule schedule = recipe.falling()
                ? LinearRamp.toZero(stepsPerEpoch * recipe.epochs().most(stepsPerEpoch))
                : Schedule.constant();
        return rule().start(objective.parameters(), schedule);
    }

    /** What a step does: AdamW without decay is Adam. */
    private Rule rule() {
        AdamW update = new AdamW(recipe.rate()).withWeightDecay(recipe.decay());
        Rule step = Rule.chain(
                ClipNorm.global(TopicRecipe.CLIP),
                ParameterGroups.of(update, Group.of(NamePattern.BIAS).withWeightDecay(0)));
        return recipe.refit()
                ? Rule.chain(step, ExponentialAverage.of(AVERAGE_DECAY).withBiasCorrection())
                : step;
    }

    private Inputs<TextBatch> inputs(TextEncoder encoder, List<LabelledText> texts) {
        List<String> read = LabelledText.texts(texts);
        return recipe.wordDropout() == 0
                ? encoder.inputs(read)
                : new AugmentedTexts<>(
                        encoder.words(read),
                        new WordDropout(recipe.wordDropout()),
                        encoder::batch,
                        key.child("augmentation"));
    }
}
