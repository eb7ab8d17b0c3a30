package org.rnn4j.optim.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class TfRecordsTest {
    private static final byte[] CONTENT =
            new ProtobufWriter().string(3, "brain.Event:2").toByteArray();

    @Test
    void readersSum_isCrc32c() {
        assertThat(EventFile.crc32c("123456789".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(0xe3069283);
    }

    @Test
    void record_isReadBack() {
        byte[] record = TfRecords.record(CONTENT);
        assertThat(record).hasSize(8 + 4 + CONTENT.length + 4);
        assertThat(EventFile.parse(record))
                .singleElement()
                .satisfies(event -> assertThat(event.string(3)).isEqualTo("brain.Event:2"));
    }

    @Test
    void everyDamagedByte_isNoticed() {
        byte[] record = TfRecords.record(CONTENT);
        for (int i = 0; i < record.length; i++) {
            byte[] damaged = record.clone();
            damaged[i] ^= 16;
            assertThatThrownBy(() -> EventFile.parse(damaged))
                    .as("byte %d", i)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("sum of the");
        }
    }

    @Test
    void lengthOfAShortRecord_hasTheSumOfOtherWriters() {
        byte[] firstOfEveryFile = TfRecords.record(new byte[24]);
        assertThat(HexFormat.of().formatHex(firstOfEveryFile, 0, 12)).isEqualTo("1800000000000000a37f4b22");
    }
}
