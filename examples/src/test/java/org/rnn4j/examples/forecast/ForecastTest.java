package org.rnn4j.examples.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.examples.CommandLineRun;
import org.rnn4j.io.JsonObject;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;

/** The example as its user sees it. */
class ForecastTest {
    private static final String[] FILES = {
        "model.safetensors", "model.json", "scaler.json", "metrics.csv", "curves.png", "forecast.svg", "forecast.png"
    };

    @TempDir
    private Path folder;

    /** Days whose values rise, fall with the week and follow another column; with noise. */
    private Path data(int days) throws IOException {
        RandomStream random = RandomKey.of(3).child("sales").stream();
        List<String> lines = new ArrayList<>(List.of("day,sold,weather"));
        LocalDate day = LocalDate.of(2024, 1, 1);
        double weather = 0;
        for (int t = 0; t < days; t++) {
            double sold = 50 + 0.05 * t + 8 * StrictMath.sin(2 * Math.PI * t / 7) + 3 * weather + random.nextGaussian();
            lines.add(String.format(Locale.ROOT, "%s,%.3f,%.3f", day.plusDays(t), sold, weather));
            weather = 0.9 * weather + 0.3 * random.nextGaussian();
        }
        return Files.write(folder.resolve("sales.csv"), lines);
    }

    private CommandLineRun train(String name, String... more) throws IOException {
        List<String> defaults = new ArrayList<>(List.of("--data", data(400).toString(), "--time-column", "day"));
        defaults.addAll(List.of("--target-column", "sold", "--season", "7", "--threads", "1"));
        defaults.addAll(List.of("--horizon", "5", "--past", "15", "--hidden", "12", "--batch", "16"));
        defaults.addAll(List.of("--json", folder.resolve(name + ".json").toString()));
        defaults.addAll(List.of("--out", folder.resolve(name).toString()));
        return CommandLineRun.withDefaults("forecast", defaults, more);
    }

    private JsonObject results(String name) throws IOException {
        return JsonObject.read(folder.resolve(name + ".json"));
    }

    @Test
    void training_beatsTheNaiveForecastsReportsAndSaves() throws IOException {
        CommandLineRun run = train("a", "--epochs", "12", "--learning-rate", "0.01", "--folds", "2");

        assertThat(run.status()).as(run.err()).isZero();
        JsonObject results = results("a");
        assertThat(results.number("mase")).isPositive();
        assertThat(results.number("mase")).isLessThan(0.9 * results.number("maseSeasonalNaive"));
        assertThat(results.number("mase")).isLessThan(0.9 * results.number("masePersistence"));
        assertThat(results.number("coverage")).isBetween(0.5, 1.0);
        assertThat(results.integer("testWindows")).isEqualTo(80 - 5 + 1);
        assertThat(results.objects("folds")).hasSize(2);
        assertThat(results.objects("folds").get(1).integer("firstTestRow")).isEqualTo(320 + 38);
        assertThat(run.out()).contains("400 rows of sold, weather, 320 before the test", "TIME_OF_WEEK");
        assertThat(run.out()).contains("epoch  1/12").contains("the network is better than both");
        for (String file : FILES) {
            assertThat(folder.resolve("a").resolve(file)).isNotEmptyFile();
        }
    }

    @Test
    void sameSeed_givesTheSameWeightsWithAnyThreadsAndKernel() throws IOException {
        train("a", "--quick", "--quiet");
        train("b", "--quick", "--quiet", "--threads", "3", "--kernel", "portable");
        train("c", "--quick", "--quiet", "--seed", "2");
        assertThat(results("b").string("weightsSha256")).isEqualTo(results("a").string("weightsSha256"));
        assertThat(results("c").string("weightsSha256"))
                .isNotEqualTo(results("a").string("weightsSha256"));
    }

    @Test
    void runStoppedInTheSecondFold_goesOnToTheSameBits() throws IOException {
        String[] settings = {"--folds", "2", "--epochs", "40", "--patience", "40", "--quiet"};
        train("whole", settings);
        String[] resuming =
                Stream.concat(Stream.of(settings), Stream.of("--resume")).toArray(String[]::new);
        assertThat(train("parts", resuming).status()).isZero();
        Path second = folder.resolve("parts/checkpoints/fold2");
        Path first = second.resolve("checkpoint-000000000500.safetensors");
        assertThat(first).exists();
        try (Stream<Path> files = Files.list(second)) {
            for (Path later : files.filter(file -> file.toString().endsWith(".safetensors"))
                    .filter(file -> !file.equals(first))
                    .toList()) {
                Files.delete(later); // as if it had been stopped after the first of them
            }
        }
        Files.delete(folder.resolve("parts.json"));

        CommandLineRun rest = train("parts", resuming);

        assertThat(rest.status()).as(rest.err()).isZero();
        assertThat(results("parts").string("weightsSha256"))
                .isEqualTo(results("whole").string("weightsSha256"));
        assertThat(results("parts").number("mase")).isEqualTo(results("whole").number("mase"));
        assertThat(results("parts").objects("folds")).isEqualTo(results("whole").objects("folds"));
    }

    @Test
    void everyAnchorAndAGap_train() throws IOException {
        for (Anchor anchor : Anchor.values()) {
            String name = anchor.toString();
            CommandLineRun run = train(
                    name,
                    "--quick",
                    "--quiet",
                    "--anchor",
                    name,
                    "--gap",
                    "2",
                    "--cell",
                    "gru",
                    "--log",
                    "--window-unit");
            assertThat(run.status()).as(run.err()).isZero();
            assertThat(results(name).object("model").string("anchor")).isEqualTo(name);
        }
    }

    @Test
    void savedModel_forecastsFromAFileAndFromStandardInput() throws IOException {
        train("a", "--quick", "--quiet");
        String model = folder.resolve("a").toString();
        Path file = data(400);
        CommandLineRun run = CommandLineRun.of("forecast", "--predict", file.toString(), "--model", model, "--quiet");
        assertThat(run.status()).as(run.err()).isZero();
        List<String> lines = run.out().lines().toList();
        assertThat(lines).hasSize(6);
        assertThat(lines.get(0)).isEqualTo("step,time,q10,q50,q90");
        assertThat(lines.get(1)).startsWith("1,2025-02-04,");
        String[] fields = lines.get(1).split(",");
        assertThat(Double.parseDouble(fields[3]))
                .isBetween(Double.parseDouble(fields[2]), Double.parseDouble(fields[4]))
                .isBetween(30.0, 110.0);

        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(Files.readAllBytes(file)));
            CommandLineRun piped = CommandLineRun.of("forecast", "--predict", "--model", model, "--quiet");
            assertThat(piped.out()).isEqualTo(run.out());
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void predictionWithoutEnoughRows_isRefused() throws IOException {
        train("a", "--quick", "--quiet");
        String model = folder.resolve("a").toString();
        assertRefused("at least the 15 rows", "--predict", data(14).toString(), "--model", model);
        Path gap = Files.writeString(
                folder.resolve("gap.csv"), Files.readString(data(30)).replaceAll("(2024-01-2\\d),[^,]*", "$1,"));
        assertRefused("no missing value in the last 15 rows", "--predict", gap.toString(), "--model", model);
        assertRefused("there is no model in", "--predict", gap.toString(), "--model", folder + "/none");
        Files.writeString(folder.resolve("a/scaler.json"), "{}");
        assertRefused("its SHA-256 differs", "--predict", gap.toString(), "--model", model);
    }

    @Test
    void wrongData_areRefusedInOneLine() throws IOException {
        String file = data(400).toString();
        assertRefused("name the file with a series");
        assertRefused(
                "there is no file or folder",
                "--data",
                folder.resolve("none.csv").toString());
        assertRefused("name the one to predict with --target-column", "--data", file);
        assertRefused("no column 'price' for it", "--data", file, "--target-column", "price");
        assertRefused("no column 'date' for it", "--data", file, "--target-column", "sold", "--time-column", "date");
        assertRefused("no column 'rain' for it", "--data", file, "--target-column", "sold", "--covariates", "rain");
        assertRefused("expected a number in column \"day\"", "--data", file, "--target-column", "sold");
        Path empty = Files.writeString(folder.resolve("empty.csv"), "x\n");
        assertRefused("there is none below the header", "--data", empty.toString());
        Path few = Files.writeString(folder.resolve("few.csv"), "x\n1\n2\n3\n");
        assertRefused("3 rows are too few", "--data", few.toString());
        Path zero = Files.writeString(folder.resolve("zero.csv"), "x\n0\n" + "1\n2\n".repeat(100));
        assertRefused("expected a target above 0, but row 1 has 0.0", "--data", zero.toString(), "--log");
        assertRefused("--past", "--data", zero.toString(), "--anchor", "season", "--past", "3", "--season", "4");
        assertRefused("--horizon: expected 1 to 4096", "--data", file, "--horizon", "0");
    }

    private void assertRefused(String message, String... more) {
        List<String> arguments = new ArrayList<>(List.of("forecast", "--quiet", "--out", folder + "/refused"));
        arguments.addAll(List.of(more));
        CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
        assertThat(run.status()).as(run.toString()).isEqualTo(2);
        assertThat(run.err().lines().filter(line -> line.startsWith("rnn4j")))
                .singleElement()
                .asString()
                .contains(message);
        assertThat(run.err()).doesNotContain("\tat ");
    }

    @Test
    void presetsOfKnownFiles_giveWayToOptions() throws IOException {
        List<String> lines = new ArrayList<>(List.of("Month,Passengers"));
        for (int t = 0; t < 144; t++) {
            double value = 100 * StrictMath.exp(0.01 * t) * (1.3 + StrictMath.sin(2 * Math.PI * t / 12) / 4);
            lines.add((1949 + t / 12) + String.format(Locale.ROOT, "-%02d,%.1f", 1 + t % 12, value));
        }
        Path file = Files.write(folder.resolve("airline-passengers.csv"), lines);
        Path json = folder.resolve("a.json");
        CommandLineRun run = CommandLineRun.of(
                "forecast",
                "--data",
                file.toString(),
                "--quick",
                "--quiet",
                "--past",
                "30",
                "--out",
                folder + "/a",
                "--json",
                json.toString());
        assertThat(run.status()).as(run.err()).isZero();
        JsonObject results = JsonObject.read(json);
        assertThat(results.objects("folds")).hasSize(4);
        assertThat(results.object("model").integer("past")).isEqualTo(30);
        assertThat(results.object("model").integer("season")).isEqualTo(12);
    }
}
