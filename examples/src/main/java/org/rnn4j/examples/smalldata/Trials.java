package org.rnn4j.examples.smalldata;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.rnn4j.data.baseline.NaiveBayes;
import org.rnn4j.data.labelled.LabelledText;
import org.rnn4j.examples.CommonOptions;
import org.rnn4j.examples.Spread;
import org.rnn4j.examples.sentiment.Recipe;
import org.rnn4j.examples.sentiment.SentimentTraining;
import org.rnn4j.examples.text.TextData;
import org.rnn4j.examples.text.TextEncoder;
import org.rnn4j.examples.text.TrainedText;
import org.rnn4j.examples.text.WordKnowledge;
import org.rnn4j.kernel.Context;
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

    /** The figures of trainings that go on in the background. */
    record Pending(List<Future<Double>> figures) {
        /** Waits for them. */
        Spread spread() {
            return new Spread(figures.stream().map(Pending::get).toList());
        }

        private static double get(Future<Double> figure) {
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
    }

    /** Begins to train this recipe on so many labelled texts, with pretrained vectors if asked; figures are test accuracies. */
    Pending accuracy(Recipe recipe, boolean pretrained, int texts) {
        WordKnowledge known = pretrained ? words : words.withoutVectors();
        List<Future<Double>> figures = new ArrayList<>();
        for (int i = 0; i < seeds; i++) {
            RandomKey key = RandomKey.of(common.seed() + i);
            figures.add(threads.submit(() -> train(recipe, known, data.ofSize(texts, key.child("subset")), key)));
        }
        return new Pending(figures);
    }

    private double train(Recipe recipe, WordKnowledge known, TextData part, RandomKey key) throws InterruptedException {
        Context context = contexts.take();
        try {
            TrainedText classifier = new SentimentTraining(context, recipe, known, key)
                    .train(part, List.of())
                    .classifier();
            return classifier.judge(context, part.test()).accuracy();
        } finally {
            contexts.add(context);
        }
    }

    /** The test accuracies of naive Bayes on the same texts. */
    Pending naiveBayes(int texts) {
        List<Future<Double>> figures = new ArrayList<>();
        for (int i = 0; i < seeds; i++) {
            RandomKey key = RandomKey.of(common.seed() + i);
            figures.add(threads.submit(() -> naiveBayes(data.ofSize(texts, key.child("subset")))));
        }
        return new Pending(figures);
    }

    private static double naiveBayes(TextData part) {
        List<LabelledText> known = part.trainAndValidation();
        return NaiveBayes.fit(
                        TextEncoder.wordsOf(known),
                        part.numbers(known),
                        part.labels().size())
                .accuracy(TextEncoder.wordsOf(part.test()), part.numbers(part.test()));
    }

    @Override
    public void close() {
        threads.shutdownNow();
        contexts.forEach(Context::close); // what a failure leaves running is not in the queue
    }
}
