package io.gatehouse.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.decision.Id;
import io.quarkus.test.junit.QuarkusTest;
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
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** Which accounts row-level security holds, as {@link RowLevelSecurity} finds it out. */
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

    /** Of an account with these attributes, which is gone afterwards. */
    private Optional<String> passedByNew(String attributes) throws Exception {
        String account = "passing_" + Id.print(Ids.random());
        TestServer server = TestServer.running();
        try (Connection superuser =
                        DriverManager.getConnection("jdbc:" + setting("url"), server.user(), server.password());
                Statement statement = superuser.createStatement()) {
            statement.execute("create role " + account + " login password '" + PASSWORD + "' " + attributes);
            try {
                statement.execute("grant connect on database " + superuser.getCatalog() + " to " + account);
                return passedBy(account, PASSWORD);
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
        Pool pool = PgBuilder.pool()
                .connectingTo(PgConnectOptions.fromUri(setting("url"))
                        .setUser(account)
                        .setPassword(password))
                .using(vertx)
                .build();
        return RowLevelSecurity.passedBy(pool, "gatehouse.database.user")
                .eventually(() -> pool.close())
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue("gatehouse.database." + name, String.class);
    }
}
