package io.gatehouse.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jboss.logging.Logger;

/**
 * One PostgreSQL server process on a data folder. The server is a daemon with a session of its own, so that a Ctrl-C in
 * the terminal reaches Gatehouse alone, which stops it last.
 */
final class PostgresServer implements AutoCloseable {

    static final String SUPERUSER = "postgres";
    static final String HOST = "127.0.0.1";

    private static final Logger LOG = Logger.getLogger(PostgresServer.class);
    private static final int ATTEMPTS = 5;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final DataFolder folder;
    private final PostgresPrograms programs;
    private final PostgresLog log;
    private final int wantedPort;
    private int port;
    private boolean closed;
    private Future<?> supervision = CompletableFuture.completedFuture(null);

    PostgresServer(DataFolder folder, PostgresPrograms programs, PostgresLog log, int wantedPort) {
        this.folder = folder;
        this.programs = programs;
        this.log = log;
        this.wantedPort = wantedPort;
    }

    int port() {
        return port;
    }

    /** Makes the database if there is none yet, takes over from a start that was killed, and starts the server. */
    synchronized void start() throws IOException {
        if (folder.isNew()) {
            create();
        }
        for (int attempt = 1; ; attempt++) {
            Postmaster.of(folder).ifPresent(this::stop);
            port = wantedPort == 0 ? freePort() : wantedPort;
            if (programs.run("pg_ctl", startArguments())) {
                superviseWhileOpen();
                return;
            }
            // What a killed server leaves (its last children, its port) goes away by itself within moments.
            if (attempt == ATTEMPTS) {
                throw new StartRefusedException("the embedded PostgreSQL does not start: " + log.lastError());
            }
            pause();
        }
    }

    /** Waits until PostgreSQL has written everything and ended. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        supervision.cancel(false);
        Postmaster.of(folder).ifPresent(this::stop);
    }

    private void create() throws IOException {
        Path unfinished = folder.unfinishedDatabase();
        DataFolder.delete(unfinished);
        try {
            boolean created = programs.run(
                    "initdb",
                    List.of(
                            "-D",
                            unfinished.toString(),
                            "--username=" + SUPERUSER,
                            "--pwfile=" + folder.superuserPassword(),
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale=C",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--data-checksums",
                            "--no-instructions"));
            if (!created) {
                throw new StartRefusedException("the embedded PostgreSQL cannot make its database: " + log.lastError());
            }
        } finally {
            Files.deleteIfExists(folder.superuserPassword());
        }
        Files.move(unfinished, folder.database(), StandardCopyOption.ATOMIC_MOVE);
    }

    private List<String> startArguments() {
        // Durability is PostgreSQL's own default, and stays so whatever postgresql.conf says.
        String options = "-p " + port
                + " -c listen_addresses=" + HOST
                + " -c unix_socket_directories="
                + " -c fsync=on -c synchronous_commit=on -c full_page_writes=on"
                + " -c password_encryption=scram-sha-256"
                + " -c timezone=UTC -c log_timezone=UTC -c log_checkpoints=off";
        return List.of(
                "-D",
                folder.database().toString(),
                "-l",
                log.file().toString(),
                "-o",
                options,
                "-w",
                "-t",
                "120",
                "-s",
                "start");
    }

    private void stop(Postmaster postmaster) {
        List<String> fast = List.of("-D", folder.database().toString(), "-m", "fast", "-w", "-t", "60", "-s", "stop");
        if (postmaster.isRunning() && !programs.run("pg_ctl", fast)) {
            postmaster.terminate();
        }
        postmaster.awaitEnd();
        postmaster.forgetIfStale();
    }

    /** A server that dies while Gatehouse lives (killed for its memory, say) comes back on the same port. */
    private void superviseWhileOpen() {
        supervision = Postmaster.of(folder)
                .<Future<?>>map(postmaster -> postmaster.onExit(this::restart))
                .orElse(supervision);
    }

    private synchronized void restart() {
        if (closed) {
            return;
        }
        LOG.warn("the embedded PostgreSQL ended; starting it again");
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Postmaster.of(folder).ifPresent(this::stop);
            if (programs.run("pg_ctl", startArguments())) {
                superviseWhileOpen();
                return;
            }
            pause();
        }
        LOG.errorf("the embedded PostgreSQL does not start again: %s", log.lastError());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
