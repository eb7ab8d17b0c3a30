package org.rnn4j.optim.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** A channel of a {@link FaultyFileSystem}. Every other write is short: it takes half of what it is given. */
final class FaultyChannel extends FileChannel {
    private final FaultyFileSystem system;
    private final Path path;
    private final FileChannel real;
    private boolean shortWrite;

    FaultyChannel(FaultyFileSystem system, Path path, FileChannel real) {
        this.system = system;
        this.path = path;
        this.real = real;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        system.call("read");
        return real.read(target);
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        system.call("read");
        return real.read(targets, offset, length);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        system.call("read");
        return real.read(target, position);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        shortWrite = !shortWrite;
        int limit = source.limit();
        if (shortWrite) {
            source.limit(source.position() + (source.remaining() + 1) / 2);
        }
        try {
            system.call("write");
            return real.write(source);
        } catch (IOException failure) {
            source.limit(source.position() + source.remaining() / 2);
            real.write(source); // a disk that is full takes what still fits
            throw failure;
        } finally {
            source.limit(limit);
        }
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int write(ByteBuffer source, long position) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long position() throws IOException {
        return real.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        real.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        system.call("size");
        return real.size();
    }

    @Override
    public FileChannel truncate(long size) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void force(boolean metadata) throws IOException {
        system.call("force");
        real.force(metadata);
        if (Files.isDirectory(path)) {
            system.unforced().folderForced();
        } else {
            system.unforced().forced(path);
        }
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
        system.call("map");
        return real.map(mode, position, size);
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) {
        throw new UnsupportedOperationException();
    }

    @Override
    protected void implCloseChannel() throws IOException {
        system.closed();
        real.close();
        system.call("close");
    }
}
