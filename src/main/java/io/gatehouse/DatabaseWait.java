package io.gatehouse;

import io.gatehouse.embedded.StartRefusedException;
import io.smallrye.config.SmallRyeConfig;
import java.io.EOFException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Waits until the database that is to be migrated answers. It happens before Quarkus starts, so that a signal ends the
 * process at once.
 */
final class DatabaseWait {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int ANSWER_SECONDS = 5;
    private static final String WRONG_ACCOUNT = "28";
    private static final String NO_DATABASE = "3D000";
    private static final String JDBC_URL = "quarkus.flyway.jdbc-url";

    private DatabaseWait() {}

    /** @throws StartRefusedException if it answers that account or database are wrong: no waiting mends that */
    static void until(SmallRyeConfig config) throws InterruptedException {
        PGSimpleDataSource database = database(config);
        Duration delay = FIRST;
        for (SQLException refusal = attempt(database); refusal != null; ) {
            System.err.printf(
                    "gatehouse: waiting for the database at %s: %s; trying again in %d ms%n",
                    place(database), reason(refusal), delay.toMillis());
            Thread.sleep(delay.toMillis());
            delay = delay.multipliedBy(2).compareTo(LONGEST) < 0 ? delay.multipliedBy(2) : LONGEST;
            refusal = attempt(database);
        }
    }

    static @Nullable SQLException attempt(DataSource database) {
        try (var connection = database.getConnection()) {
            return connection.isValid(ANSWER_SECONDS) ? null : new SQLException("it does not answer");
        } catch (SQLException refusal) {
            String state = String.valueOf(refusal.getSQLState());
            if (state.startsWith(WRONG_ACCOUNT) || state.equals(NO_DATABASE)) {
                throw new StartRefusedException(
                        "the database refuses the account that migrates it: " + firstLine(refusal));
            }
            return refusal;
        }
    }

    static PGSimpleDataSource database(SmallRyeConfig config) {
        String url = config.getOptionalValue(JDBC_URL, String.class)
                .orElseGet(() -> "jdbc:" + config.getValue("gatehouse.database.url", String.class));
        boolean isOwner = StartConfig.isSet(config, "gatehouse.database.owner-user");
        String user = config.getValue("gatehouse.database." + (isOwner ? "owner-user" : "user"), String.class);
        String password = config.getOptionalValue("gatehouse.database.owner-password", String.class)
                .orElseGet(() -> config.getValue("gatehouse.database.password", String.class));
        try {
            return database(url, user, password);
        } catch (IllegalArgumentException unreadable) {
            // It is not repeated: there may be a password in it.
            String setting = StartConfig.isSet(config, JDBC_URL) ? JDBC_URL : "gatehouse.database.url";
            throw new StartRefusedException(setting + " is no address that the driver can read");
        }
    }

    private static PGSimpleDataSource database(String url, String user, String password) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setURL(url);
        database.setUser(user);
        database.setPassword(password);
        database.setConnectTimeout(ANSWER_SECONDS);
        database.setSocketTimeout(ANSWER_SECONDS);
        return database;
    }

    /** Host and port, of several with commas between them. */
    static String place(PGSimpleDataSource database) {
        String[] hosts = database.getServerNames();
        int[] ports = database.getPortNumbers();
        return IntStream.range(0, hosts.length)
                .mapToObj(i -> hosts[i] + ":" + ports[i])
                .collect(Collectors.joining(","));
    }

    /** The driver says of most refusals only that its attempt has failed: what stopped it is their cause. */
    static String reason(SQLException refusal) {
        String said = firstLine(refusal);
        String why = why(root(refusal));
        return said.contains(why) ? said : said.replaceAll("\\.$", "") + ": " + why;
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            root = cause;
        }
        return root;
    }

    /** In words of ours where Java's message is only a name, or nothing. */
    private static String why(Throwable root) {
        if (root instanceof UnknownHostException) {
            return "unknown host `" + firstLine(root) + "`";
        }
        if (root instanceof SocketTimeoutException) {
            return "timed out";
        }
        return root instanceof EOFException ? "the connection was closed" : firstLine(root);
    }

    private static String firstLine(Throwable failure) {
        return Objects.requireNonNullElse(failure.getMessage(), "")
                .lines()
                .findFirst()
                .orElse("");
    }
}
