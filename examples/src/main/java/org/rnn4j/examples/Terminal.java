package org.rnn4j.examples;

/** Whether somebody watches the output as it comes. */
public final class Terminal {
    private static final int FIRST_WITH_CONSOLE_EVERYWHERE = 22;
    private static final int LAST_WITH_CONSOLE_EVERYWHERE = 24;

    private Terminal() {}

    /**
     * Whether standard output goes to a terminal. The launcher knows and says so in the system property {@code
     * rnn4j.terminal}; without it there is Java's console to ask, which on JDK 22 to 24 exists also where there is no
     * terminal.
     */
    public static boolean isStandardOutput() {
        String said = System.getProperty("rnn4j.terminal");
        if (said != null) {
            return said.equals("true");
        }
        int jdk = Runtime.version().feature();
        return System.console() != null && (jdk < FIRST_WITH_CONSOLE_EVERYWHERE || jdk > LAST_WITH_CONSOLE_EVERYWHERE);
    }
}
