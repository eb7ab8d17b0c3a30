package org.rnn4j.examples.sentiment;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rnn4j.autograd.Parameterized;
import org.rnn4j.data.augment.AugmentedTexts;
import org.rnn4j.data.augment.RandomDeletion;
import org.rnn4j.data.augment.RandomSwap;
import org.rnn4j.data.augment.Synonyms;
import org.rnn4j.data.augment.TextAugmentation;
import org.rnn4j.data.augment.WordDropout;
import org.rnn4j.data.batch.Batches;
import org.rnn4j.data.batch.Inputs;
import org.rnn4j.data.batch.Targets;
import org.rnn4j.data.batch.TextBatch;
import org.rnn4j.data.batch.TextEncoder;
import org.rnn4j.data.labelled.LabelledText;
import org.rnn4j.data.metric.Accuracy;
import org.rnn4j.data.vectors.VectorTable;
import org.rnn4j.data.vectors.WordVectors;
import org.rnn4j.data.vocabulary.Vocabulary;
import org.rnn4j.examples.TrainingRunner;
import org.rnn4j.examples.UserError;
import org.rnn4j.examples.text.TextData;
import org.rnn4j.examples.text.TextProgram.Outcome;
import org.rnn4j.examples.text.TextSizes;
import org.rnn4j.examples.text.TextWords;
import org.rnn4j.examples.text.TrainedText;
import org.rnn4j.examples.text.WordKnowledge;
import org.rnn4j.kernel.Context;
import org.rnn4j.layer.Initializer;
import org.rnn4j.layer.Initializers;
import org.rnn4j.layer.Linear;
import org.rnn4j.loss.CrossEntropy;
import org.rnn4j.optim.Adam;
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
import org.rnn4j.optim.Penalty;
import org.rnn4j.optim.Rule;
import org.rnn4j.optim.Schedule;
import org.rnn4j.optim.Supervised;
import org.rnn4j.optim.TargetReplication;
import org.rnn4j.optim.Trainer;
import org.rnn4j.optim.TrainingListener;
import org.rnn4j.optim.TrainingResult;
import org.rnn4j.optim.schedule.Cyclic;
import org.rnn4j.optim.schedule.LinearRamp;
import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.RandomKey;

/** Trains a classifier by a recipe: from texts to batches, the model, the loop. The part of this example to read first. */
public final class SentimentTraining {
    private static final int EVALUATION_BATCH = 256;

    /** Batches whose texts are sorted by length together: the more, the less idle time at the ends of short texts. */
    private static final int BUCKET = 16;

    /** How slowly the average of the weights moves: it covers about the last 200 steps. */
    private static final double AVERAGE_DECAY = 0.995;

    private final Context context;
    private final Recipe recipe;
    private final WordKnowledge words;
    private final RandomKey key;

    /**
     * Training by this recipe. Without synonyms, easy data augmentation only swaps and deletes; pretrained vectors have
     * their own width and are trained on.
     */
    public SentimentTraining(Context context, Recipe recipe, WordKnowledge words, RandomKey key) {
        this.context = context;
        this.recipe = recipe;
        this.words = words;
        this.key = key;
    }

    /** Makes a classifier and trains it as the recipe says. */
    public Outcome train(TextData data, List<TrainingListener> listeners, TrainingRunner runner) {
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
                .epochs(recipe.course().epochs().most(batches.batchesPerEpoch()))
                .evaluator(isRefitted() ? AveragedWeights.evaluator(optimizer, evaluator) : evaluator);
        if (recipe.course().ending() != Recipe.Ending.LAST) {
            trainer.earlyStopping(
                    EarlyStopping.highest("accuracy", recipe.course().epochs().patience()));
        }
        listeners.forEach(trainer::listener);
        TrainingResult result = runner.run("validated", trainer);
        return isRefitted()
                ? trainedOnAll(data, result, runner)
                : new Outcome(classifier, result, data.train().size());
    }

    private boolean isRefitted() {
        return recipe.course().ending() == Recipe.Ending.REFIT;
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
        TextEncoder encoder = TextEncoder.of(
                TextWords.TOKENIZER, recipe.shape().features(), Recipe.Shape.LONGEST, LabelledText.texts(texts));
        Recipe.Shape shape = recipe.shape();
        WordVectors vectors = words.vectors();
        TextSizes sizes = new TextSizes(
                encoder.vocabulary().size(),
                data.labels().size(),
                encoder.longest(),
                encoder.features(),
                vectors == null ? shape.embedding() : vectors.width(),
                shape.encoder(),
                shape.dropout());
        SentimentModel model = new SentimentModel(sizes, start(encoder.vocabulary(), vectors), key.child("model"));
        return new TrainedText(sizes, model, encoder, data.labels());
    }

    /** What the vectors of words begin as. */
    private Initializer start(Vocabulary vocabulary, @Nullable WordVectors vectors) {
        if (vectors == null) {
            return Initializers.normal(recipe.shape().deviation());
        }
        try {
            VectorTable table = VectorTable.of(vocabulary, vectors, key.child("vectors"));
            return (size, unused) -> table.values();
        } catch (IllegalArgumentException noneFound) {
            throw new UserError("--vectors: " + noneFound.getMessage(), noneFound);
        }
    }

    /** What the model is for. */
    private Supervised<TextBatch, int[]> task(TrainedText classifier) {
        CrossEntropy loss = CrossEntropy.standard().smoothing(recipe.course().smoothing());
        return Supervised.of(classifier.model(), classifier.model()::forward, loss::of);
    }

    /** What is minimized. */
    private Objective<Batch<TextBatch, int[]>> objective(TrainedText classifier, Supervised<TextBatch, int[]> task) {
        TextSizes sizes = classifier.sizes();
        Linear ofWords = new Linear(sizes.embedding(), sizes.labels(), key.child("word labels"));
        return TargetReplication.beside(
                task, classifier.model()::words, recipe.course().wordLabels(), ofWords);
    }

    private BatchSource<Batch<TextBatch, int[]>> batches(TextEncoder encoder, TextData data, List<LabelledText> texts) {
        Targets<int[]> labels = Targets.labels(data.numbers(texts));
        return Batches.of(inputs(encoder, texts), labels, recipe.course().batch())
                .bucketedByLength(key.child("order"), BUCKET);
    }

    private Optimizer optimizer(Parameterized objective, long stepsPerEpoch) {
        return rule().start(objective.parameters(), schedule(stepsPerEpoch));
    }

    /** What a step does. */
    private Rule rule() {
        Recipe.Course course = recipe.course();
        Recipe.Weights weights = course.weights();
        List<Rule> rules = new ArrayList<>();
        if (weights.l1() > 0 || weights.l2() > 0) {
            rules.add(Penalty.elasticNet(weights.l1(), weights.l2()));
        }
        if (course.clip() > 0) {
            rules.add(ClipNorm.global(course.clip()));
        }
        AdamW decaying = new AdamW(course.rate()).withWeightDecay(weights.decay());
        rules.add(
                weights.decay() > 0
                        ? ParameterGroups.of(
                                decaying, Group.of(NamePattern.BIAS).withWeightDecay(0))
                        : new Adam(course.rate()));
        if (isRefitted()) {
            rules.add(ExponentialAverage.of(AVERAGE_DECAY).withBiasCorrection());
        }
        return Rule.chain(rules.toArray(Rule[]::new));
    }

    private Schedule schedule(long stepsPerEpoch) {
        return switch (recipe.course().plan()) {
            case CONSTANT -> Schedule.constant();
            case FALLING ->
                LinearRamp.toZero(stepsPerEpoch * recipe.course().epochs().most(stepsPerEpoch));
            case CYCLIC -> Cyclic.triangular(0.1, Math.max(1, stepsPerEpoch / 4));
        };
    }

    private Inputs<TextBatch> inputs(TextEncoder encoder, List<LabelledText> texts) {
        List<TextAugmentation> changes = changes(encoder.vocabulary());
        List<String> read = LabelledText.texts(texts);
        return changes.isEmpty()
                ? encoder.inputs(read)
                : new AugmentedTexts<>(
                        encoder.words(read),
                        TextAugmentation.chain(changes.toArray(TextAugmentation[]::new)),
                        encoder::batch,
                        key.child("augmentation"));
    }

    private List<TextAugmentation> changes(Vocabulary vocabulary) {
        List<TextAugmentation> changes = new ArrayList<>();
        double easy = recipe.changes().easy();
        Synonyms known = words.synonyms().among(vocabulary::contains);
        if (easy > 0) {
            changes.add(
                    known.size() > 0
                            ? TextAugmentation.easy(known, easy)
                            : TextAugmentation.oneOf(new RandomSwap(easy), new RandomDeletion(easy)));
        }
        if (recipe.changes().wordDropout() > 0) {
            changes.add(new WordDropout(recipe.changes().wordDropout()));
        }
        return changes;
    }
}
