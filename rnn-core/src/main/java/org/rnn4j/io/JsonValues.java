package org.rnn4j.io;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Turns what a caller puts into a {@link JsonObject} into immutable values of the allowed types. */
final class JsonValues {
    private JsonValues() {}

    /** The value in its stored type; {@code path} names it in errors. */
    static Object checked(String path, Object value) {
        if (value instanceof String text) {
            checkText(path, text);
            return text;
        }
        if (value instanceof Double || value instanceof Float) {
            return checkedNumber(path, ((Number) value).doubleValue());
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Long || value instanceof Boolean || value instanceof JsonObject) {
            return value;
        }
        if (value instanceof List<?> list) {
            return checkedList(path, list);
        }
        throw new IllegalArgumentException("JsonObject: " + Quote.name(path)
                + ": expected a string, number, boolean, JsonObject or list, but got "
                + (value == null ? "null" : value.getClass().getName()));
    }

    private static Double checkedNumber(String path, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("JsonObject: " + Quote.name(path) + " is " + value
                    + ", which JSON cannot hold; leave the key out or write a string");
        }
        return value;
    }

    private static List<Object> checkedList(String path, List<?> list) {
        List<Object> checked = new ArrayList<>();
        for (Object element : list) {
            checked.add(checked(path + "[" + checked.size() + "]", element));
        }
        return Collections.unmodifiableList(checked);
    }

    static void checkText(String path, String text) {
        if (!Quote.isUnicode(text)) {
            throw new IllegalArgumentException(
                    "JsonObject: " + Quote.name(path) + " has half of a surrogate pair, which UTF-8 cannot hold");
        }
    }

    /** A value for an error message. */
    static String describe(Object value) {
        if (value instanceof JsonObject) {
            return "an object";
        }
        if (value instanceof List) {
            return "a list";
        }
        return value instanceof String text ? "the string " + Quote.name(text) : String.valueOf(value);
    }
}
