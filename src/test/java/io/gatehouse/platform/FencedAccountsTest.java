package io.gatehouse.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.decision.Id;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** Which accounts row-level security holds, and which create nothing, as {@link Schema} finds it out. */
@QuarkusTest
class FencedAccountsTest {
    private static final String PASSWORD = "for-this-test-alone";

    @Inject
    Vertx vertx;

    @Test
    void accountsOfTheApplicationAndTheReaderAreHeld() throws Exception {
        assertThat(passedBy(setting("user"), setting("password"))).isEmpty();
        assertThat(passedBy(setting("reader-user"), setting("reader-password"))).isEmpty();
    }

    @Test
    void ownerIsNotHeld() throws Exception {
        assertThat(passedBy(setting("owner-user"), setting("owner-password")))
                .hasValue("the database account `" + setting("owner-user") + "` owns the tables, so row-level security"
                        + " does not hold it; set gatehouse.database.user to one that it holds");
    }

    @Test
    void whoeverMayPassItIsNotHeld() throws Exception {
        assertThat(passedByNew("superuser")).get().asString().contains(" is a superuser,");
        assertThat(passedByNew("bypassrls")).get().asString().contains(" has BYPASSRLS,");
        assertThat(passedByNew("inherit in role " + setting("owner-user")))
                .get()
                .asString()
                .contains(" owns the tables,");
        assertThat(passedByNew("noinherit in role " + setting("owner-user"))).isEmpty();
    }

    @Test
    void accountsOfTheApplicationAndTheReaderCreateNothing() throws Exception {
        assertThat(rightsOf(setting("user"), setting("password"))).isEmpty();
        assertThat(rightsOf(setting("reader-user"), setting("reader-password"))).isEmpty();
    }

    @Test
    void whoeverMayCreateTablesBesideTheOwnersIsToldWhatToDo() throws Exception {
        assertThat(ofNew("", this::rightsOf)).isEmpty();
        try (var owner = DatabaseRole.owner()) {
            owner.execute("grant create on schema public to public");
            owner.commit();
            try {
                assertThat(rightsOf(setting("reader-user"), setting("reader-password")))
                        .hasValue(
                                "the database account `" + setting("reader-user") + "` may create objects in the schema"
                                        + " `public`; there, as a superuser: GRANT CREATE ON SCHEMA public TO its owner's account,"
                                        + " REVOKE CREATE ON SCHEMA public FROM PUBLIC, " + setting("reader-user"));
            } finally {
                owner.execute("revoke create on schema public from public");
                owner.commit();
            }
        }
    }

    private Optional<String> passedByNew(String attributes) throws Exception {
        return ofNew(attributes, this::passedBy);
    }

    /** Of an account with these attributes, which is gone afterwards. */
    private static Optional<String> ofNew(String attributes, Look look) throws Exception {
        String account = "passing_" + Id.print(Ids.random());
        TestServer server = TestServer.running();
        try (Connection superuser =
                        DriverManager.getConnection("jdbc:" + setting("url"), server.user(), server.password());
                Statement statement = superuser.createStatement()) {
            statement.execute("create role " + account + " login password '" + PASSWORD + "' " + attributes);
            try {
                statement.execute("grant connect on database " + superuser.getCatalog() + " to " + account);
                return look.at(account, PASSWORD);
            } finally {
                drop(statement, account);
            }
        }
    }

    private static void drop(Statement statement, String account) throws SQLException {
        statement.execute("drop owned by " + account);
        statement.execute("drop role " + account);
    }

    private Optional<String> passedBy(String account, String password) throws Exception {
        return asked(account, password, pool -> RowLevelSecurity.passedBy(pool, "gatehouse.database.user"));
    }

    private Optional<String> rightsOf(String account, String password) throws Exception {
        return asked(account, password, SchemaRights::of);
    }

    private Optional<String> asked(String account, String password, Function<Pool, Future<Optional<String>>> question)
            throws Exception {
        Pool pool = PgBuilder.pool()
                .connectingTo(PgConnectOptions.fromUri(setting("url"))
                        .setUser(account)
                        .setPassword(password))
                .using(vertx)
                .build();
        return question.apply(pool)
                .eventually(() -> pool.close())
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    private interface Look {
        Optional<String> at(String account, String password) throws Exception;
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue("gatehouse.database." + name, String.class);
    }
}
