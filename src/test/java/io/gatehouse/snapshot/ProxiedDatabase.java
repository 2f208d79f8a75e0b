package io.gatehouse.snapshot;

import io.gatehouse.platform.TestDatabase;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A database that the reader, or everybody but the migrations, reaches through a network which the test can break. Its state stands in a system property,
 * since tests and their resources are loaded apart.
 */
public final class ProxiedDatabase implements QuarkusTestResourceLifecycleManager {
    /** The argument that, with any value, puts the application's own connections on that network too. */
    public static final String ALL = "all";

    /** The argument that, with any value, has that network broken from the start. */
    public static final String AWAY = "away";

    private static final String STATE = "gatehouse.test.network";
    private static final String LOST = STATE + ".lost";

    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private @Nullable ServerSocket server;
    private boolean all;
    private boolean away;

    /** The network works. */
    public static void open() {
        System.setProperty(STATE, "open");
    }

    /** Connections break, and none can be opened. */
    public static void cut() {
        System.setProperty(STATE, "cut");
    }

    /** Connections stay open, and nothing gets through. */
    public static void freeze() {
        System.setProperty(STATE, "frozen");
    }

    /** Nothing gets through on what is open already, now or later; what is opened from now on works. */
    public static void leaveSilent() {
        System.setProperty(LOST, Long.toString(System.nanoTime()));
        open();
    }

    @Override
    public void init(Map<String, String> arguments) {
        all = arguments.containsKey(ALL);
        away = arguments.containsKey(AWAY);
    }

    @Override
    public Map<String, String> start() {
        if (away) {
            cut();
        } else {
            open();
        }
        Map<String, String> configuration = TestDatabase.create();
        configuration.putAll(TestDatabase.freePorts());
        URI database = URI.create(configuration.getOrDefault("gatehouse.database.url", ""));
        int port = listen(database.getHost(), database.getPort());
        String proxied = "postgresql://localhost:" + port + database.getPath();
        configuration.put("quarkus.datasource.reader.reactive.url", proxied);
        if (all) {
            configuration.put("quarkus.datasource.reactive.url", proxied);
        }
        return configuration;
    }

    @Override
    public void stop() {
        close(server);
        sockets.forEach(ProxiedDatabase::close);
    }

    private int listen(String host, int port) {
        try {
            ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            server = listening;
            daemon(() -> accept(listening, host, port));
            daemon(this::breakConnections);
            return listening.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket listening, String host, int port) {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                if (is("cut")) {
                    client.close();
                    continue;
                }
                Socket upstream = new Socket(host, port);
                sockets.add(client);
                sockets.add(upstream);
                daemon(() -> pass(client, upstream, false));
                daemon(() -> pass(upstream, client, true));
            } catch (IOException closed) {
                // the test is over, or the client gone
            }
        }
    }

    /** @param answers whether it is the database that speaks: nobody hears it hang up on what is lost */
    private void pass(Socket from, Socket to, boolean answers) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            long opened = System.nanoTime();
            byte[] bytes = new byte[8192];
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                while (is("frozen")) {
                    pause();
                }
                if (!isLost(opened)) {
                    out.write(bytes, 0, read);
                    out.flush();
                }
            }
            while (answers && isLost(opened) && !from.isClosed()) {
                pause();
            }
        } catch (IOException closed) {
            // the other side, too
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private void breakConnections() {
        while (server != null && !server.isClosed()) {
            if (is("cut")) {
                sockets.forEach(ProxiedDatabase::close);
            }
            pause();
        }
    }

    private static boolean is(String state) {
        return state.equals(System.getProperty(STATE));
    }

    private static boolean isLost(long opened) {
        Long lost = Long.getLong(LOST);
        return lost != null && opened - lost < 0;
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(@Nullable Closeable closeable) {
        try {
            if (closeable != null) {
                closeable.close();
            }
        } catch (IOException alreadyClosed) {
            // all the same
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "test-network");
        thread.setDaemon(true);
        thread.start();
    }
}
