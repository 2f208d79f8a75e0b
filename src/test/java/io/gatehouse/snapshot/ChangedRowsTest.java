package io.gatehouse.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * How many rows are looked at for a change in an organization that is a thousand times as large as most, by the plan that
 * PostgreSQL keeps for all of them.
 */
@QuarkusTest
class ChangedRowsTest {
    private static final int SMALL_ORGANIZATIONS = 2000;
    private static final int LARGE = 3000;
    private static final long ORGANIZATION = 77;
    private static final int FEW = 10;
    private static final long ABSENT = 1;
    private static final Pattern ROWS = Pattern.compile("(?:actual rows|Rows Removed by [A-Za-z ]+)[=:] ?(\\d+)");

    private Connection owner;
    private Statement statement;

    @BeforeEach
    void fill() throws SQLException {
        owner = OtherInstance.owner();
        owner.setAutoCommit(false);
        statement = owner.createStatement();
        String organizations =
                " from (select " + ORGANIZATION + " as org union all select 1000 + n from generate_series(1, "
                        + SMALL_ORGANIZATIONS + ") n) organizations";
        String rows = organizations + ", lateral generate_series(1, case org when " + ORGANIZATION + " then " + LARGE
                + " else 1 end) n";
        for (String subjects : List.of("grant_users", "grant_roles", "grant_tokens")) {
            statement.execute("alter table " + subjects + " disable trigger user");
            statement.execute("delete from " + subjects);
        }
        insert("policy_versions", "select org, 100, '3'" + organizations);
        insert("organizations", "select org, 'o' || org, '', 'active', now(), now()" + organizations);
        insert("users (org_id, id, name, status)", "select org, org, 'u', 'active'" + organizations);
        insert("restrictions (org_id, id, rule)", "select org, n, '{}'" + rows);
        insert("grants (org_id, id, rule)", "select org, n, '{}'" + rows);
        insert("grant_users (org_id, grant_id, user_org_id, user_id)", "select org, n, org, org" + rows);
        insert("tokens", "select org, n, org, org, 'active', '', '[]', null, now(), now()" + rows);
        insert("policy_changes", "select org, n, 'token', n" + rows);
        statement.execute("analyze");
        statement.execute("set local plan_cache_mode = force_generic_plan");
    }

    @AfterEach
    void undo() throws SQLException {
        owner.rollback();
        owner.close();
    }

    @Test
    void changedRuleIsLookedUp() throws SQLException {
        assertFewRows(RuleRows.CHANGED_RESTRICTIONS, "bigint, bigint[]", ORGANIZATION + ", '{5, 6}'");
        assertFewRows(RuleRows.CHANGED_GRANTS, "bigint, bigint[], bigint[]", ORGANIZATION + ", '{5, 6}', '{7}'");
    }

    @Test
    void changedTokenIsLookedUp() throws SQLException {
        assertFewRows(SnapshotStore.CHANGES, "bigint, bigint", ORGANIZATION + ", " + (LARGE - 2));
    }

    @Test
    void grantsOfUserAreLookedUp() throws SQLException {
        assertFewRows(
                "select has_grants($1, $2, $3)",
                "bigint, bigint, bigint",
                ORGANIZATION + ", " + ABSENT + ", " + ABSENT);
    }

    private void assertFewRows(String query, String types, String values) throws SQLException {
        statement.execute("prepare changed (" + types + ") as " + query);
        var plan = new StringBuilder();
        try (ResultSet lines =
                statement.executeQuery("explain (analyze, costs off, timing off) execute changed(" + values + ")")) {
            while (lines.next()) {
                plan.append(lines.getString(1)).append('\n');
            }
        }
        statement.execute("deallocate changed");
        assertThat(ROWS.matcher(plan).results().map(MatchResult::group)).isNotEmpty();
        assertThat(ROWS.matcher(plan).results().mapToInt(found -> Integer.parseInt(found.group(1))))
                .as(plan.toString())
                .allMatch(rows -> rows <= FEW);
    }

    /** Without what the triggers make of it, and without those it refers to. */
    private void insert(String columns, String rows) throws SQLException {
        String table = columns.split(" ", 2)[0];
        statement.execute("alter table " + table + " disable trigger user");
        statement.execute("insert into " + columns + " " + rows);
    }
}
