package org.rnn4j.optim.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.tensor.RandomKey;

class SearchTest {
    private static final RandomKey KEY = RandomKey.of(5);
    private static final SearchSpace SPACE = SearchSpace.empty()
            .with("rate", new LogUniform(1e-5, 1))
            .with("cell", Choice.of("gru", "lstm"))
            .with("layers", new IntegerRange(1, 3))
            .withIf("cell", "lstm", "dropout", new Uniform(0, 0.5));

    @TempDir
    private Path directory;

    /** Lowest, 0, at rate 0.01, lstm, 2 layers, dropout 0.2; scores on the way fall towards the last one. */
    private static double bowl(Trial trial, Reporter reporter) {
        Settings at = trial.settings();
        double far = StrictMath.log10(at.real("rate")) + 2;
        double score = far * far + Math.abs(at.integer("layers") - 2);
        score += at.choice("cell").equals("lstm") ? Math.abs(at.real("dropout") - 0.2) : 2;
        for (int step = 1; step <= 4; step++) {
            if (reporter.stopsAt(step, score + 4 - step)) {
                return Double.NaN;
            }
        }
        return score;
    }

    private static Search random(int trials) {
        return Search.of(SPACE, Goal.LOWEST, new RandomSearch(trials, 1));
    }

    @Test
    void random_findsThePlantedOptimum() throws Exception {
        TrialResult best = random(400).run(KEY, SearchTest::bowl).best().orElseThrow();
        assertThat(best.score()).isLessThan(0.3);
        assertThat(best.settings().choice("cell")).isEqualTo("lstm");
        assertThat(best.settings().real("rate")).isBetween(0.002, 0.05);
    }

    @Test
    void grid_runsEachCombinationOnce_andFindsTheOptimum() throws Exception {
        SearchTable table = Search.of(SPACE, Goal.LOWEST, new GridSearch(6, 1)).run(KEY, SearchTest::bowl);
        assertThat(table.results()).hasSize(6 * 3 * (1 + 6));
        assertThat(table.results().stream().map(TrialResult::settings).distinct())
                .hasSize(126);
        Settings best = table.best().orElseThrow().settings();
        assertThat(best.real("rate")).isCloseTo(0.01, org.assertj.core.data.Offset.offset(1e-12));
        assertThat(best.integer("layers")).isEqualTo(2);
        assertThat(best.real("dropout")).isEqualTo(0.2);
    }

    @Test
    void numberOfThreads_changesNothing_alsoWithPruningAndHalving() throws Exception {
        for (Strategy strategy : List.of(new RandomSearch(24, 1), new SuccessiveHalving(24, 1, 3))) {
            Search search = Search.of(SPACE, Goal.LOWEST, strategy).withPruning(new MedianPruning(2, 1, 4));
            SearchTable one = search.run(KEY, SearchTest::bowl);
            SearchTable three = search.withThreads(3).run(KEY, (trial, reporter) -> {
                Thread.sleep(trial.key().stream().nextInt(4));
                return bowl(trial, reporter);
            });
            assertThat(three).isEqualTo(one);
            assertThat(one.results()).anyMatch(TrialResult::pruned);
        }
    }

    @Test
    void key_decidesTheTrials_andMoreTrialsKeepTheFirst() throws Exception {
        SearchTable ten = random(10).run(KEY, SearchTest::bowl);
        assertThat(random(20).run(KEY, SearchTest::bowl).results().subList(0, 10))
                .isEqualTo(ten.results());
        assertThat(random(10).run(RandomKey.of(6), SearchTest::bowl)).isNotEqualTo(ten);
    }

    @Test
    void trials_haveTheirOwnKeys() throws Exception {
        random(3).run(KEY, (trial, reporter) -> {
            assertThat(trial.key()).isEqualTo(KEY.child(trial.number()));
            return 0;
        });
    }

    @Test
    void resumed_runsOnlyWhatIsMissing_andGivesTheSameTable() throws Exception {
        for (Strategy strategy : List.of(new RandomSearch(24, 1), new SuccessiveHalving(24, 1, 3))) {
            Path file = directory.resolve(strategy.getClass().getSimpleName() + ".csv");
            Search search = Search.of(SPACE, Goal.LOWEST, strategy).withPruning(new MedianPruning(2, 1, 4));
            SearchTable whole = search.run(KEY, SearchTest::bowl);
            AtomicInteger runs = new AtomicInteger();
            Experiment failing = (trial, reporter) -> {
                if (runs.incrementAndGet() > 13) {
                    throw new IOException("the power failed");
                }
                return bowl(trial, reporter);
            };
            assertThatThrownBy(() -> search.withFile(file).run(KEY, failing))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Search: trial 13 with {rate=")
                    .hasMessageContaining("the power failed")
                    .hasCauseInstanceOf(IOException.class);
            runs.set(0);
            SearchTable resumed = search.withFile(file).withThreads(2).run(KEY, (trial, reporter) -> {
                runs.incrementAndGet();
                return bowl(trial, reporter);
            });
            assertThat(resumed).isEqualTo(whole);
            assertThat(runs).hasValue(whole.results().size() - 13);
            assertThat(SearchCsv.read(SPACE, Goal.LOWEST, file)).isEqualTo(whole);
        }
    }

    @Test
    void medianPruning_stopsBadTrialsAlone() throws Exception {
        SearchSpace space = SearchSpace.empty().with("x", new Uniform(0, 1));
        for (Goal goal : Goal.values()) {
            Search search = Search.of(space, goal, new GridSearch(9, 1)).withPruning(new MedianPruning(3, 2, 3));
            SearchTable table = search.run(KEY, (trial, reporter) -> {
                // The first three score 1, 2, 3; then good and bad ones take turns.
                double score = trial.number() < 3 ? trial.number() + 1 : trial.number() % 2 == 0 ? 0.5 : 9;
                score = goal == Goal.LOWEST ? score : -score;
                return reporter.stopsAt(1, score) || reporter.stopsAt(2, score) ? 77 : score;
            });
            for (TrialResult result : table.results()) {
                boolean bad = result.trial() >= 3 && result.trial() % 2 == 1;
                assertThat(result.pruned()).as("%s", result).isEqualTo(bad);
                assertThat(Math.abs(result.score())).isLessThan(10);
                assertThat(result.reports()).hasSize(2); // the warm-up lasts until step 2
            }
        }
    }

    @Test
    void halving_keepsTheBest_withLargerBudgets() throws Exception {
        SearchSpace space = SearchSpace.empty().with("x", new Uniform(0, 1));
        Search search = Search.of(space, Goal.LOWEST, new SuccessiveHalving(9, 2, 3));
        SearchTable table =
                search.run(KEY, (trial, reporter) -> trial.number() == 4 ? Double.NaN : 10 - trial.number());
        assertThat(table.results().stream().filter(r -> r.budget() == 2)).hasSize(9);
        assertThat(table.results().stream().filter(r -> r.budget() == 6).map(TrialResult::trial))
                .containsExactly(6, 7, 8);
        assertThat(table.results().stream().filter(r -> r.budget() == 18).map(TrialResult::trial))
                .containsExactly(8);
        assertThat(table.results()).hasSize(13);
        assertThat(table.best().orElseThrow().budget()).isEqualTo(18);
    }

    @Test
    void folderOfTheFile_isMade() throws Exception {
        Path file = directory.resolve("runs/one/search.csv");
        assertThat(random(2).withFile(file).run(KEY, SearchTest::bowl).results())
                .hasSize(2);
        assertThat(file).exists();
    }

    @Test
    void fileOfAnotherSearch_isRefused() throws Exception {
        Path file = directory.resolve("search.csv");
        random(4).withFile(file).run(KEY, SearchTest::bowl);
        assertThatThrownBy(() -> random(4).withFile(file).run(RandomKey.of(6), SearchTest::bowl))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("holds another search: expected trial 0 with {rate=");
        assertThatThrownBy(() -> random(3).withFile(file).run(KEY, SearchTest::bowl))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("holds 4 results, but this search has only 3");
        SearchSpace wider = SPACE.with("batch", new IntegerRange(1, 8));
        assertThatThrownBy(() -> SearchCsv.read(wider, Goal.LOWEST, file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not fit the space: expected the columns")
                .hasMessageContaining(",dropout,batch\"");
    }

    @Test
    void brokenLines_areRefused() throws Exception {
        String header = "trial,budget,state,score,reports,rate,cell,layers,dropout\r\n";
        Path file = directory.resolve("broken.csv");
        String[][] cases = {
            {"0,1,complete,1.0,,2.0,gru,1,", "LogUniform: a value must be from 1.0E-5 to 1.0, but is 2.0"},
            {"0,1,complete,1.0,,0.1,rnn,1,", "Choice: a value must be one of [gru, lstm], but is rnn"},
            {"0,1,complete,1.0,,0.1,gru,4,", "IntegerRange: a value must be from 1 to 3, but is 4"},
            {"0,1,complete,1.0,,0.1,gru,1,0.1", "dropout: the cell must be empty, but is \"0.1\""},
            {"0,1,complete,1.0,,0.1,lstm,1,", "dropout: the cell must be a value, but is \"\""},
            {"0,1,running,1.0,,0.1,gru,1,", "the state must be complete or pruned, but is running"},
            {"0,1,complete,good,,0.1,gru,1,", "expected a number, but got \"good\""},
            {"0,1,complete,1.0,1,0.1,gru,1,", "reports must be step:score, separated by spaces"},
            {"0,1,complete,1.0,2:1.0 1:1.0,0.1,gru,1,", "a step must be above the one before, but is 1"},
            {"0,1,complete", "the number of cells must be 9, but is 3"},
        };
        for (String[] each : cases) {
            Files.writeString(file, header + each[0] + "\r\n");
            assertThatThrownBy(() -> SearchCsv.read(SPACE, Goal.LOWEST, file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("broken.csv, line 2")
                    .hasMessageContaining(each[1]);
        }
        String line = "0,1,complete,NaN,1:Infinity,0.1,gru,1,\r\n";
        Files.writeString(file, header + line);
        assertThat(SearchCsv.read(SPACE, Goal.LOWEST, file).best()).isEmpty();
        Files.writeString(file, header + line + line);
        assertThatThrownBy(() -> SearchCsv.read(SPACE, Goal.LOWEST, file))
                .hasMessageContaining("trial 0 with budget 1 twice");
    }

    @Test
    void drawnValues_lieInTheirDomains_andInactiveOnesAreAbsent() {
        for (int n = 0; n < 200; n++) {
            Settings drawn = SPACE.draw(KEY.child(n));
            drawn.values()
                    .forEach((name, value) -> assertThat(
                                    SPACE.dimension(name).domain().parse(value.toString()))
                            .isEqualTo(value));
            assertThat(drawn.has("dropout")).isEqualTo(drawn.choice("cell").equals("lstm"));
        }
        assertThat(new IntegerRange(1, 3).grid(9)).containsExactly(1L, 2L, 3L);
        assertThat(new IntegerRange(0, 10).grid(3)).containsExactly(0L, 5L, 10L);
    }

    @Test
    void wrongArguments_areRefused() {
        refused(() -> new Uniform(1, 1), "Uniform: the highest value must be above the lowest, 1.0, but is 1.0");
        refused(() -> new Uniform(0, Double.NaN), "Uniform: the ends must be finite");
        refused(() -> new LogUniform(0, 1), "LogUniform: the lowest value must be above 0, but is 0.0");
        refused(() -> new IntegerRange(2, 1), "IntegerRange: the highest value must be at least the lowest");
        refused(() -> new IntegerRange(Long.MIN_VALUE, Long.MAX_VALUE), "less than 2^31 - 1 apart");
        refused(() -> Choice.of("a", "a"), "Choice: the values must be different");
        refused(() -> Choice.of("a,b"), "Choice: a value must be one character at least, without comma");
        refused(() -> SPACE.with("rate", new Uniform(0, 1)), "\"rate\" twice");
        refused(() -> SPACE.withIf("cel", "gru", "x", new Uniform(0, 1)), "no such parameter");
        refused(() -> SPACE.withIf("rate", "1", "x", new Uniform(0, 1)), "expected a choice or an integer");
        refused(() -> SPACE.withIf("cell", "rnn", "x", new Uniform(0, 1)), "can never be met");
        refused(() -> SPACE.withIf("layers", "02", "x", new Uniform(0, 1)), "written as 2, but is 02");
        refused(() -> new RandomSearch(0, 1), "RandomSearch: the number of trials must be at least 1");
        refused(() -> new SuccessiveHalving(9, 1, 1), "SuccessiveHalving: the factor must be at least 2");
        refused(() -> new MedianPruning(0, 0, 1), "MedianPruning: the earlier trials must be at least 1");
        refused(() -> random(1).withThreads(0), "Search: the number of threads must be at least 1");
        refused(() -> SPACE.draw(KEY).integer("rate"), "Settings: expected \"rate\" to be a Long");
        refused(
                () -> Search.of(SPACE, Goal.LOWEST, new GridSearch(100_000, 1)).run(KEY, SearchTest::bowl),
                "combinations must be at most 100000");
        Reporter reporter = new Reporter(report -> false);
        reporter.stopsAt(1, 0);
        refused(() -> reporter.stopsAt(1, 0), "Reporter: the step must be above 1, but is 1");
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }
}
