package io.gatehouse.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.decision.Id;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.TokenId;
import io.gatehouse.platform.Ids;
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

    @Test
    void oldChangesAreDeletedBitByBit() throws SQLException {
        long org = Ids.random();
        tables.execute("insert into policy_changes select " + org + ", 1, 'old', n, now() - interval '61 minutes'"
                + " from generate_series(1, 20001) n union all select " + org
                + ", 2, 'new', n, now() from generate_series(1, 3) n");
        tables.execute("""
                create function few_go() returns trigger language plpgsql as $$
                begin
                    if (select count(*) from gone) > 10000 then
                        raise exception 'too many at once';
                    end if;
                    return null;
                end $$;
                create trigger few_go after delete on policy_changes
                    referencing old table as gone for each statement execute function few_go();
                """);
        try {
            store.pruneChanges().await().atMost(LONG);
        } finally {
            tables.execute("drop function few_go cascade");
        }
        assertThat(tables.list("select kind || ' ' || entity_id from policy_changes where org_id = " + org
                        + " order by entity_id"))
                .containsExactly("new 1", "new 2", "new 3");
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
