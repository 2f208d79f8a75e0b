package io.gatehouse.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** The server process that a data folder names in its {@code postmaster.pid}, which may be long gone. */
final class Postmaster {

    /** What a power cut may leave; PostgreSQL would refuse to start on it. */
    private static final long UNREADABLE = -1;

    private static final Duration LONGEST_END = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Path pidFile;
    private final Path database;
    private final long pid;

    private Postmaster(Path pidFile, Path database, long pid) {
        this.pidFile = pidFile;
        this.database = database;
        this.pid = pid;
    }

    static Optional<Postmaster> of(DataFolder folder) {
        Path pidFile = folder.database().resolve("postmaster.pid");
        try {
            List<String> lines = Files.readAllLines(pidFile);
            long pid =
                    lines.isEmpty() ? UNREADABLE : Long.parseLong(lines.get(0).strip());
            return Optional.of(new Postmaster(pidFile, folder.database(), pid));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (NumberFormatException damaged) {
            return Optional.of(new Postmaster(pidFile, folder.database(), UNREADABLE));
        } catch (IOException e) {
            throw new StartRefusedException("`" + pidFile + "` cannot be read: " + DataFolder.reason(e), e);
        }
    }

    /** Numbers are used again after a restart of the machine or container, so the number alone proves nothing. */
    boolean isRunning() {
        return ProcessHandle.of(pid).filter(this::servesThisDatabase).isPresent();
    }

    /** For a server that another user left: this process may signal it where PostgreSQL's own program may not. */
    void terminate() {
        ProcessHandle.of(pid).filter(this::servesThisDatabase).ifPresent(ProcessHandle::destroy);
    }

    /** Waits for the process itself: it removes its note a moment before it ends. */
    void awaitEnd() {
        long deadline = System.nanoTime() + LONGEST_END.toNanos();
        while (isRunning() && System.nanoTime() < deadline) {
            try {
                Thread.sleep(PAUSE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /**
     * Removes a note that would keep PostgreSQL from starting, because its number belongs to a foreign process now.
     * Otherwise it stays: PostgreSQL finds by it whether children of a killed server still write.
     */
    void forgetIfStale() {
        if (isRunning()) {
            throw new StartRefusedException("the PostgreSQL that an earlier start left on `" + database
                    + "` does not stop; end process " + pid + " and start again");
        }
        if (pid != UNREADABLE && ProcessHandle.of(pid).isEmpty()) {
            return;
        }
        try {
            Files.deleteIfExists(pidFile);
        } catch (IOException e) {
            throw new StartRefusedException("`" + pidFile + "` cannot be deleted: " + DataFolder.reason(e), e);
        }
    }

    /** Runs the action when the process ends, unless it is cancelled before. */
    Future<?> onExit(Runnable action) {
        return ProcessHandle.of(pid)
                .map(ProcessHandle::onExit)
                .orElseGet(() -> CompletableFuture.completedFuture(null))
                .thenRunAsync(action);
    }

    private boolean servesThisDatabase(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        Path commandLine = Path.of("/proc", Long.toString(pid), "cmdline");
        try {
            if (Files.exists(commandLine)) {
                return Files.readString(commandLine, StandardCharsets.ISO_8859_1)
                        .contains(bytesOf(database.toString()));
            }
        } catch (IOException gone) {
            return process.isAlive();
        }
        return process.info().command().map(path -> path.contains("postgres")).orElse(true);
    }

    private static String bytesOf(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
