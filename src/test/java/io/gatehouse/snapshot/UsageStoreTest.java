package io.gatehouse.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.decision.Id;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.TokenId;
import io.gatehouse.platform.OwnedTables;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UsageStoreTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final OwnedTables tables = OwnedTables.ofThisProgram();

    @Inject
    UsageStore store;

    @Test
    void tokensThatAreBeingDeletedKeepNoOthersWaiting() throws SQLException {
        Asked before = Asked.issued();
        Asked deleted = Asked.issued();
        Asked behind = Asked.issued();
        try (Connection deleter = OtherInstance.owner();
                Statement deletion = deleter.createStatement()) {
            deleter.setAutoCommit(false);
            deletion.execute("delete from tokens where id = " + Id.parse(deleted.id()));

            write(List.of(before, deleted, behind));

            assertThat(List.of(isUsed(before), isUsed(deleted), isUsed(behind))).containsExactly(true, false, true);
            deletion.execute("delete from tokens where id = " + Id.parse(before.id()));
            deleter.rollback();
        }
        write(List.of(deleted));
        assertThat(isUsed(deleted)).isTrue();
    }

    private void write(List<Asked> tokens) {
        store.write(tokens.stream()
                        .map(token -> new TokenUsage.Use(
                                OrganizationId.parse(token.organization()), TokenId.parse(token.id()), Instant.now()))
                        .toList())
                .await()
                .atMost(LONG);
    }

    private boolean isUsed(Asked token) throws SQLException {
        return !tables.list("select 1 from token_usage where token_id = " + Id.parse(token.id()))
                .isEmpty();
    }
}
