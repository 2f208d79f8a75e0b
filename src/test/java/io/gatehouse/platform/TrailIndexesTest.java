package io.gatehouse.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the database finds a few events in a long trail. */
@QuarkusTest
class TrailIndexesTest {
    private static final int EVENTS = 20_000;

    private final long org = Ids.random();

    @Test
    void fewEventsAreFoundWithoutTheRestOfTheTrail() throws SQLException {
        try (var owner = DatabaseRole.owner()) {
            owner.execute(
                    "insert into audit_events (org_id, version, action, kind, entity_id, credential, at) select " + org
                            + ", 1, 'create', 'bucket', n, 'the test', now() - n * interval '1 s' from generate_series(1, "
                            + EVENTS
                            + ") n");
            owner.execute("analyze audit_events");
            owner.execute("set local plan_cache_mode = force_generic_plan");
            String events = "select sequence from audit_events where org_id = $1";

            assertThat(plan(owner, events + " and entity_id = $2 order by sequence limit 20", "bigint", "7"))
                    .anyMatch(line -> line.contains("audit_events_entity"))
                    .anyMatch(line -> line.contains("actual") && line.contains("rows=1"));
            assertThat(plan(
                            owner,
                            events + " and at >= $2 order by at limit 1000",
                            "timestamptz",
                            "now() - interval '9 s'"))
                    .anyMatch(line -> line.contains("audit_events_time"));
        }
    }

    private List<String> plan(DatabaseRole owner, String query, String type, String parameter) throws SQLException {
        owner.execute("prepare asked (bigint, " + type + ") as " + query);
        List<String> plan = owner.values("explain (analyze) execute asked (" + org + ", " + parameter + ")");
        owner.execute("deallocate asked");
        return plan;
    }
}
