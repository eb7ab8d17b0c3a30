package org.rnn4j.examples.languageid;

import java.util.IllformedLocaleException;
import java.util.Locale;

/** English names of languages, for people who do not know the codes. */
final class LanguageNames {
    private LanguageNames() {}

    /** The English name of the language with this code, or the code if it has none. */
    static String english(String code) {
        try {
            return new Locale.Builder().setLanguage(code).build().getDisplayLanguage(Locale.ENGLISH);
        } catch (IllformedLocaleException noCode) { // a label from a file of the user's own
            return code;
        }
    }
}
