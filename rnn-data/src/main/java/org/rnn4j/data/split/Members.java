package org.rnn4j.data.split;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The examples of each class or group. */
final class Members {
    private Members() {}

    /** The indexes of the examples by their number, in ascending order. */
    static Map<Integer, int[]> of(String owner, String what, int[] numbers) {
        if (numbers.length == 0) {
            throw new IllegalArgumentException(owner + ": expected at least 1 example, but there are no " + what + "s");
        }
        Map<Integer, IntStream.Builder> builders = new TreeMap<>();
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] < 0) {
                throw new IllegalArgumentException(
                        owner + ": expected " + what + "s of at least 0, but " + what + " " + i + " is " + numbers[i]);
            }
            builders.computeIfAbsent(numbers[i], unused -> IntStream.builder()).add(i);
        }
        Map<Integer, int[]> members = new TreeMap<>();
        builders.forEach(
                (number, builder) -> members.put(number, builder.build().toArray()));
        return members;
    }
}
