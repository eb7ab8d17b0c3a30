package org.rnn4j.optim;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares the texts of rules and schedules: by what they say, not by how one JVM or another writes it. */
final class Description {
    /** The address of an object, and the invented class of a lambda: different in every process. */
    private static final Pattern IDENTITY = Pattern.compile("\\$\\$Lambda[^@,\\])]*|@[0-9a-f]+");

    private static final Pattern NUMBER = Pattern.compile("-?\\d+\\.\\d+(?:E-?\\d+)?");

    private Description() {}

    static boolean same(String one, String other) {
        return normal(one).equals(normal(other));
    }

    /** Without identities, and with each number as its bits: JDKs differ in the last digit that they print. */
    private static String normal(String text) {
        Matcher numbers = NUMBER.matcher(IDENTITY.matcher(text).replaceAll(""));
        return numbers.replaceAll(
                number -> Long.toHexString(Double.doubleToLongBits(Double.parseDouble(number.group()))));
    }
}
