package org.rnn4j.optim.checkpoint;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardOpenOption;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * The file system of this machine, with faults: it counts its calls and asks a {@link Fault} about each; it knows which
 * handles are open, and what a loss of power would take.
 */
final class FaultyFileSystem extends FileSystem {
    private final FileSystem real = FileSystems.getDefault();
    private final Provider provider = new Provider();
    private final Fault fault;
    private final Unforced unforced = new Unforced();
    private long calls;
    private int openHandles;

    /** Decides about each call. */
    @FunctionalInterface
    interface Fault {
        /**
         * Throws if this call is to fail.
         *
         * @param number the number of the call, from 1
         * @param name what is called
         */
        void onCall(long number, String name) throws IOException;
    }

    FaultyFileSystem(Fault fault) {
        this.fault = fault;
    }

    /** The number of calls so far. */
    long calls() {
        return calls;
    }

    /** The number of handles that are open. */
    int openHandles() {
        return openHandles;
    }

    /** What was not forced to the disk. */
    Unforced unforced() {
        return unforced;
    }

    void call(String name) throws IOException {
        fault.onCall(++calls, name);
    }

    void closed() {
        openHandles--;
    }

    /** A path of the machine's file system as one of this. */
    Path wrap(Path path) {
        return (Path) Proxy.newProxyInstance(
                Wrapped.class.getClassLoader(),
                new Class<?>[] {Path.class, Wrapped.class},
                (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "getFileSystem" -> {
                            return this;
                        }
                        case "unwrapped" -> {
                            return path;
                        }
                        default -> {
                            Object[] unwrapped = arguments == null ? new Object[0] : arguments.clone();
                            for (int i = 0; i < unwrapped.length; i++) {
                                unwrapped[i] = unwrapped[i] instanceof Path argument ? unwrap(argument) : unwrapped[i];
                            }
                            try {
                                Object result = method.invoke(path, unwrapped);
                                return result instanceof Path other ? wrap(other) : result;
                            } catch (InvocationTargetException failure) {
                                throw failure.getCause();
                            }
                        }
                    }
                });
    }

    /** What every path of this file system is besides. */
    interface Wrapped {
        Path unwrapped();
    }

    static Path unwrap(Path path) {
        return path instanceof Wrapped wrapped ? wrapped.unwrapped() : path;
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public String getSeparator() {
        return real.getSeparator();
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return real.supportedFileAttributeViews();
    }

    @Override
    public Path getPath(String first, String... more) {
        return wrap(real.getPath(first, more));
    }

    @Override
    public PathMatcher getPathMatcher(String pattern) {
        throw new UnsupportedOperationException();
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        throw new UnsupportedOperationException();
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException();
    }

    /** Passes calls on, if they are not to fail. */
    private final class Provider extends FileSystemProvider {
        private final FileSystemProvider real = FileSystems.getDefault().provider();

        @Override
        public String getScheme() {
            return "faulty";
        }

        @Override
        public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileSystem getFileSystem(URI uri) {
            return FaultyFileSystem.this;
        }

        @Override
        public Path getPath(URI uri) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SeekableByteChannel newByteChannel(
                Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
            return newFileChannel(path, options, attributes);
        }

        @Override
        public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
                throws IOException {
            call("open");
            FileChannel channel = real.newFileChannel(unwrap(path), options, attributes);
            openHandles++;
            if (options.contains(StandardOpenOption.WRITE)) {
                unforced.written(unwrap(path));
            }
            return new FaultyChannel(FaultyFileSystem.this, unwrap(path), channel);
        }

        @Override
        public DirectoryStream<Path> newDirectoryStream(Path path, DirectoryStream.Filter<? super Path> filter)
                throws IOException {
            call("list");
            DirectoryStream<Path> stream = real.newDirectoryStream(unwrap(path), file -> filter.accept(wrap(file)));
            openHandles++;
            return new DirectoryStream<>() {
                @Override
                public Iterator<Path> iterator() {
                    Iterator<Path> files = stream.iterator();
                    return new Iterator<>() {
                        @Override
                        public boolean hasNext() {
                            return files.hasNext();
                        }

                        @Override
                        public Path next() {
                            return wrap(files.next());
                        }
                    };
                }

                @Override
                public void close() throws IOException {
                    closed();
                    stream.close();
                }
            };
        }

        @Override
        public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
            call("createDirectory");
            real.createDirectory(unwrap(path), attributes);
        }

        @Override
        public void delete(Path path) throws IOException {
            call("delete");
            real.delete(unwrap(path));
            unforced.deleted(unwrap(path));
        }

        @Override
        public void copy(Path source, Path target, CopyOption... options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void move(Path source, Path target, CopyOption... options) throws IOException {
            call("move");
            unforced.moving(unwrap(source), unwrap(target));
            real.move(unwrap(source), unwrap(target), options);
        }

        @Override
        public boolean isSameFile(Path path, Path other) throws IOException {
            return real.isSameFile(unwrap(path), unwrap(other));
        }

        @Override
        public boolean isHidden(Path path) throws IOException {
            return real.isHidden(unwrap(path));
        }

        @Override
        public FileStore getFileStore(Path path) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void checkAccess(Path path, AccessMode... modes) throws IOException {
            call("checkAccess");
            real.checkAccess(unwrap(path), modes);
        }

        @Override
        public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
            return real.getFileAttributeView(unwrap(path), type, options);
        }

        @Override
        public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
                throws IOException {
            call("readAttributes");
            return real.readAttributes(unwrap(path), type, options);
        }

        @Override
        public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
                throws IOException {
            call("readAttributes");
            return real.readAttributes(unwrap(path), attributes, options);
        }

        @Override
        public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
            throw new UnsupportedOperationException();
        }
    }
}
