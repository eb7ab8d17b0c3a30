package org.rnn4j.benchmarks.peers;

import java.util.Collection;
import java.util.Map;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * A JMH benchmark in a JVM of its own.
 *
 * @param name who is measured
 * @param benchmark class and method
 * @param parameters values of the benchmark's parameters
 * @param counter the counter whose rate is wanted, or empty for the time: the mean, of sampled times the median
 */
record JmhSubject(String name, String benchmark, Map<String, String> parameters, String counter) implements Subject {
    /** After two seconds the JIT was not always done with the larger shapes. */
    private static final int WARM_UP_ITERATIONS = 4;
    /** Several threads leave the JIT less time: after four seconds it still took a tenth of it. */
    private static final int WARM_UP_ITERATIONS_WITH_THREADS = 8;

    private static final TimeValue ITERATION = TimeValue.seconds(1);

    @Override
    public double run() {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("\\." + benchmark.replace(".", "\\.") + "$")
                .forks(1)
                .warmupIterations(
                        parameters.getOrDefault("threads", "1").equals("1")
                                ? WARM_UP_ITERATIONS
                                : WARM_UP_ITERATIONS_WITH_THREADS)
                .warmupTime(ITERATION)
                .measurementIterations(1)
                .measurementTime(ITERATION)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
        parameters.forEach(options::param);
        try {
            return score(new Runner(options.build()).run());
        } catch (RunnerException e) {
            throw new IllegalStateException(name + " " + benchmark + " " + parameters + ": " + e.getMessage(), e);
        }
    }

    private double score(Collection<RunResult> results) {
        if (results.size() != 1) {
            throw new IllegalStateException(benchmark + " " + parameters + ": expected one result, but got " + results);
        }
        RunResult result = results.iterator().next();
        Result<?> chosen = counter.isEmpty()
                ? result.getPrimaryResult()
                : result.getSecondaryResults().get(counter);
        boolean sampled = chosen.getLabel().equals(result.getPrimaryResult().getLabel())
                && result.getPrimaryResult().getStatistics().getN() > 1;
        return sampled ? chosen.getStatistics().getPercentile(50) : chosen.getScore();
    }
}
