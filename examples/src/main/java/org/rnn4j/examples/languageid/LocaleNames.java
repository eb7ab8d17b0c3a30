package org.rnn4j.examples.languageid;

import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.rnn4j.examples.UserError;

/**
 * The names of countries, languages and currencies in the languages written in the Latin script, from the JDK's own
 * locale data (module {@code jdk.localedata}, provider CLDR).
 *
 * <p>The rules, in their order:
 *
 * <ol>
 *   <li>Locales: those available that are a language and nothing else (no region, script, variant or extension).
 *   <li>Candidates of a language: the display names in that locale of every ISO 3166 country, every ISO 639 language and
 *       every currency, each text once. A name that is only the code itself is no translation and no candidate.
 *   <li>Kept: candidates of at least {@value #SHORTEST} characters (code points) that are candidates of one language
 *       only. What a locale does not translate falls back to one text for all such locales, and so leaves here, as do
 *       the languages that share all names with another code.
 *   <li>Languages: those with at least {@value #FEWEST} kept names, and more than half of the letters of these names in
 *       the Latin script. It is not demanded of every letter: the turned comma of {@code Paʻanga} is a letter of no
 *       script and occurs almost everywhere.
 * </ol>
 *
 * <p>This gives 79 languages and 27,319 names on JDK 17 (with the JDK's default provider list, which adds ten names from
 * the older COMPAT data, 27,329), and other figures on other JDKs. The order, by language and by text, and the names do
 * not depend on the default locale.
 */
final class LocaleNames {
    static final int SHORTEST = 3;
    static final int FEWEST = 200;
    private static final String MODULE = "jdk.localedata";

    private LocaleNames() {}

    /**
     * All names by the rules above, ordered by language and text.
     *
     * @throws UserError if this Java runtime has no locale data or was told to read other data
     */
    static List<Name> read() {
        requireLocaleData(
                ModuleLayer.boot().findModule(MODULE).isPresent(), System.getProperty("java.locale.providers"));
        SortedMap<String, SortedSet<String>> candidates = new TreeMap<>();
        for (Locale locale : Locale.getAvailableLocales()) {
            if (isLanguageOnly(locale)) {
                candidates.put(locale.getLanguage(), displayNames(locale));
            }
        }
        List<Name> names = new ArrayList<>();
        occurringOnce(candidates).forEach((language, texts) -> {
            if (texts.size() >= FEWEST && isMostlyLatin(texts)) {
                texts.forEach(text -> names.add(new Name(text, language)));
            }
        });
        return names;
    }

    static void requireLocaleData(boolean modulePresent, @Nullable String providers) {
        if (!modulePresent) {
            throw new UserError("the names come from the Java module " + MODULE
                    + ", which this Java runtime does not have; use a full JDK, or name a file with --data");
        }
        if (providers != null && !providers.strip().startsWith("CLDR")) {
            throw new UserError("the names come from the locale data of the provider CLDR, but Java was started with"
                    + " -Djava.locale.providers=" + providers + "; leave that out, or name a file with --data");
        }
    }

    private static boolean isLanguageOnly(Locale locale) {
        return !locale.getLanguage().isEmpty()
                && locale.getCountry().isEmpty()
                && locale.getScript().isEmpty()
                && locale.getVariant().isEmpty()
                && !locale.hasExtensions();
    }

    private static SortedSet<String> displayNames(Locale locale) {
        SortedSet<String> names = new TreeSet<>();
        for (String code : Locale.getISOCountries()) {
            Locale country = new Locale.Builder().setRegion(code).build();
            addTranslation(names, code, country.getDisplayCountry(locale));
        }
        for (String code : Locale.getISOLanguages()) {
            Locale language = new Locale.Builder().setLanguage(code).build();
            addTranslation(names, code, language.getDisplayLanguage(locale));
        }
        for (Currency currency : Currency.getAvailableCurrencies()) {
            addTranslation(names, currency.getCurrencyCode(), currency.getDisplayName(locale));
        }
        return names;
    }

    private static void addTranslation(SortedSet<String> names, String code, String name) {
        if (!name.equals(code)) {
            names.add(name);
        }
    }

    /** Of each language, the texts long enough that no other language has. */
    static SortedMap<String, SortedSet<String>> occurringOnce(SortedMap<String, SortedSet<String>> candidates) {
        Set<String> seen = new HashSet<>();
        Set<String> shared = new HashSet<>();
        candidates
                .values()
                .forEach(texts -> texts.forEach(text -> {
                    if (!seen.add(text)) {
                        shared.add(text);
                    }
                }));
        SortedMap<String, SortedSet<String>> kept = new TreeMap<>();
        candidates.forEach((language, texts) -> {
            SortedSet<String> own = new TreeSet<>();
            for (String text : texts) {
                if (text.codePointCount(0, text.length()) >= SHORTEST && !shared.contains(text)) {
                    own.add(text);
                }
            }
            kept.put(language, own);
        });
        return kept;
    }

    /** Whether more than half of all letters are in the Latin script. */
    static boolean isMostlyLatin(Iterable<String> texts) {
        long letters = 0;
        long latin = 0;
        for (String text : texts) {
            letters += text.codePoints().filter(Character::isLetter).count();
            latin += text.codePoints()
                    .filter(Character::isLetter)
                    .filter(letter -> Character.UnicodeScript.of(letter) == Character.UnicodeScript.LATIN)
                    .count();
        }
        return latin * 2 > letters;
    }
}
