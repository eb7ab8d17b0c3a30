package org.rnn4j.examples.languageid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.rnn4j.examples.UserError;

class LocaleNamesTest {
    private static final List<Name> NAMES = LocaleNames.read();

    @Test
    void realLocaleData_givesAboutAsManyNamesAsTheJdksTried() {
        Set<String> languages = NAMES.stream().map(Name::language).collect(Collectors.toSet());

        assertThat(languages).hasSizeBetween(70, 110).contains("de", "fr", "fi", "tr", "vi", "zu");
        assertThat(languages).doesNotContain("ru", "el", "ja", "ar", "hi", "ko", "zh");
        assertThat(NAMES).hasSizeBetween(24_000, 40_000);
        if (Runtime.version().feature() == 17) { // ten more with the JDK's older data beside CLDR
            assertThat(languages).hasSize(79);
            assertThat(NAMES).hasSizeBetween(27_319, 27_329);
        }
    }

    @Test
    void everyName_occursInOneLanguageAndHasThreeCharacters() {
        assertThat(NAMES)
                .extracting(Name::text)
                .doesNotHaveDuplicates()
                .allSatisfy(text ->
                        assertThat(text.codePointCount(0, text.length())).isGreaterThanOrEqualTo(3));
    }

    @Test
    void everyLanguage_hasAtLeast200NamesInLatinLetters() {
        Map<String, List<String>> byLanguage = NAMES.stream()
                .collect(Collectors.groupingBy(Name::language, Collectors.mapping(Name::text, Collectors.toList())));

        assertThat(byLanguage.values()).allSatisfy(texts -> {
            assertThat(texts).hasSizeGreaterThanOrEqualTo(200);
            assertThat(LocaleNames.isMostlyLatin(texts)).isTrue();
        });
    }

    @Test
    void order_isByLanguageAndText() {
        assertThat(NAMES)
                .isSortedAccordingTo(Comparator.comparing(Name::language).thenComparing(Name::text));
    }

    @Test
    void otherDefaultLocale_givesTheSameNames() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertThat(LocaleNames.read()).isEqualTo(NAMES);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void knownNames_areThereAndSharedOnesAreNot() {
        assertThat(NAMES).contains(new Name("Vereinigte Staaten", "de"), new Name("Yhdysvallat", "fi"));
        assertThat(NAMES).extracting(Name::text).doesNotContain("Canada", "Euro", "XTS", "United States");
    }

    @Test
    void sharedAndShortTexts_areDropped() {
        SortedMap<String, SortedSet<String>> candidates = new TreeMap<>();
        candidates.put("aa", new TreeSet<>(Set.of("both", "own", "ab", "\uD83D\uDE00\uD83D\uDE00")));
        candidates.put("bb", new TreeSet<>(Set.of("both", "other")));

        assertThat(LocaleNames.occurringOnce(candidates))
                .containsExactly(
                        Map.entry("aa", new TreeSet<>(Set.of("own"))), Map.entry("bb", new TreeSet<>(Set.of("other"))));
    }

    @Test
    void halfOfTheLettersLatin_isNotMostly() {
        assertThat(LocaleNames.isMostlyLatin(List.of("abc", "где"))).isFalse();
        assertThat(LocaleNames.isMostlyLatin(List.of("abcd", "где 12345!"))).isTrue();
    }

    @Test
    void missingModuleOrOtherProvider_isAClearError() {
        assertThatThrownBy(() -> LocaleNames.requireLocaleData(false, null))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("jdk.localedata")
                .hasMessageContaining("--data");
        assertThatThrownBy(() -> LocaleNames.requireLocaleData(true, "COMPAT,CLDR"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("-Djava.locale.providers=COMPAT,CLDR");
        assertThatCode(() -> LocaleNames.requireLocaleData(true, "CLDR,COMPAT")).doesNotThrowAnyException();
        assertThatCode(() -> LocaleNames.requireLocaleData(true, null)).doesNotThrowAnyException();
    }
}
