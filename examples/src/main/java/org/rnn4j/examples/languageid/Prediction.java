package org.rnn4j.examples.languageid;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.rnn4j.examples.UserError;
import org.rnn4j.io.JsonObject;
import org.rnn4j.kernel.Context;

/** Answers which language names are written in: one name, or the lines of a stream as they come. */
final class Prediction {
    private static final int LIKELIEST = 5;
    private static final int LONGEST = 10_000;

    private final TrainedClassifier classifier;
    private final Context context;
    private final PrintStream out;
    private final List<JsonObject> answers = new ArrayList<>();

    Prediction(TrainedClassifier classifier, Context context, PrintStream out) {
        this.classifier = classifier;
        this.context = context;
        this.out = out;
    }

    /** Prints the likeliest languages of one name. */
    void answer(String name) {
        String text = name.strip();
        if (text.isEmpty()) {
            throw new UserError("expected a name, but got nothing; write it behind --predict");
        }
        if (text.indexOf('\uFFFD') >= 0) {
            throw new UserError("the name has characters that Java could not read here (its encoding is "
                    + System.getProperty("sun.jnu.encoding")
                    + "); set LC_ALL=C.UTF-8, or give the name on standard input");
        }
        if (text.length() > LONGEST) {
            throw new UserError("expected a name of at most " + LONGEST + " characters, but got " + text.length());
        }
        List<Guess> guesses = classifier.guess(context, text, LIKELIEST);
        print(text, guesses);
        answers.add(json(text, guesses));
    }

    /** Answers each line of a stream of UTF-8 text as soon as it is there; blank lines are passed over. */
    void answerLines(InputStream in) throws IOException {
        // A decoder of its own reports malformed text; the charset by name would replace it silently.
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
        long number = 0;
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    answer(line);
                }
            }
        } catch (CharacterCodingException notUtf8) {
            throw new UserError(
                    "expected UTF-8 on standard input, but line " + (number + 1) + " or one of the next is"
                            + " something else",
                    notUtf8);
        }
    }

    /** All answers so far. */
    List<JsonObject> answers() {
        return answers;
    }

    private void print(String name, List<Guess> guesses) {
        long unknown = Characters.countUnknown(classifier.vocabulary(), name);
        out.println(name + (unknown == 0 ? "" : "   (" + unknown + " of its characters are unknown to the model)"));
        for (Guess guess : guesses) {
            out.printf(
                    Locale.ROOT,
                    "  %6.2f %%  %-4s %s%n",
                    100 * guess.probability(),
                    guess.language(),
                    LanguageNames.english(guess.language()));
        }
        out.flush();
    }

    private static JsonObject json(String name, List<Guess> guesses) {
        List<JsonObject> languages = guesses.stream()
                .map(guess -> JsonObject.builder()
                        .put("language", guess.language())
                        .put("probability", guess.probability())
                        .build())
                .toList();
        return JsonObject.builder()
                .put("name", name)
                .put("languages", languages)
                .build();
    }
}
