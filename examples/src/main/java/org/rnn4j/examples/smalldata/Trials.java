package org.rnn4j.examples.smalldata;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.rnn4j.data.baseline.NaiveBayes;
import org.rnn4j.data.labelled.LabelledText;
import org.rnn4j.examples.CommonOptions;
import org.rnn4j.examples.Spread;
import org.rnn4j.examples.TrainingRunner;
import org.rnn4j.examples.sentiment.Recipe;
import org.rnn4j.examples.sentiment.SentimentTraining;
import org.rnn4j.examples.text.TextData;
import org.rnn4j.examples.text.TextProgram.Outcome;
import org.rnn4j.examples.text.TextWords;
import org.rnn4j.examples.text.WordKnowledge;
import org.rnn4j.io.JsonObject;
import org.rnn4j.io.ParameterFiles;
import org.rnn4j.kernel.Context;
import org.rnn4j.optim.TrainingResult;
import org.rnn4j.tensor.RandomKey;

/**
 * Trainings of recipes with several seeds, several at once. Each computes on one thread with keys of its own, so the
 * figures depend on the seeds alone.
 */
final class Trials implements AutoCloseable {
    private final CommonOptions common;
    private final TextData data;
    private final WordKnowledge words;
    private final int seeds;
    private final ExecutorService threads;

    /** All trainings, in the order in which they were begun. */
    private final List<Future<Trained>> trained = new ArrayList<>();

    /** One for each thread; a training takes one, and who is done puts it back. */
    private final BlockingQueue<Context> contexts = new LinkedBlockingQueue<>();

    Trials(CommonOptions common, TextData data, WordKnowledge words, int seeds) {
        this.common = common;
        this.data = data;
        this.words = words;
        this.seeds = seeds;
        threads = Executors.newFixedThreadPool(common.threads());
        for (int i = 0; i < common.threads(); i++) {
            contexts.add(common.openContext(1));
        }
    }

    /**
     * What one training brought.
     *
     * @param accuracy the accuracy on the test texts
     * @param weights the SHA-256 of the weights
     * @param examples the texts that were learnt from in all epochs that validation texts watched
     * @param seconds how long that took
     */
    private record Trained(double accuracy, String weights, double examples, double seconds) {}

    /** Figures that are computed in the background. */
    record Pending(List<Supplier<Double>> figures) {
        /** Waits for them. */
        Spread spread() {
            return new Spread(figures.stream().map(Supplier::get).toList());
        }
    }

    private static <T> T get(Future<T> figure) {
        try {
            return figure.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("small-data: was interrupted", stopped);
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(failure.getCause());
        }
    }

    /** Begins to train this recipe on so many labelled texts, with pretrained vectors if asked; figures are test accuracies. */
    Pending accuracy(Recipe recipe, boolean pretrained, int texts) {
        WordKnowledge known = pretrained ? words : words.withoutVectors();
        List<Supplier<Double>> figures = new ArrayList<>();
        for (int i = 0; i < seeds; i++) {
            RandomKey key = RandomKey.of(common.seed() + i);
            Future<Trained> one =
                    threads.submit(() -> train(recipe, known, data.ofSize(texts, key.child("subset")), key));
            trained.add(one);
            figures.add(() -> get(one).accuracy());
        }
        return new Pending(figures);
    }

    private Trained train(Recipe recipe, WordKnowledge known, TextData part, RandomKey key)
            throws InterruptedException {
        Context context = contexts.take();
        try {
            Outcome outcome =
                    new SentimentTraining(context, recipe, known, key).train(part, List.of(), TrainingRunner.PLAIN);
            TrainingResult result = outcome.result();
            return new Trained(
                    outcome.classifier().judge(context, part.test()).accuracy(),
                    ParameterFiles.sha256(outcome.classifier().model().parameters()),
                    result.examplesPerSecond() * result.trainSeconds(),
                    result.trainSeconds());
        } finally {
            contexts.add(context);
        }
    }

    /** The test accuracies of naive Bayes on the same texts. */
    Pending naiveBayes(int texts) {
        List<Supplier<Double>> figures = new ArrayList<>();
        for (int i = 0; i < seeds; i++) {
            RandomKey key = RandomKey.of(common.seed() + i);
            Future<Double> one = threads.submit(() -> naiveBayes(data.ofSize(texts, key.child("subset"))));
            figures.add(() -> get(one));
        }
        return new Pending(figures);
    }

    private static double naiveBayes(TextData part) {
        List<LabelledText> known = part.trainAndValidation();
        return NaiveBayes.fit(
                        TextWords.of(known), part.numbers(known), part.labels().size())
                .accuracy(TextWords.of(part.test()), part.numbers(part.test()));
    }

    /** The beginning of the program's results: once all figures are there. */
    JsonObject.Builder results(String program) {
        Context one = Objects.requireNonNull(contexts.peek(), "a context that no training has");
        double seconds = trained.stream()
                .mapToDouble(training -> get(training).seconds())
                .sum();
        double examples = trained.stream()
                .mapToDouble(training -> get(training).examples())
                .sum();
        return common.resultsOf(program, one, common.threads())
                .put("seeds", seeds)
                .put("trainings", trained.size())
                .put("trainSeconds", seconds)
                .put("trainExamplesPerSecond", examples / seconds)
                .put("weightsSha256", weightsSha256());
    }

    /** The SHA-256 of the SHA-256 of the weights of all trainings, in the order in which they were begun. */
    private String weightsSha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            trained.forEach(one -> digest.update(get(one).weights().getBytes(StandardCharsets.US_ASCII)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java runtime has SHA-256", impossible);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        contexts.forEach(Context::close); // what a failure leaves running is not in the queue
    }
}
