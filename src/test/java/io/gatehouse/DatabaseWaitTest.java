package io.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.embedded.StartRefusedException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.EOFException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is said of a database that is waited for. */
class DatabaseWaitTest {
    private final Map<String, String> settings = new HashMap<>(Map.of(
            "gatehouse.database.url", "postgresql://db.example:5433/gatehouse",
            "gatehouse.database.user", "app",
            "gatehouse.database.password", "secret-of-app"));

    @Test
    void placeIsHostAndPortOfEach() {
        assertThat(place()).isEqualTo("db.example:5433");

        settings.put("gatehouse.database.url", "postgresql://[::1]:5433,db.example/gatehouse");
        assertThat(place()).isEqualTo("[::1]:5433,db.example:5432");

        settings.put("quarkus.flyway.jdbc-url", "jdbc:postgresql://other:5432/gatehouse?sslmode=require");
        assertThat(place()).isEqualTo("other:5432");
    }

    @Test
    void unknownHostIsNamed() {
        settings.put("gatehouse.database.url", "postgresql://nowhere.invalid:5432/none");

        assertThat(DatabaseWait.reason(refusal())).endsWith("failed: unknown host `nowhere.invalid`");
    }

    @Test
    void hostOnWhichNobodyListensIsNamed() {
        String port = RunningGatehouse.freePort();
        settings.put("gatehouse.database.url", "postgresql://localhost:" + port + "/none");

        assertThat(DatabaseWait.reason(refusal())).contains("localhost:" + port).contains("efused");
    }

    @Test
    void causeIsToldOnceAndWithoutJavasNames() {
        assertThat(reason("The attempt failed.", new SocketTimeoutException("Connect timed out")))
                .isEqualTo("The attempt failed: timed out");
        assertThat(reason("The attempt failed.", new RuntimeException("x", new EOFException())))
                .isEqualTo("The attempt failed: the connection was closed");
        assertThat(reason("The attempt failed.", new NoRouteToHostException("No route to host\nat all")))
                .isEqualTo("The attempt failed: No route to host");
        assertThat(reason("SSL error: no trust", new IllegalStateException("no trust")))
                .isEqualTo("SSL error: no trust");
        assertThat(reason("The attempt failed.\nHint: none", new IllegalStateException()))
                .isEqualTo("The attempt failed.");
        assertThat(DatabaseWait.reason(new SQLException("it does not answer"))).isEqualTo("it does not answer");
    }

    @Test
    void addressThatTheDriverCannotReadIsRefused() {
        for (String url : List.of("jdbc:postgresql://db:port/gatehouse", "jdbc:mysql://db/a?password=hunter2")) {
            settings.put("quarkus.flyway.jdbc-url", url);

            assertThatThrownBy(() -> DatabaseWait.until(config()))
                    .isInstanceOf(StartRefusedException.class)
                    .hasMessage("quarkus.flyway.jdbc-url is no address that the driver can read");
        }
    }

    private static String reason(String message, Exception cause) {
        return DatabaseWait.reason(new SQLException(message, cause));
    }

    private String place() {
        return DatabaseWait.place(DatabaseWait.database(config()));
    }

    private SQLException refusal() {
        return Objects.requireNonNull(DatabaseWait.attempt(DatabaseWait.database(config())));
    }

    private SmallRyeConfig config() {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 500))
                .build();
    }
}
