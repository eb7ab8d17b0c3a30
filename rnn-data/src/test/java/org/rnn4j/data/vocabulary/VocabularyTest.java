package org.rnn4j.data.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VocabularyTest {
    private static final List<String> TEXT = List.of("b", "a", "c", "a", "b", "a", "d");

    @TempDir
    private Path folder;

    private static VocabularyBuilder counted() {
        return Vocabulary.builder().add(TEXT);
    }

    @Test
    void tokens_areOrderedByCountThenByCodePoint() {
        assertThat(counted().build().tokens()).containsExactly("<pad>", "<unk>", "a", "b", "c", "d");
    }

    @Test
    void tokensOfEqualCount_areOrderedByCodePointNotByUtf16() {
        List<String> tokens = List.of("\uD83D\uDE00", "\uFF21", "z");
        assertThat(Vocabulary.builder().add(tokens).build().tokens())
                .containsExactly("<pad>", "<unk>", "z", "\uFF21", "\uD83D\uDE00");
    }

    @Test
    void orderOfTexts_makesNoDifference() {
        List<List<String>> texts = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            texts.add(List.of("t" + i % 37, "t" + i % 11, "x" + i));
        }
        Vocabulary expected = Vocabulary.builder().addAll(texts).maximumSize(60).build();
        Collections.reverse(texts);
        assertThat(Vocabulary.builder().addAll(texts).maximumSize(60).build()).isEqualTo(expected);
    }

    @Test
    void minimumCount_keepsTokensWithExactlyThatCount() {
        assertThat(counted().minimumCount(2).build().tokens()).containsExactly("<pad>", "<unk>", "a", "b");
        assertThat(counted().minimumCount(3).build().tokens()).containsExactly("<pad>", "<unk>", "a");
        assertThat(counted().minimumCount(4).build().tokens()).containsExactly("<pad>", "<unk>");
    }

    @Test
    void maximumSize_isExactAndCountsPaddingAndUnknown() {
        for (int size = 2; size <= 6; size++) {
            assertThat(counted().maximumSize(size).build().size()).isEqualTo(size);
        }
        assertThat(counted().maximumSize(7).build().size()).isEqualTo(6);
        assertThat(counted().maximumSize(3).build().tokens()).containsExactly("<pad>", "<unk>", "a");
        assertThat(counted().maximumSize(3).withoutUnknown().build().tokens()).containsExactly("<pad>", "a", "b");
        assertThat(counted().maximumSize(1).withoutUnknown().build().tokens()).containsExactly("<pad>");
    }

    @Test
    void maximumSizeWithoutRoomForSpecialEntries_isRefused() {
        assertThatThrownBy(() -> counted().maximumSize(1).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maximum size 1")
                .hasMessageContaining("at least 2");
        assertThatThrownBy(() -> counted().maximumSize(0)).hasMessageContaining("at least 1, but got 0");
        assertThatThrownBy(() -> counted().minimumCount(0)).hasMessageContaining("at least 1, but got 0");
    }

    @Test
    void specialEntries_areThereInAnyCaseAndCounted() {
        Vocabulary vocabulary = Vocabulary.builder()
                .special("<begin>", "<end>")
                .add(List.of("a", "a", "b", "<end>", "<end>", "<end>"))
                .maximumSize(5)
                .build();
        assertThat(vocabulary.tokens()).containsExactly("<pad>", "<unk>", "<begin>", "<end>", "a");
        assertThat(vocabulary.encode(List.of("<begin>", "b", "<end>"))).containsExactly(2, 1, 3);
        assertThatThrownBy(
                        () -> Vocabulary.builder().special("x").maximumSize(2).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 3");
        assertThatThrownBy(() -> Vocabulary.builder().special("<unk>").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("occurs twice");
    }

    @Test
    void sizes_areThoseAskedForAtEveryBoundary() {
        List<String> tokens = List.of("a", "a", "a", "b", "b", "c");
        for (int maximum = 2; maximum < 8; maximum++) {
            Vocabulary vocabulary =
                    Vocabulary.builder().add(tokens).maximumSize(maximum).build();
            assertThat(vocabulary.size()).isEqualTo(Math.min(maximum, 5));
            assertThat(Arrays.stream(vocabulary.encode(tokens))).allMatch(id -> id < vocabulary.size());
            assertThat(vocabulary.contains("c")).isEqualTo(maximum >= 5);
        }
    }

    @Test
    void encode_takesUnknownTokensToTheUnknownEntry() {
        Vocabulary vocabulary = counted().maximumSize(4).build();
        assertThat(vocabulary.encode(List.of("a", "zebra", "b", "c"))).containsExactly(2, 1, 3, 1);
        assertThat(vocabulary.unknownId()).hasValue(1);
        assertThat(vocabulary.contains("zebra")).isFalse();
        assertThat(vocabulary.encode(List.of())).isEmpty();
    }

    @Test
    void unknownTokenWithoutEntry_isAnErrorThatNamesIt() {
        Vocabulary vocabulary = counted().withoutUnknown().build();
        assertThat(vocabulary.encode(TEXT)).containsExactly(2, 1, 3, 1, 2, 1, 4);
        assertThat(vocabulary.unknownId()).isEmpty();
        assertThatThrownBy(() -> vocabulary.encode(List.of("a", "zebra")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"zebra\"")
                .hasMessageContaining("no entry for unknown");
    }

    @Test
    void decode_givesTheTokensBack() {
        Vocabulary vocabulary = counted().build();
        assertThat(vocabulary.decode(vocabulary.encode(TEXT))).isEqualTo(TEXT);
        assertThat(vocabulary.decode(new int[] {0, 1})).containsExactly("<pad>", "<unk>");
        assertThatThrownBy(() -> vocabulary.token(6))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContaining("0 to 5, but got 6");
        assertThatThrownBy(() -> vocabulary.token(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void paddingName_isNoTokenOfATextButUnknownNameIs() {
        Vocabulary vocabulary =
                Vocabulary.builder().add(List.of("a", "<unk>", "<unk>")).build();
        assertThat(vocabulary.tokens()).containsExactly("<pad>", "<unk>", "a");
        assertThat(vocabulary.encode(List.of("<pad>", "<unk>"))).containsExactly(1, 1);
        assertThatThrownBy(() -> Vocabulary.builder().add(List.of("<pad>")).build())
                .hasMessageContaining("\"<pad>\"")
                .hasMessageContaining("paddingName");
        assertThat(Vocabulary.builder()
                        .add(List.of("<pad>"))
                        .paddingName("<empty>")
                        .unknownName("<other>")
                        .build()
                        .tokens())
                .containsExactly("<empty>", "<other>", "<pad>");
    }

    @Test
    void emptyTwiceGivenAndHalfTokens_areRefused() {
        assertThatThrownBy(() -> Vocabulary.of(List.of("a", "b", "a")))
                .hasMessageContaining("\"a\" occurs twice, as number 2 and 4");
        assertThatThrownBy(() -> Vocabulary.of(List.of("<pad>"))).hasMessageContaining("twice");
        assertThatThrownBy(() -> Vocabulary.of(List.of(""))).hasMessageContaining("token 2 is empty");
        assertThatThrownBy(() -> Vocabulary.withoutUnknown(List.of("\uD800")))
                .hasMessageContaining("half of a surrogate");
        assertThatThrownBy(() ->
                        Vocabulary.builder().paddingName("x").unknownName("x").build())
                .hasMessageContaining("twice");
    }

    @Test
    void file_givesTheSameVocabularyBackAndAlwaysTheSameBytes() throws Exception {
        List<String> tokens = List.of("ı", "İ", "\"", "\\", "\n", "\u0000", "\uD83D\uDE00", " ", "é", "\u2028");
        for (Vocabulary vocabulary : List.of(
                Vocabulary.of(tokens),
                Vocabulary.withoutUnknown(tokens),
                Vocabulary.of(List.of()),
                Vocabulary.builder().paddingName("P").unknownName("U").build())) {
            Path file = folder.resolve("vocabulary.json");
            vocabulary.write(file);
            Vocabulary read = Vocabulary.read(file);
            assertThat(read).isEqualTo(vocabulary).hasSameHashCodeAs(vocabulary);
            assertThat(read.tokens()).isEqualTo(vocabulary.tokens());
            assertThat(read.unknownId()).isEqualTo(vocabulary.unknownId());
            byte[] bytes = Files.readAllBytes(file);
            read.write(file);
            assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
        }
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void file_readsAsDocumented() throws Exception {
        Path file = folder.resolve("vocabulary.json");
        Vocabulary.of(List.of("é", "\"")).write(file);
        assertThat(Files.readString(file)).startsWith("""
                        {
                          "format": "rnn4j-vocabulary",
                          "version": 1,
                          "special": {
                            "padding": 0,
                            "unknown": 1
                          },
                          "tokens": [
                            "<pad>",
                            "<unk>",
                            "é",
                            "\\""
                          ],
                          "sha256": \"""").endsWith("\"\n}\n");
    }
}
