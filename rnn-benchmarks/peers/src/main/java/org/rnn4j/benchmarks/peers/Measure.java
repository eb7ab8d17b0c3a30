package org.rnn4j.benchmarks.peers;

import java.util.List;

/**
 * One row of the table: ours and the same elsewhere.
 *
 * @param group the heading it stands under
 * @param name what is measured
 * @param unit of all runs
 * @param threads how many both sides use
 * @param flops floating-point operations of one pass, gates not counted, or 0
 * @param reach the ratio to reach, or 0
 * @param ours what RNN4J does
 * @param rivals the others; the fastest counts
 */
record Measure(
        String group,
        String name,
        String unit,
        int threads,
        double flops,
        double reach,
        Subject ours,
        List<Subject> rivals) {
    String key() {
        return group + " | " + name;
    }
}
