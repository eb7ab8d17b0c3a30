package org.rnn4j.data.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rnn4j.data.DataFileException;

class ScalerTest {
    private static final float NAN = Float.NaN;
    private static final float[][] TRAINING = {{1, 10}, {2, 10}, {4, 10}, {9, 10}};

    private static Scaler fit(ScalerKind kind) {
        return Scaler.fit(kind, TRAINING, MissingValues.REFUSE);
    }

    @Test
    void standard_hasMeanZeroAndVarianceOne() {
        Scaler scaler = fit(ScalerKind.STANDARD);
        assertThat(scaler.centre(0)).isEqualTo(4);
        assertThat(scaler.unit(0)).isCloseTo(Math.sqrt((9 + 4 + 0 + 25) / 4d), within(1e-12));
        assertThat(scaler.scale(4f, 0)).isZero();
        assertThat(scaler.scale(100f, 0)).isCloseTo((float) (96 / Math.sqrt(9.5)), within(1e-5f));
    }

    @Test
    void minMax_goesFromZeroToOneAndBeyondOnOtherRows() {
        Scaler scaler = fit(ScalerKind.MIN_MAX);
        assertThat(scaler.scale(1f, 0)).isZero();
        assertThat(scaler.scale(9f, 0)).isEqualTo(1f);
        assertThat(scaler.scale(17f, 0)).isEqualTo(2f);
    }

    @Test
    void robust_takesMedianAndQuartiles() {
        Scaler scaler = fit(ScalerKind.ROBUST);
        assertThat(scaler.centre(0)).isEqualTo(3);
        assertThat(scaler.unit(0)).isEqualTo(5.25 - 1.75);
    }

    @ParameterizedTest
    @EnumSource
    void constantColumn_becomesZeroAndIsTold(ScalerKind kind) {
        Scaler scaler = fit(kind);
        assertThat(scaler.isConstant(1)).isTrue();
        assertThat(scaler.isConstant(0)).isFalse();
        assertThat(scaler.scale(10f, 1)).isZero();
        assertThat(scaler.scale(12f, 1)).isEqualTo(2f);
    }

    @ParameterizedTest
    @EnumSource
    void unscale_takesBackScale(ScalerKind kind) {
        float[][] rows = {{-3, 11}, {8.5f, 9}};
        float[][] back = fit(kind).unscale(fit(kind).scale(rows));
        for (int r = 0; r < rows.length; r++) {
            assertThat(back[r]).containsExactly(rows[r], within(1e-5f));
        }
        assertThat(rows[0]).containsExactly(-3, 11);
    }

    @Test
    void missingValues_areRefusedOrPassedOver() {
        float[][] gaps = {{1, NAN}, {NAN, 5}, {3, 7}};
        assertThatThrownBy(() -> Scaler.fit(ScalerKind.STANDARD, gaps, MissingValues.REFUSE))
                .hasMessage(
                        "Scaler: expected finite values, but row 1, column 0 is NaN; fill it in, leave it out, or ask"
                                + " for PASS_OVER");
        Scaler scaler = Scaler.fit(ScalerKind.MIN_MAX, gaps, MissingValues.PASS_OVER);
        assertThat(scaler.centre(0)).isEqualTo(1);
        assertThat(scaler.unit(0)).isEqualTo(2);
        assertThat(scaler.scale(gaps)[1]).containsExactly(NAN, 0f);
        assertThatThrownBy(() -> scaler.scale(Float.POSITIVE_INFINITY, 0)).hasMessageContaining("Infinity");
        assertThatThrownBy(() -> fit(ScalerKind.STANDARD).scale(NAN, 0)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> Scaler.fit(ScalerKind.ROBUST, new float[][] {{NAN}}, MissingValues.PASS_OVER))
                .hasMessage("Scaler: column 0 has no value in any row");
    }

    @Test
    void varyingColumnWithEqualQuartiles_hasNoRobustUnit() {
        float[][] rain = {{0}, {0}, {0}, {0}, {0}, {0}, {0}, {500}};
        assertThatThrownBy(() -> Scaler.fit(ScalerKind.ROBUST, rain, MissingValues.REFUSE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("column 0 has the same lower and upper quartile", "use STANDARD or MIN_MAX");
        assertThat(Scaler.fit(ScalerKind.MIN_MAX, rain, MissingValues.REFUSE).isConstant(0))
                .isFalse();
    }

    @Test
    void wrongRows_areRefused() {
        assertThatThrownBy(() -> Scaler.fit(ScalerKind.STANDARD, new float[0][], MissingValues.REFUSE))
                .hasMessageContaining("at least 1 row");
        assertThatThrownBy(() -> Scaler.fit(ScalerKind.STANDARD, new float[][] {{1, 2}, {3}}, MissingValues.REFUSE))
                .hasMessage("Scaler: expected 2 columns in every row, but row 1 has 1");
        assertThatThrownBy(() -> fit(ScalerKind.STANDARD).scale(new float[][] {{1}}))
                .hasMessage("Scaler: expected rows of 2 columns, but row 0 has 1");
    }

    @ParameterizedTest
    @EnumSource
    void writtenScaler_isReadAgain(ScalerKind kind, @TempDir Path folder) throws IOException {
        float[][] rows = {{0.1f, -1e30f}, {1 / 3f, 1e-30f}, {NAN, 7}};
        Scaler scaler = Scaler.fit(kind, rows, MissingValues.PASS_OVER);
        Path file = folder.resolve("scaler.json");
        scaler.write(file);
        assertThat(Scaler.read(file)).isEqualTo(scaler);
    }

    @Test
    void damagedFile_isRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("scaler.json");
        fit(ScalerKind.STANDARD).write(file);
        String good = Files.readString(file);
        assertRefused(file, good.replace("4.0", "5.0"), "does not fit its checksum");
        assertRefused(file, good.replace("STANDARD", "MEAN"), "expected one of [STANDARD, MIN_MAX, ROBUST]");
        assertRefused(file, good.replace("\"version\": 1", "\"version\": 2"), "written by a newer version");
        assertRefused(file, good.replace("centres", "centers"), "unknown key");
        assertRefused(file, good.replace("4.0", "1e999"), "finite number");
        assertRefused(file, good.substring(0, good.length() / 2), "not as JSON should be");
    }

    private static void assertRefused(Path file, String content, String message) throws IOException {
        Files.writeString(file, content, StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Scaler.read(file))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining("scaler.json")
                .hasMessageContaining(message);
    }
}
