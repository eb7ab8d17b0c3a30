package org.rnn4j.data.vectors;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The bytes of a file that the operating system reads when they are looked at, in pieces, since one mapping is at most
 * 2^31 - 1 bytes. The file itself is closed at once; Java gives a mapping back when it is garbage.
 */
final class MappedFile {
    private static final int PIECE_BITS = 30;

    private final MappedByteBuffer[] pieces;
    private final int pieceBits;
    private final long size;

    private MappedFile(MappedByteBuffer[] pieces, int pieceBits, long size) {
        this.pieces = pieces;
        this.pieceBits = pieceBits;
        this.size = size;
    }

    static MappedFile open(Path file) throws IOException {
        return open(file, PIECE_BITS);
    }

    /** The same in pieces of {@code 2^pieceBits} bytes, at most 30 bits. */
    static MappedFile open(Path file, int pieceBits) throws IOException {
        long piece = 1L << pieceBits;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            MappedByteBuffer[] pieces = new MappedByteBuffer[(int) ((size + piece - 1) / piece)];
            for (int i = 0; i < pieces.length; i++) {
                long from = i * piece;
                pieces[i] = channel.map(MapMode.READ_ONLY, from, Math.min(piece, size - from));
            }
            return new MappedFile(pieces, pieceBits, size);
        }
    }

    long size() {
        return size;
    }

    byte get(long offset) {
        return pieces[(int) (offset >> pieceBits)].get((int) (offset & (1L << pieceBits) - 1));
    }

    /** The float whose four bytes, the lowest first, begin here. */
    float littleEndianFloat(long offset) {
        int bits = 0;
        for (int i = 3; i >= 0; i--) {
            bits = bits << 8 | get(offset + i) & 0xFF;
        }
        return Float.intBitsToFloat(bits);
    }
}
