package org.rnn4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rnn4j.tensor.RandomKey;

/** A damaged file is refused with the typed exception, or the damage changed nothing: never other content. */
class DamagedSafetensorsTest {
    private static final SafetensorsFile ORIGINAL = SafetensorsFileTest.everyType();
    private static final byte[] BYTES = ORIGINAL.toBytes();

    @Test
    void mutant_isRefusedOrReadAsTheOriginal() {
        tryMutants(2_000);
    }

    @Test
    @Tag("nightly")
    void manyMutants_areRefusedOrReadAsTheOriginal() {
        tryMutants(100_000);
    }

    private static void tryMutants(int count) {
        RandomKey key = RandomKey.of(1).child("safetensors");
        int equal = 0;
        for (int i = 0; i < count; i++) {
            if (isReadAsTheOriginal(Mutants.of(BYTES, key, i), "mutant " + i)) {
                equal++;
            }
        }
        System.out.println("safetensors: " + count + " mutants, " + equal + " read as the original, 0 as another");
        assertThat(equal).isLessThan(count / 10);
    }

    private static boolean isReadAsTheOriginal(byte[] bytes, String what) {
        SafetensorsFile read;
        try {
            read = SafetensorsFile.read(bytes, "mutant");
        } catch (FileFormatException refused) {
            return false;
        } catch (Throwable other) {
            throw new AssertionError(what + " is refused with an exception of another type", other);
        }
        assertThat(read).as(what).isEqualTo(ORIGINAL);
        return true;
    }

    @Test
    void everyTruncation_isRefused() {
        for (int length = 0; length < BYTES.length; length++) {
            byte[] truncated = Arrays.copyOf(BYTES, length);
            assertThat(catchThrowable(() -> SafetensorsFile.read(truncated, "truncated")))
                    .as("%d of %d bytes", length, BYTES.length)
                    .isExactlyInstanceOf(FileFormatException.class);
        }
        System.out.println("safetensors: " + BYTES.length + " truncations refused");
    }

    @Test
    void everySingleByteChangeOfTheData_isRefused() {
        int headerEnd = BYTES.length - dataBytes();
        int changes = 0;
        for (int round = 1; changes < 5_000; round++) {
            for (int at = headerEnd; at < BYTES.length; at++, changes++) {
                byte[] changed = BYTES.clone();
                changed[at] ^= (byte) (round * 37 % 255 + 1);
                assertThat(catchThrowable(() -> SafetensorsFile.read(changed, "changed")))
                        .as("byte %d", at)
                        .isExactlyInstanceOf(FileFormatException.class);
            }
        }
        System.out.println("safetensors: " + changes + " changed bytes of data refused");
    }

    private static int dataBytes() {
        return ORIGINAL.tensors().values().stream()
                .mapToInt(tensor -> tensor.count() * tensor.dataType().bytes())
                .sum();
    }

    @Test
    void everyFlippedBitOfTheHeader_isRefusedOrChangesNothing() {
        int equal = 0;
        int headerBits = 8 * (BYTES.length - dataBytes());
        for (int bit = 0; bit < headerBits; bit++) {
            byte[] changed = BYTES.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            if (isReadAsTheOriginal(changed, "bit " + bit)) {
                equal++;
            }
        }
        System.out.println("safetensors: " + headerBits + " flipped bits of the header, " + equal + " harmless");
        assertThat(equal).isLessThan(headerBits / 10);
    }
}
