package org.rnn4j.examples.music;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.examples.CommandLineRun;
import org.rnn4j.io.JsonObject;

/** The example as its user sees it. */
class MusicTest {
    private static final String[] FILES = {
        "model.safetensors", "model.json", "metrics.csv", "curves.png", "music.svg", "music.png", "composed.txt"
    };

    @TempDir
    private Path folder;

    /** Chords that go round, in pieces of different lengths and keys. */
    private Path data() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        write(data.resolve("train.txt"), 24);
        write(data.resolve("valid.txt"), 5);
        write(data.resolve("test.txt"), 5);
        return data;
    }

    private static void write(Path file, int pieces) throws IOException {
        int[][] chords = {{48, 60, 64, 67}, {53, 60, 65, 69}, {55, 59, 62, 67}};
        StringBuilder text = new StringBuilder();
        for (int piece = 0; piece < pieces; piece++) {
            for (int t = 0; t < 10 + piece % 4; t++) {
                StringBuilder line = new StringBuilder();
                for (int pitch : chords[(t + piece) % 3]) {
                    line.append(line.length() == 0 ? "" : " ").append(pitch + piece % 2);
                }
                text.append(line).append('\n');
            }
            text.append("-\n\n");
        }
        Files.writeString(file, text);
    }

    private CommandLineRun train(String name, String... more) throws IOException {
        List<String> defaults = new ArrayList<>(List.of("--data", data().toString(), "--threads", "1"));
        defaults.addAll(List.of("--hidden", "24", "--batch", "8", "--transpose", "0", "--dropout", "0"));
        defaults.addAll(List.of("--json", folder.resolve(name + ".json").toString()));
        defaults.addAll(List.of("--out", folder.resolve(name).toString()));
        return CommandLineRun.withDefaults("music", defaults, more);
    }

    private JsonObject results(String name) throws IOException {
        return JsonObject.read(folder.resolve(name + ".json"));
    }

    @Test
    void training_beatsTheSimpleBarsReportsAndSaves() throws IOException {
        CommandLineRun run = train("a", "--epochs", "60", "--learning-rate", "0.02", "--patience", "60");
        assertThat(run.status()).as(run.err()).isZero();
        JsonObject results = results("a");
        assertThat(results.number("testNll")).isLessThan(0.5 * results.number("testNllOfRepetition"));
        assertThat(results.number("testNllOfRepetition")).isLessThan(results.number("testNllOfFrequencies"));
        assertThat(run.out()).contains("24 pieces to train, 5 to validate, 5 to test", "epoch  1/60", "nats per step");
        assertThat(run.out()).doesNotContain("does not beat");
        for (String file : FILES) {
            assertThat(folder.resolve("a").resolve(file)).isNotEmptyFile();
        }
    }

    @Test
    void networkThatIsNotBetterThanSimpleBars_isCalledSo() throws IOException {
        CommandLineRun run = train("bad", "--quick", "--learning-rate", "0.00001");
        assertThat(run.out()).contains("the network does not beat both");
        assertThat(results("bad").bool("beatsSimpleBars")).isFalse();
    }

    @Test
    void everyCellTrains_andTheSameSeedGivesTheSameWeights() throws IOException {
        for (String cell : List.of("lstm", "gru", "rnn")) {
            train(cell, "--quick", "--quiet", "--cell", cell);
            train("again", "--quick", "--quiet", "--cell", cell, "--threads", "2", "--kernel", "portable");
            assertThat(results("again").string("weightsSha256"))
                    .isEqualTo(results(cell).string("weightsSha256"));
        }
        assertThat(results("gru").string("weightsSha256"))
                .isNotEqualTo(results("lstm").string("weightsSha256"));
    }

    @Test
    void runWithCheckpoints_givesTheSameWeights_andIsReportedAgain() throws IOException {
        train("plain", "--quick", "--quiet");
        train("kept", "--quick", "--quiet", "--resume");
        String sha = results("plain").string("weightsSha256");
        assertThat(results("kept").string("weightsSha256")).isEqualTo(sha);
        assertThat(folder.resolve("kept").resolve("checkpoints")).isNotEmptyDirectory();
        train("kept", "--quick", "--quiet", "--resume");
        assertThat(results("kept").string("weightsSha256")).isEqualTo(sha);
    }

    @Test
    void savedModel_goesOnWithAPiece() throws IOException {
        train("a", "--quick", "--quiet", "--layers", "2", "--dropout", "0.2");
        String model = folder.resolve("a").toString();
        Path piece = Files.writeString(folder.resolve("piece.txt"), "48 60 64 67\n-\n");
        CommandLineRun run =
                CommandLineRun.of("music", "--predict", piece.toString(), "--model", model, "--steps", "7", "--quiet");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out().lines().toList()).hasSize(7).allMatch(line -> line.matches("-|\\d+( \\d+)*"));
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream("48 60 64 67\n-\n".getBytes(StandardCharsets.UTF_8)));
            assertThat(CommandLineRun.of("music", "--predict", "--model", model, "--steps", "7", "--quiet")
                            .out())
                    .isEqualTo(run.out());
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void wrongData_areRefusedInOneLine() throws IOException {
        assertRefused("name the folder with the pieces");
        assertRefused("there is no folder", "--data", folder.resolve("none").toString());
        Path data = data();
        Files.writeString(data.resolve("valid.txt"), "\n");
        assertRefused("valid.txt: expected at least one piece", "--data", data.toString());
        Files.writeString(data.resolve("valid.txt"), "60 61\n");
        assertRefused("a piece of more than one step", "--data", data.toString());
        Files.writeString(data.resolve("valid.txt"), "60\n60 120\n");
        assertRefused(
                "valid.txt, line 2: expected MIDI numbers from 21 to 108 or -, but found '120'",
                "--data",
                data.toString());
        assertRefused(
                "there is no model in",
                "--predict",
                "--model",
                folder.resolve("none").toString());
        assertRefused("--dropout: expected a rate", "--data", data.toString(), "--dropout", "1");
    }

    private void assertRefused(String message, String... more) {
        List<String> arguments = new ArrayList<>(List.of("music", "--quiet", "--out", folder + "/refused"));
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
    void transposedPiece_isMovedAndCutAtTheEnds() {
        float[][] piece = new float[1][PianoRolls.KEYS];
        piece[0][0] = 1;
        piece[0][87] = 1;
        piece[0][40] = 1;
        assertThat(PianoRolls.line(PianoRolls.transposed(piece, 2)[0])).isEqualTo("23 63");
        assertThat(PianoRolls.line(PianoRolls.transposed(piece, -2)[0])).isEqualTo("59 106");
        assertThat(PianoRolls.line(PianoRolls.transposed(piece, 0)[0])).isEqualTo("21 61 108");
    }
}
