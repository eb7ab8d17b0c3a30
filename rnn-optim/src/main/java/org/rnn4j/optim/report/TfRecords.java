package org.rnn4j.optim.report;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The framing of TFRecord files. A record is its length (8 bytes), the masked sum of those bytes (4), the content, and
 * the masked sum of the content (4), all little endian. The sum is CRC-32C, rotated right by 15 bits plus
 * {@code 0xa282ead8}, so that sums of data that contain sums stay useful.
 */
final class TfRecords {
    private static final int MASK = 0xa282ead8;
    private static final int SHIFT = 15;

    private TfRecords() {}

    /** The record with this content. */
    static byte[] record(byte[] content) {
        ByteBuffer record = ByteBuffer.allocate(Long.BYTES + Integer.BYTES + content.length + Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        record.putLong(content.length);
        record.putInt(maskedSum(record.array(), Long.BYTES));
        record.put(content);
        record.putInt(maskedSum(content, content.length));
        return record.array();
    }

    private static int maskedSum(byte[] bytes, int count) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, count);
        return Integer.rotateRight((int) sum.getValue(), SHIFT) + MASK;
    }
}
