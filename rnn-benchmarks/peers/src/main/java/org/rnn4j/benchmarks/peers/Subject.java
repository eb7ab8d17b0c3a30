package org.rnn4j.benchmarks.peers;

/** Something that can be measured once, in a process of its own. */
interface Subject {
    /** Who is measured, for example {@code rnn4j}. */
    String name();

    /** One run; milliseconds, or what the measure says. */
    double run();
}
