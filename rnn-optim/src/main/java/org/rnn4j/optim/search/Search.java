package org.rnn4j.optim.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.rnn4j.optim.Require;
import org.rnn4j.tensor.RandomKey;

/**
 * A search for good hyper-parameters. Immutable; the results are a function of this, the key and the experiment alone,
 * whatever the number of threads.
 *
 * @param space what varies
 * @param goal which scores are good
 * @param strategy which trials are made
 * @param pruning which trials end early
 * @param threads how many trials run at once, at least 1
 * @param file where the results are kept, so that the search can be resumed; its folder must exist
 */
public record Search(
        SearchSpace space, Goal goal, Strategy strategy, Pruning pruning, int threads, Optional<Path> file) {
    /** Checks the number of threads and that something varies. */
    public Search {
        Require.that(threads >= 1, "Search", "the number of threads", "at least 1", threads);
        Require.that(!space.dimensions().isEmpty(), "Search", "the number of parameters", "at least 1", 0);
    }

    /** A search on one thread without pruning, that keeps no file. */
    public static Search of(SearchSpace space, Goal goal, Strategy strategy) {
        return new Search(space, goal, strategy, new NoPruning(), 1, Optional.empty());
    }

    /** The same with this pruning. */
    public Search withPruning(Pruning newPruning) {
        return new Search(space, goal, strategy, newPruning, threads, file);
    }

    /** The same with so many trials at once. */
    public Search withThreads(int newThreads) {
        return new Search(space, goal, strategy, pruning, newThreads, file);
    }

    /** The same with its results in this CSV file, written after each trial; what it already holds is not run again. */
    public Search withFile(Path newFile) {
        return new Search(space, goal, strategy, pruning, threads, Optional.of(newFile));
    }

    /**
     * Runs the search, or what is missing of it. Trial n has child n of the key.
     *
     * @return the results, those of the file among them
     * @throws IOException if the file cannot be read or written, or holds trials with other settings. It does not say with
     *     which key, goal and pruning it was written: give each search a file of its own
     * @throws InterruptedException if this thread is interrupted; trials that run are interrupted
     * @throws IllegalStateException if a trial fails; trials that run are interrupted, finished ones are in the file
     */
    public SearchTable run(RandomKey key, Experiment experiment) throws IOException, InterruptedException {
        List<TrialResult> known = List.of();
        if (file.isPresent()) {
            Path folder = file.get().toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder); // not after the first trial
            }
        }
        if (file.isPresent() && Files.exists(file.get())) {
            known = SearchCsv.read(space, goal, file.get()).results();
        }
        try (SearchRun run = new SearchRun(this, experiment, known)) {
            return run.complete(key);
        }
    }
}
