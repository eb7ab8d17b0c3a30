package org.rnn4j.optim.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.rnn4j.tensor.RandomKey;

/** One run of a search. Used by one thread, which alone collects the results and writes the file. */
final class SearchRun implements AutoCloseable {
    private final Search search;
    private final Experiment experiment;
    private final ExecutorService threads;
    private final Map<Place, TrialResult> results = new HashMap<>();

    /** A trial with a budget. */
    private record Place(int trial, long budget) {}

    SearchRun(Search search, Experiment experiment, List<TrialResult> known) {
        this.search = search;
        this.experiment = experiment;
        this.threads = Executors.newFixedThreadPool(search.threads());
        known.forEach(this::keep);
    }

    private void keep(TrialResult result) {
        results.put(new Place(result.trial(), result.budget()), result);
    }

    SearchTable complete(RandomKey key) throws IOException, InterruptedException {
        List<TrialResult> all = new ArrayList<>();
        List<TrialResult> previous = List.of();
        for (int wave = 0; ; wave++) {
            List<Trial> trials = search.strategy().wave(search.space(), search.goal(), key, wave, previous);
            if (trials.isEmpty()) {
                return ended(all);
            }
            previous = wave(trials);
            all.addAll(previous);
        }
    }

    private SearchTable ended(List<TrialResult> all) throws IOException {
        if (all.size() < results.size()) {
            throw new IOException("Search: " + search.file().orElseThrow() + " holds " + results.size()
                    + " results, but this search has only " + all.size()
                    + ": it was written with another strategy; use another file");
        }
        return table();
    }

    private SearchTable table() {
        return new SearchTable(search.space(), search.goal(), List.copyOf(results.values()));
    }

    /** Runs what is missing of a wave, one round after the other. */
    private List<TrialResult> wave(List<Trial> trials) throws IOException, InterruptedException {
        for (Trial trial : trials) {
            checkKnown(trial);
        }
        List<TrialResult> done = new ArrayList<>();
        int round = Math.min(search.pruning().round(), trials.size());
        for (int start = 0; start < trials.size(); start += round) {
            List<Trial> now = trials.subList(start, Math.min(trials.size(), start + round));
            round(now, List.copyOf(done));
            now.forEach(trial -> done.add(results.get(place(trial))));
        }
        return List.copyOf(done);
    }

    private static Place place(Trial trial) {
        return new Place(trial.number(), trial.budget());
    }

    private void checkKnown(Trial trial) throws IOException {
        TrialResult known = results.get(place(trial));
        if (known != null && !known.settings().equals(trial.settings())) {
            throw new IOException("Search: " + search.file().orElseThrow() + " holds another search: expected trial "
                    + trial.number() + " with " + trial.settings().values() + ", but got "
                    + known.settings().values() + "; use its key, space and strategy, or another file");
        }
    }

    private void round(List<Trial> trials, List<TrialResult> earlier) throws IOException, InterruptedException {
        CompletionService<TrialResult> running = new ExecutorCompletionService<>(threads);
        List<Trial> missing = trials.stream()
                .filter(trial -> !results.containsKey(place(trial)))
                .toList();
        missing.forEach(trial -> running.submit(() -> run(trial, earlier)));
        for (int i = 0; i < missing.size(); i++) {
            keep(next(running));
            if (search.file().isPresent()) {
                SearchCsv.write(table(), search.file().get());
            }
        }
    }

    private TrialResult run(Trial trial, List<TrialResult> earlier) {
        Reporter reporter = new Reporter(report -> search.pruning().stops(search.goal(), report, earlier));
        try {
            return reporter.result(trial, experiment.run(trial, reporter));
        } catch (Exception e) {
            throw new IllegalStateException(
                    "Search: trial " + trial.number() + " with "
                            + trial.settings().values() + " failed: " + e,
                    e);
        }
    }

    private static TrialResult next(CompletionService<TrialResult> running) throws InterruptedException {
        try {
            return running.take().get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof Error error) {
                throw error;
            }
            throw cause == null
                    ? new IllegalStateException(e.getMessage(), e)
                    : new IllegalStateException(cause.getMessage(), cause.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
