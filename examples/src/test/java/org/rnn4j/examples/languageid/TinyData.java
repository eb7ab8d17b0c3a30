package org.rnn4j.examples.languageid;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;

/** A small data set that is learnt in a second: made-up languages with letters of their own. */
final class TinyData {
    private static final String[] LETTERS = {"abcde", "defgh", "xyzåø"};

    private TinyData() {}

    /** Writes the file; the same at every call. */
    static Path write(Path folder) throws IOException {
        RandomStream random = RandomKey.of(1).child("tiny data").stream();
        StringBuilder text = new StringBuilder("language\tname\tsplit\n");
        for (int i = 0; i < 300; i++) {
            int language = i % LETTERS.length;
            StringBuilder name = new StringBuilder();
            for (int length = 3 + random.nextInt(6); length > 0; length--) {
                name.append(LETTERS[language].charAt(random.nextInt(LETTERS[language].length())));
            }
            String split = i < 240 ? "train" : i < 270 ? "validation" : "test";
            text.append("l")
                    .append(language)
                    .append('\t')
                    .append(name)
                    .append('\t')
                    .append(split)
                    .append('\n');
        }
        return Files.writeString(folder.resolve("tiny.tsv"), text);
    }
}
