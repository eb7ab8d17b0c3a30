package org.rnn4j.kernel;

import java.util.ArrayDeque;

/** Scratch buffers that are not in use. Thread-safe. */
final class ScratchPool {
    private final ArrayDeque<Scratch> free = new ArrayDeque<>();

    synchronized Scratch take() {
        return free.isEmpty() ? new Scratch() : free.pop();
    }

    synchronized void giveBack(Scratch scratch) {
        free.push(scratch);
    }
}
