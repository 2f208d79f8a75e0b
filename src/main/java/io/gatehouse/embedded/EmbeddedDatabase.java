package io.gatehouse.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A running embedded PostgreSQL with Gatehouse's database in it. */
public final class EmbeddedDatabase implements AutoCloseable {

    /**
     * Whether this build carries a PostgreSQL of its own; the native executable does not. A constant, since the native
     * image is linked whole: only what stands behind a condition that is false while it is built may lack its classes.
     */
    public static final boolean IS_CARRIED =
            EmbeddedDatabase.class.getResource("/io/zonky/test/db/postgres/embedded/EmbeddedPostgres.class") != null;

    private static final String NAME = "gatehouse";

    private final DataFolder folder;
    private final PostgresServer server;
    private final Secrets secrets;
    private final boolean created;

    private EmbeddedDatabase(DataFolder folder, PostgresServer server, Secrets secrets, boolean created) {
        this.folder = folder;
        this.server = server;
        this.secrets = secrets;
        this.created = created;
    }

    /**
     * Starts on the data folder, made anew where there is none; takes over from a start that was killed.
     *
     * @throws StartRefusedException if the folder is in use or unusable, or PostgreSQL does not start
     */
    public static EmbeddedDatabase start(EmbeddedSettings settings) {
        DataFolder folder = DataFolder.open(settings.dataDirectory());
        try {
            boolean created = folder.isNew();
            Secrets secrets = Secrets.of(folder);
            Path installation = PostgresBinaries.unpackedIn(settings.binariesDirectory());
            PostgresLog log = PostgresLog.open(folder.log());
            if (created) {
                secrets.writeSuperuserPassword(folder.superuserPassword());
            }
            PostgresPrograms programs = new PostgresPrograms(installation, log, UnprivilegedUser.of(folder));
            PostgresServer server = new PostgresServer(folder, programs, log, settings.port());
            EmbeddedDatabase database = new EmbeddedDatabase(folder, server, secrets, created);
            database.startServer();
            return database;
        } catch (IOException e) {
            folder.close();
            throw new StartRefusedException(
                    "the data folder `" + folder.root() + "` cannot be used by this user: " + DataFolder.reason(e), e);
        } catch (RuntimeException | LinkageError e) {
            folder.close();
            throw e;
        }
    }

    /** Whether this start made the data folder. */
    public boolean isCreated() {
        return created;
    }

    public Path dataDirectory() {
        return folder.root();
    }

    /** What an operator would configure for an own database, and the token pepper. */
    public Map<String, String> configuration() {
        Map<String, String> configuration =
                new HashMap<>(secrets.accounts().configuration(PostgresServer.HOST, server.port(), NAME));
        configuration.put("gatehouse.token.peppers", secrets.peppers());
        return Map.copyOf(configuration);
    }

    /** The account that may do everything on this server, on the database of the same name. */
    public DataSource superuser() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {PostgresServer.HOST});
        source.setPortNumbers(new int[] {server.port()});
        source.setDatabaseName(PostgresServer.SUPERUSER);
        source.setUser(PostgresServer.SUPERUSER);
        source.setPassword(secrets.superuserPassword());
        return source;
    }

    @Override
    public void close() {
        server.close();
        folder.close();
    }

    private void startServer() {
        try {
            server.start();
            secrets.accounts().prepare(superuser(), NAME);
        } catch (IOException | SQLException e) {
            server.close();
            throw new StartRefusedException("the embedded PostgreSQL does not start: " + e.getMessage(), e);
        }
    }
}
