package org.rnn4j.examples.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;

/** A small set of texts that is learnt in a second: every label has words of its own among common ones. */
public final class TinyTexts {
    private static final String[][] TELLING = {{"awful", "boring", "dull"}, {"moving", "funny", "great"}};
    private static final String[] COMMON = {"the", "a", "film", "story", "with", "is", "and", "of"};

    private TinyTexts() {}

    /** Writes {@code texts.csv} with the columns mood and review; the same at every call. */
    public static Path write(Path folder, int texts) throws IOException {
        RandomStream random = RandomKey.of(1).child("tiny texts").stream();
        StringBuilder table = new StringBuilder("mood,review\n");
        for (int i = 0; i < texts; i++) {
            int mood = i % 2;
            table.append(mood == 0 ? "bad" : "good").append(",\"");
            int telling = random.nextInt(6);
            for (int word = 0; word < 6; word++) {
                String[] choice = word == telling ? TELLING[mood] : COMMON;
                table.append(word == 0 ? "" : " ").append(choice[random.nextInt(choice.length)]);
            }
            table.append("\"\n");
        }
        return Files.writeString(folder.resolve("texts.csv"), table);
    }
}
