package org.rnn4j.optim.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtobufWriterTest {
    private static String hex(ProtobufWriter writer) {
        return HexFormat.of().formatHex(writer.toByteArray());
    }

    @Test
    void examplesOfTheEncodingGuide_areMet() {
        assertThat(hex(new ProtobufWriter().integer(1, 150))).isEqualTo("089601");
        assertThat(hex(new ProtobufWriter().string(2, "testing"))).isEqualTo("120774657374696e67");
        assertThat(hex(new ProtobufWriter().message(3, new ProtobufWriter().integer(1, 150))))
                .isEqualTo("1a03089601");
    }

    @Test
    void fixedWidths_areLittleEndian() {
        assertThat(hex(new ProtobufWriter().float32(2, 1))).isEqualTo("150000803f");
        assertThat(hex(new ProtobufWriter().float64(1, 1))).isEqualTo("09000000000000f03f");
        assertThat(hex(new ProtobufWriter().float64s(6, new double[] {1, -2})))
                .isEqualTo("3210000000000000f03f00000000000000c0");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 127, 128, 16_383, 16_384, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void integers_areReadBack(long value) {
        byte[] message = new ProtobufWriter().integer(2, value).toByteArray();
        assertThat(EventFile.decode(message).<Long>one(2)).isEqualTo(value);
    }
}
