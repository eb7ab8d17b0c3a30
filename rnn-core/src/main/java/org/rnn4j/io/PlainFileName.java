package org.rnn4j.io;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** File names that mean a file in the same folder, on every system. */
final class PlainFileName {
    private static final int MAX_LENGTH = 200;
    private static final String FORBIDDEN = "/\\:*?\"<>|";
    private static final Set<String> DEVICES = Set.of("con", "prn", "aux", "nul");

    private PlainFileName() {}

    /** Why the name is refused, or null if it is a plain one. */
    static @Nullable String problem(String name) {
        if (name.isBlank() || name.length() > MAX_LENGTH) {
            return "must have from 1 to " + MAX_LENGTH + " characters";
        }
        if (name.equals(".") || name.equals("..") || name.endsWith(".") || !name.equals(name.strip())) {
            return "must be the plain name of a file, without a dot or blank at its end";
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isISOControl(c) || FORBIDDEN.indexOf(c) >= 0) {
                return "must be the plain name of a file in the model's folder, without folders or any of " + FORBIDDEN;
            }
        }
        String device = name.toLowerCase(Locale.ROOT).replaceFirst("\\..*", "");
        if (DEVICES.contains(device) || device.matches("(com|lpt)\\d")) {
            return "is the name of a device on some systems";
        }
        return null;
    }
}
