package io.gatehouse.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder that holds everything the embedded PostgreSQL keeps, owned by this process until it is closed. */
final class DataFolder implements AutoCloseable {

    private static final String SECRETS = "secrets.properties";
    private static final Set<String> HARMLESS = Set.of(
            "lock",
            "lost+found",
            "binaries",
            "postgres.log",
            unfinished(Path.of(SECRETS)).toString());

    /** A Gatehouse that is just stopping gets this long to leave. */
    private static final int LONGEST_LOCK_WAIT_MILLIS = 3000;

    private static final int LOCK_PAUSE_MILLIS = 100;

    private final Path root;
    private final FileChannel lock;

    private DataFolder(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    static DataFolder open(Path root) {
        try {
            create(root);
            DataFolder folder = new DataFolder(root, lock(root));
            if (folder.isNew() && !folder.isEmpty()) {
                folder.close();
                throw new StartRefusedException("the data folder `" + root
                        + "` holds other files; set gatehouse.embedded.data-directory to a new or empty folder");
            }
            return folder;
        } catch (IOException e) {
            throw new StartRefusedException(
                    "the data folder `" + root + "` cannot be used by this user: " + reason(e), e);
        }
    }

    /** Whether the database has yet to be made here. */
    boolean isNew() {
        return !Files.exists(database().resolve("PG_VERSION"));
    }

    Path root() {
        return root;
    }

    Path database() {
        return root.resolve("postgres");
    }

    /** Where a new database is made, before it takes its name in one step. */
    Path unfinishedDatabase() {
        return root.resolve("postgres.unfinished");
    }

    Path log() {
        return root.resolve("postgres.log");
    }

    Path secrets() {
        return root.resolve(SECRETS);
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new IllegalStateException("the lock of `" + root + "` cannot be released", e);
        }
    }

    /** Where initdb reads the password that it gives to the first account; it goes when that is done. */
    Path superuserPassword() {
        return root.resolve("superuser.password");
    }

    /** Where a file is written before it takes its name in one step. */
    static Path unfinished(Path file) {
        return file.resolveSibling(file.getFileName() + ".unfinished");
    }

    static String reason(IOException e) {
        return e instanceof AccessDeniedException denied
                ? "no access to `" + denied.getFile() + "`"
                : "" + e.getMessage();
    }

    static boolean hasPermissions(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void create(Path root) throws IOException {
        if (Files.isDirectory(root)) {
            return;
        }
        if (root.getParent() != null) {
            Files.createDirectories(root.getParent());
        }
        if (hasPermissions(root)) {
            Files.createDirectory(
                    root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectory(root);
        }
    }

    private static FileChannel lock(Path root) throws IOException {
        FileChannel channel =
                FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        for (int waited = 0; waited < LONGEST_LOCK_WAIT_MILLIS; waited += LOCK_PAUSE_MILLIS) {
            if (tryLock(channel)) {
                return channel;
            }
            pause();
        }
        channel.close();
        throw new StartRefusedException("the data folder `" + root
                + "` is in use by another Gatehouse; stop that one, or set gatehouse.embedded.data-directory");
    }

    private static void pause() {
        try {
            Thread.sleep(LOCK_PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the lock is this folder's now. */
    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock held = channel.tryLock();
            return held != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    /** Nothing but what a start that was cut short may have left. */
    private boolean isEmpty() throws IOException {
        if (Files.exists(secrets())) {
            return true;
        }
        try (Stream<Path> entries = Files.list(root)) {
            return entries.map(entry -> entry.getFileName().toString()).allMatch(HARMLESS::contains);
        }
    }
}
