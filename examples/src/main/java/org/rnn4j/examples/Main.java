package org.rnn4j.examples;

import java.io.PrintWriter;
import java.util.Locale;
import org.rnn4j.examples.forecast.Forecast;
import org.rnn4j.examples.gradientnorms.GradientNorms;
import org.rnn4j.examples.languageid.FindLearningRate;
import org.rnn4j.examples.languageid.LanguageId;
import org.rnn4j.examples.languageid.SearchSettings;
import org.rnn4j.examples.languagemodel.LanguageModel;
import org.rnn4j.examples.lstmorgru.LstmOrGru;
import org.rnn4j.examples.music.Music;
import org.rnn4j.examples.sentiment.Sentiment;
import org.rnn4j.examples.smalldata.SmallData;
import org.rnn4j.examples.topics.Topics;
import org.rnn4j.examples.transfer.Transfer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line of the examples: {@code rnn4j NAME ARGUMENTS...}; without arguments it lists them.
 *
 * <p>Exit status: 0 done, 2 bad usage or bad input, 1 failure, 130 stopped by Ctrl-C; 1 and 2 with one line on standard error. With the
 * environment variable {@code RNN4J_DEBUG=1} the stack trace follows.
 */
@Command(
        name = "rnn4j",
        description = "Examples of recurrent networks in pure Java.",
        synopsisSubcommandLabel = "EXAMPLE",
        commandListHeading = "%nExamples:%n",
        optionListHeading = "%nOptions:%n",
        footer = {"", "'rnn4j EXAMPLE --help' explains one."},
        subcommands = {
            LanguageId.class,
            FindLearningRate.class,
            SearchSettings.class,
            Sentiment.class,
            Topics.class,
            SmallData.class,
            Forecast.class,
            LstmOrGru.class,
            Music.class,
            LanguageModel.class,
            Transfer.class,
            GradientNorms.class
        })
public final class Main implements Runnable {
    private static final int FAILURE = 1;
    private static final int BAD_INPUT = 2;
    private static final int STOPPED = 130;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @CommandLine.Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this list.")
    private boolean help;

    private Main() {}

    /** Runs the example named by the first argument and ends the JVM with its exit status. */
    public static void main(String[] arguments) {
        // The program is the same in every country: the JVM reads its providers of locale data once, at the first use,
        // and libraries that draw or print write numbers as the default locale does.
        if (System.getProperty("java.locale.providers") == null) {
            System.setProperty("java.locale.providers", "CLDR");
        }
        Locale.setDefault(Locale.ROOT);
        int status = run(arguments);
        System.out.flush();
        System.err.flush();
        System.exit(status);
    }

    /** Runs one example and returns the exit status. */
    static int run(String... arguments) {
        PrintWriter outWriter = new PrintWriter(System.out, true);
        PrintWriter errWriter = new PrintWriter(System.err, true);
        CommandLine line = new CommandLine(new Main())
                .setOut(outWriter)
                .setErr(errWriter)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false)
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(100)
                .setParameterExceptionHandler((exception, args) -> badUsage(exception, errWriter))
                .setExecutionExceptionHandler((exception, command, result) -> failed(exception, command, errWriter));
        try {
            return line.execute(arguments);
        } catch (Error error) { // out of memory, for example: a failure like any other
            return failed(error, line, errWriter);
        } finally {
            outWriter.flush();
            errWriter.flush();
        }
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int badUsage(ParameterException exception, PrintWriter err) {
        CommandLine command = exception.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String message = exception.getMessage();
        if (exception instanceof UnmatchedArgumentException unmatched
                && command.getParent() == null
                && !unmatched.getUnmatched().get(0).startsWith("-")) {
            message = "there is no example '" + unmatched.getUnmatched().get(0) + "'; the examples are: "
                    + String.join(", ", command.getSubcommands().keySet());
        }
        report(name, message + " (see '" + name + " --help')", exception, err);
        return BAD_INPUT;
    }

    private static int failed(Throwable problem, CommandLine command, PrintWriter err) {
        String name = command.getCommandSpec().qualifiedName();
        if (problem instanceof UserError) {
            report(name, String.valueOf(problem.getMessage()), problem, err);
            return BAD_INPUT;
        }
        if (problem instanceof StoppedException) {
            return STOPPED;
        }
        String what = problem.getMessage() == null ? "" : ": " + problem.getMessage();
        report(
                name,
                "failed with " + problem.getClass().getSimpleName() + what + " (RNN4J_DEBUG=1 shows where)",
                problem,
                err);
        return FAILURE;
    }

    private static void report(String name, String message, Throwable problem, PrintWriter err) {
        err.println(name + ": " + message.replaceAll("\\s*\\R\\s*", " "));
        if ("1".equals(System.getenv("RNN4J_DEBUG"))) {
            problem.printStackTrace(err);
        }
    }
}
