package io.gatehouse.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.decision.Id;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** An instance that stops, and that no other test has afterwards. */
@QuarkusTest
@TestProfile(StopTest.Profile.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StopTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @Inject
    Following following;

    @Inject
    Vertx vertx;

    /** An instance of its own. */
    public static final class Profile implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(ProxiedDatabase.class, Map.of(ProxiedDatabase.ALL, "")));
        }

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }
    }

    @Test
    @Order(1)
    void lastUsesOfTokensAreWrittenBeforeItEnds() throws SQLException {
        Asked token = Asked.issued();
        token.awaitStatus(200, SOON);

        following.stop(new ShutdownEvent(), vertx);

        assertThat(isUsed(token)).isTrue();
    }

    @Test
    @Order(2)
    void itEndsAlsoWhereTheDatabaseIsSilent() throws SQLException {
        Asked token = Asked.issued();
        token.awaitStatus(200, SOON);
        ProxiedDatabase.freeze();
        try {
            following.stop(new ShutdownEvent(), vertx);
            assertThat(isUsed(token)).isFalse();
        } finally {
            ProxiedDatabase.open();
        }
    }

    private static boolean isUsed(Asked token) throws SQLException {
        try (Connection owner = OtherInstance.owner();
                Statement statement = owner.createStatement();
                ResultSet rows =
                        statement.executeQuery("select 1 from token_usage where token_id = " + Id.parse(token.id()))) {
            return rows.next();
        }
    }
}
