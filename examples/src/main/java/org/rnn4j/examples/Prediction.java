package org.rnn4j.examples;

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
import java.util.function.Function;
import org.rnn4j.autograd.Parameterized;
import org.rnn4j.io.JsonObject;
import org.rnn4j.kernel.Context;

/** Answers with the likeliest labels: for one text, or for the lines of a stream as they come. */
public final class Prediction {
    /** What stands for the lines of standard input in place of a text. */
    public static final String STANDARD_INPUT = "-";

    private static final int LIKELIEST = 5;

    private final Answering classifier;
    private final Terms terms;
    private final PrintStream out;
    private final List<JsonObject> answers = new ArrayList<>();

    /**
     * What things are called here, in messages and in JSON.
     *
     * @param text a text, such as {@code name}
     * @param label a label, such as {@code language}
     * @param labels several of them
     * @param longest the largest number of characters of a text
     */
    public record Terms(String text, String label, String labels, int longest) {}

    /** Answers of this classifier, printed to this stream. */
    public Prediction(Answering classifier, Terms terms, PrintStream out) {
        this.classifier = classifier;
        this.terms = terms;
        this.out = out;
    }

    /**
     * What {@code --predict} does: answers a text, or the lines of standard input, and writes the results.
     *
     * @param common the options of the command line
     * @param program the name of the program
     * @param terms what things are called here
     * @param model the model
     * @param answering the model's answers, computed on a context
     * @param text the text, or {@link #STANDARD_INPUT}
     */
    public static void run(
            CommonOptions common,
            String program,
            Terms terms,
            Parameterized model,
            Function<Context, Answering> answering,
            String text)
            throws IOException {
        try (Context context = common.openContext()) {
            Prediction prediction = new Prediction(answering.apply(context), terms, System.out);
            prediction.answerTextOrLines(text);
            common.write(common.results(program, context, 0, model.parameters())
                    .put("predictions", prediction.answers())
                    .build());
        }
    }

    /** Answers a text, or the lines of standard input if it is {@link #STANDARD_INPUT}. */
    public void answerTextOrLines(String input) throws IOException {
        if (input.equals(STANDARD_INPUT)) {
            answerLines(System.in);
        } else {
            answer(input);
        }
    }

    /** Prints the likeliest labels of one text. */
    public void answer(String input) {
        String text = input.strip();
        if (text.isEmpty()) {
            throw new UserError("expected a " + terms.text + ", but got nothing; write it behind --predict");
        }
        if (text.indexOf('\uFFFD') >= 0) {
            throw new UserError("the " + terms.text + " has characters that Java could not read here (its encoding is "
                    + System.getProperty("sun.jnu.encoding") + "); set LC_ALL=C.UTF-8, or give the " + terms.text
                    + " on standard input");
        }
        if (text.length() > terms.longest) {
            throw new UserError("expected a " + terms.text + " of at most " + terms.longest + " characters, but got "
                    + text.length());
        }
        List<Guess> guesses = classifier.guess(text, LIKELIEST);
        print(text, guesses);
        answers.add(json(text, guesses));
    }

    /** Answers each line of a stream of UTF-8 text as soon as it is there; blank lines are passed over. */
    public void answerLines(InputStream in) throws IOException {
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
    public List<JsonObject> answers() {
        return answers;
    }

    private void print(String text, List<Guess> guesses) {
        String remark = classifier.remark(text);
        out.println(text + (remark.isEmpty() ? "" : "   (" + remark + ")"));
        for (Guess guess : guesses) {
            out.printf(Locale.ROOT, "  %6.2f %%  %s%n", 100 * guess.probability(), classifier.describe(guess.label()));
        }
        out.flush();
    }

    private JsonObject json(String text, List<Guess> guesses) {
        List<JsonObject> labels = guesses.stream()
                .map(guess -> JsonObject.builder()
                        .put(terms.label, guess.label())
                        .put("probability", guess.probability())
                        .build())
                .toList();
        return JsonObject.builder()
                .put(terms.text, text)
                .put(terms.labels, labels)
                .build();
    }
}
