package io.gatehouse.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes with a row is found by an index, whichever organization it is of and however many there are. */
@QuarkusTest
class CascadesTest {
    /** The key's columns lead it, in any order, and it leaves out at most rows without one of them. */
    private static final String LED_BY_THE_KEY = "select from pg_index i where i.indrelid = k.conrelid and i.indisvalid"
            + " and (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey"
            + " and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) in (select format('(%I IS NOT NULL)', attname)"
            + " from pg_attribute a where a.attrelid = k.conrelid and a.attnum = any(k.conkey)))";

    private static final String KEYS =
            " from pg_constraint k where k.contype = 'f'" + " and k.connamespace = 'public'::regnamespace";

    @Test
    void everyForeignKeyHasAnIndex() throws SQLException {
        try (var owner = DatabaseRole.owner()) {
            assertThat(owner.values("select k.conrelid::regclass || '.' || k.conname" + KEYS + " and not exists ("
                            + LED_BY_THE_KEY + ")"))
                    .isEmpty();
        }
    }

    @Test
    void deletionsThatFollowAnotherUseTheIndex() throws SQLException {
        try (var owner = DatabaseRole.owner()) {
            owner.execute("set local enable_seqscan = off");
            owner.execute("set local plan_cache_mode = force_generic_plan");
            List<String> deletions = owner.values("select 'delete from only ' || k.conrelid::regclass || ' where '"
                    + " || (select string_agg(format('$%s = %I', n, attname), ' and ' order by n) from pg_attribute a"
                    + " join unnest(k.conkey) with ordinality as key (number, n) on a.attnum = key.number"
                    + " where a.attrelid = k.conrelid)" + KEYS);
            assertThat(deletions).hasSizeGreaterThan(20);
            for (String deletion : deletions) {
                owner.execute("prepare following as " + deletion);
                String parameters = deletion.contains("$2") ? "(1, 1)" : "(1)";
                assertThat(owner.values("explain execute following" + parameters)
                                .toString())
                        .as(deletion)
                        .contains("Index Cond");
                owner.execute("deallocate following");
            }
        }
    }
}
