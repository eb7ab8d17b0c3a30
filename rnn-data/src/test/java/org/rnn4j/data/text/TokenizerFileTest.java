package org.rnn4j.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.data.DataFileException;
import org.rnn4j.data.Mutants;
import org.rnn4j.tensor.RandomKey;

class TokenizerFileTest {
    private static final int MUTANTS = 2_000;
    private static final List<Tokenizer> TOKENIZERS = List.of(
            new CharacterTokenizer(),
            new CharacterTokenizer().withoutNormalization().lowerCase(),
            new ByteTokenizer(),
            new WordTokenizer(),
            new WordTokenizer().lowerCase().withoutPunctuation(),
            new WordTokenizer().withoutNormalization().withoutNumbers(),
            new WordTokenizer().numbersAs("<number>"),
            new WhitespaceTokenizer(),
            PatternTokenizer.separatedBy(", *"),
            PatternTokenizer.matching("[a-z]+").lowerCase(),
            new BytePairTrainer().add("banana bandana über über").train(270));

    @TempDir
    private Path folder;

    private void assertRefused(String json, String trace) throws Exception {
        Path file = Files.writeString(folder.resolve("refused.json"), json);
        assertThatThrownBy(() -> TokenizerFile.read(file))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(trace);
    }

    @Test
    void everyTokenizer_isRestored() throws Exception {
        Path file = folder.resolve("tokenizer.json");
        for (Tokenizer tokenizer : TOKENIZERS) {
            TokenizerFile.write(file, tokenizer);
            byte[] bytes = Files.readAllBytes(file);
            Tokenizer read = TokenizerFile.read(file);
            assertThat(read).hasSameClassAs(tokenizer);
            for (int i = 0; i < 50; i++) {
                String text = RandomTexts.of(RandomKey.of(5), i) + " BANANA bandana, 3.5 e\u0301";
                assertThat(read.tokens(text)).isEqualTo(tokenizer.tokens(text));
            }
            TokenizerFile.write(file, read);
            assertThat(file).hasBinaryContent(bytes);
        }
    }

    @Test
    void tokenizersOfOnesOwn_areRefused() {
        Tokenizer own = text -> List.of(text);
        assertThatThrownBy(() -> TokenizerFile.write(folder.resolve("own.json"), own))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a tokenizer of this library");
        assertThat(folder.resolve("own.json")).doesNotExist();
    }

    @Test
    void mutants_areEqualOrRefused() throws Exception {
        Path file = folder.resolve("tokenizer.json");
        for (Tokenizer tokenizer : List.of(TOKENIZERS.get(6), TOKENIZERS.get(10))) {
            TokenizerFile.write(file, tokenizer);
            byte[] original = Files.readAllBytes(file);
            int refused = 0;
            for (int i = 0; i < MUTANTS; i++) {
                Files.write(file, Mutants.of(original, RandomKey.of(6), i));
                try {
                    Describable read = (Describable) TokenizerFile.read(file);
                    assertThat(read.describe()).as("mutant %d", i).isEqualTo(((Describable) tokenizer).describe());
                } catch (DataFileException expected) {
                    assertThat(expected.file()).isEqualTo(file.toString());
                    refused++;
                }
            }
            System.out.println(
                    "TokenizerFileTest: " + refused + " of " + MUTANTS + " mutants refused, the others equal");
            assertThat(refused).isBetween(MUTANTS * 8 / 10, MUTANTS);
        }
    }

    private static String json(TokenizerDescription description) {
        return new String(TokenizerFile.toJson(description), StandardCharsets.UTF_8);
    }

    @Test
    void descriptionsOfNoTokenizer_areRefusedEvenWithAFittingChecksum() throws Exception {
        assertRefused(json(TokenizerDescription.of("letters")), "unknown kind of tokenizer \"letters\"");
        assertRefused(json(TokenizerDescription.of("characters")), "has the flags [lowerCasing, normalizing]");
        assertRefused(json(TokenizerDescription.of("bytes").with("lowerCasing", true)), "has the flags []");
        assertRefused(json(new WordTokenizer().describe().with("numbers", "x")), "found the flags");
        assertRefused(
                json(new ByteTokenizer().describe().withMerges(List.of("a b"))), "only a tokenizer of byte pairs");
        TokenizerDescription pattern = PatternTokenizer.separatedBy(" ").describe();
        assertRefused(json(pattern.with("pattern", "(")), "not a regular expression");
        assertRefused(json(new TokenizerDescription("pattern", pattern.flags(), Map.of(), List.of())), "found none");
        assertRefused(json(TokenizerDescription.of("byte-pairs").withMerges(List.of("abc d"))), "\"abc d\"");
    }

    @Test
    void structure_isChecked() throws Exception {
        String json = json(new WordTokenizer().describe());
        assertRefused(json.replace("true", "1"), "true or false");
        assertRefused(json.replace("\"words\"", "\"bytes\""), "checksum");
        assertRefused(json.replace("\"merges\": []", "\"merges\": [1]"), "expected a string");
        assertRefused(json.replace("\"kind\"", "\"king\""), "unknown key \"king\"");
        assertRefused(json.replace("\"version\": 1", "\"version\": 2"), "newer version");
        assertRefused(json.replace("rnn4j-tokenizer", "rnn4j-labels"), "expected format \"rnn4j-tokenizer\"");
        assertRefused("{}", "\"format\" is missing");
    }
}
