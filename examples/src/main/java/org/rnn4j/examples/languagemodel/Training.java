package org.rnn4j.examples.languagemodel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.data.DataFileException;
import org.rnn4j.data.MalformedLines;
import org.rnn4j.data.augment.Synonyms;
import org.rnn4j.data.batch.TokenChunks;
import org.rnn4j.data.metric.BitsPerCharacter;
import org.rnn4j.data.metric.Perplexity;
import org.rnn4j.data.vocabulary.Vocabulary;
import org.rnn4j.examples.UserError;
import org.rnn4j.kernel.Context;
import org.rnn4j.layer.Embedding;
import org.rnn4j.loss.ActivationRegularization;
import org.rnn4j.loss.CrossEntropy;
import org.rnn4j.optim.Adam;
import org.rnn4j.optim.AveragedWeights;
import org.rnn4j.optim.ClipNorm;
import org.rnn4j.optim.EarlyStopping;
import org.rnn4j.optim.Evaluator;
import org.rnn4j.optim.Optimizer;
import org.rnn4j.optim.Rule;
import org.rnn4j.optim.Schedule;
import org.rnn4j.optim.Sgd;
import org.rnn4j.optim.Trainer;
import org.rnn4j.optim.TrainingListener;
import org.rnn4j.optim.TrainingResult;
import org.rnn4j.optim.TriggeredAsgd;
import org.rnn4j.optim.TruncatedBptt;
import org.rnn4j.optim.schedule.Cosine;
import org.rnn4j.optim.schedule.Exponential;
import org.rnn4j.recurrent.State;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.Chunk;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.TokenBatch;

/** Trains a network: chunks of text, the loss, the rule, the loop. The part of this example to read first. */
final class Training {
    /** Parts of the validation text that are read side by side after each epoch: quick, and little worse than one. */
    private static final int VALIDATION_ROWS = 10;

    /** Steps of a chunk when nothing is learnt from it. */
    private static final int EVALUATION_STEPS = 200;

    private final Context context;
    private final Settings settings;
    private final RandomKey key;

    Training(Context context, Settings settings, RandomKey key) {
        this.context = context;
        this.settings = settings;
        this.key = key;
    }

    /** An untrained network for these tokens. */
    TrainedModel untrained(TextData data) {
        Architecture sizes = settings.architecture(data.vocabulary().size());
        Network network = new Network(
                sizes, settings.regularization(), settings.vectors(), settings.otherWeights(), key.child("model"));
        return new TrainedModel(sizes, network, data.vocabulary());
    }

    /**
     * Trains it; afterwards it has the weights of the best epoch on the validation text, or the averaged ones.
     *
     * @param runner runs the trainer that this sets up
     */
    TrainingResult run(
            TrainedModel model,
            TextData data,
            int epochs,
            List<TrainingListener> listeners,
            Function<Trainer.Builder<?>, TrainingResult> runner) {
        var batches = TokenChunks.ofText(data.train(), settings.rows(), settings.steps());
        var task = task(model.network(), auxiliary(model));
        Optimizer optimizer = rule().start(task.parameters(), schedule(batches.batchesPerEpoch(), epochs));
        boolean averaged = settings.method() == Settings.Method.NT_ASGD;
        Evaluator validation = validation(task, model.sizes().level(), data.validation());
        Trainer.Builder<Chunk<TokenBatch, TokenBatch>> trainer = Trainer.builder(
                        context, task, optimizer, batches, key.child("training"))
                .epochs(epochs)
                .evaluator(averaged ? AveragedWeights.evaluator(optimizer, validation) : validation);
        if (!averaged) {
            trainer.earlyStopping(EarlyStopping.lowest(Evaluator.LOSS, settings.patience()));
        }
        listeners.forEach(trainer::listener);
        TrainingResult result = runner.apply(trainer);
        if (averaged) {
            AveragedWeights.apply(optimizer).keep();
        }
        return result;
    }

    /**
     * What is minimized: the mean loss over the steps of a chunk, with the state of the chunk before. In training the
     * penalties and the second task are added; a figure of merit is the loss alone.
     */
    TruncatedBptt<TokenBatch, TokenBatch> task(Network network, @Nullable Auxiliary auxiliary) {
        Parameters.Builder parameters = Parameters.builder();
        network.parameters().forEach(parameters::add);
        if (auxiliary != null) {
            parameters.add("auxiliary", auxiliary);
        }
        Parameters all = parameters.build();
        return TruncatedBptt.of(
                () -> all, network::begin, (tape, chunk, state) -> pass(network, auxiliary, tape, chunk, state));
    }

    private TruncatedBptt.Pass pass(
            Network network,
            @Nullable Auxiliary auxiliary,
            Tape tape,
            Chunk<TokenBatch, TokenBatch> chunk,
            State state) {
        Network.Says says = network.forward(tape, chunk.input(), state);
        Var loss = CrossEntropy.mean(says.logits(), chunk.target());
        if (tape.isTraining()) {
            loss = penalized(loss, says);
        }
        if (tape.isTraining() && auxiliary != null) {
            Var second = auxiliary.loss(tape, chunk.input(), network.embedding());
            loss = loss.plus(second.times((float) settings.auxiliaryWeight));
        }
        return new TruncatedBptt.Pass(loss, says.finalState());
    }

    private Var penalized(Var loss, Network.Says says) {
        Var penalized = loss;
        if (settings.activationPenalty > 0) {
            penalized = penalized.plus(ActivationRegularization.activation(says.dropped(), settings.activationPenalty));
        }
        if (settings.temporalPenalty > 0) {
            penalized = penalized.plus(ActivationRegularization.temporal(says.top(), settings.temporalPenalty));
        }
        return penalized;
    }

    /** The second task of the settings, or null. */
    private @Nullable Auxiliary auxiliary(TrainedModel model) {
        Embedding table = model.network().embedding();
        return switch (settings.auxiliary) {
            case "skip-gram" -> new Auxiliary.SkipGram(table, key.child("auxiliary"));
            case "synonyms" -> new Auxiliary.SynonymPairs(table, synonyms(model.vocabulary()));
            default -> null;
        };
    }

    private List<int[]> synonyms(Vocabulary vocabulary) {
        Path file = Objects.requireNonNull(settings.synonyms);
        try {
            Synonyms known = Synonyms.read(file, StandardCharsets.UTF_8, MalformedLines.refused())
                    .among(vocabulary::contains);
            List<int[]> pairs = new ArrayList<>();
            for (String word : vocabulary.tokens()) {
                known.of(word).forEach(synonym -> pairs.add(new int[] {vocabulary.id(word), vocabulary.id(synonym)}));
            }
            if (pairs.isEmpty()) {
                throw new UserError(file + ": none of its words has a synonym that the text has too");
            }
            return pairs;
        } catch (DataFileException malformed) {
            throw UserError.of(malformed);
        } catch (IOException failure) {
            throw UserError.file("read", file, failure);
        }
    }

    /** What a step does. The gradient is that of a mean over steps, so rates and norms for the sum are turned into such. */
    private Rule rule() {
        double steps = settings.steps();
        Rule update = switch (settings.method()) {
            case SGD -> new Sgd(settings.learningRate() * steps);
            case NT_ASGD -> new TriggeredAsgd(settings.learningRate() * steps);
            case ADAM -> new Adam(settings.learningRate());
        };
        return Rule.chain(ClipNorm.global(settings.clip / steps), update);
    }

    private Schedule schedule(long stepsPerEpoch, int epochs) {
        return switch (settings.method()) {
            case SGD ->
                Schedule.constant()
                        .then(settings.decayAfter() - 1L, new Exponential(settings.decay()))
                        .perEpoch(stepsPerEpoch);
            case NT_ASGD -> Schedule.constant();
            case ADAM -> new Cosine(stepsPerEpoch * epochs);
        };
    }

    private Evaluator validation(TruncatedBptt<TokenBatch, TokenBatch> task, Level level, int[] text) {
        int rows = Math.min(VALIDATION_ROWS, text.length - 1);
        Evaluator loss = task.evaluator(context, TokenChunks.ofText(text, rows, EVALUATION_STEPS));
        return () -> {
            Map<String, Double> figures = new LinkedHashMap<>(loss.evaluate());
            double nats = figures.getOrDefault(Evaluator.LOSS, Double.NaN);
            if (level == Level.WORDS) {
                figures.put("perplexity", Perplexity.of(nats));
            } else {
                figures.put("bits_per_character", BitsPerCharacter.of(nats));
            }
            return figures;
        };
    }

    /** The mean loss in nats over a whole text, read from its beginning to its end. */
    double nats(Network network, int[] text) {
        BatchSource<Chunk<TokenBatch, TokenBatch>> whole = TokenChunks.ofText(text, 1, EVALUATION_STEPS);
        return task(network, null).evaluator(context, whole).evaluate().getOrDefault(Evaluator.LOSS, Double.NaN);
    }
}
