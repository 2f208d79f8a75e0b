package io.gatehouse.platform;

import static io.gatehouse.platform.DatabaseRole.NOT_PERMITTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The second fence: what the database itself keeps apart when a query forgets the organization. The tables are those
 * that there are, so that a new one without a policy fails here.
 */
@QuarkusTest
class RowLevelSecurityTest {
    /** They hold versions and ids, which tell nobody anything, and are written by triggers alone. */
    private static final Set<String> SHARED = Set.of("policy_versions", "policy_changes");

    /** No part of the policy: neither a version nor a line in the trail. */
    private static final Set<String> UNRECORDED = Set.of("sessions", "token_usage", "audit_events");

    private static final List<String> SHADOWED = List.of("policy_versions", "policy_changes", "audit_events");

    private final long mine = Ids.random();
    private final long theirs = Ids.random();

    @BeforeEach
    void fillTwoOrganizations() throws SQLException {
        fill(mine);
        fill(theirs);
    }

    @Test
    void everyTenantTableHasAPolicyOnItsScope() throws SQLException {
        try (var owner = DatabaseRole.owner()) {
            assertThat(owner.values("select relname from pg_class c where relnamespace = 'public'::regnamespace"
                            + " and relkind in ('r', 'p') and relname <> 'flyway_schema_history'"
                            + " and not (relrowsecurity and exists (select from pg_policy p where p.polrelid = c.oid"
                            + " and pg_get_expr(p.polqual, p.polrelid) like '%in_scope(%'))"))
                    .containsExactlyInAnyOrderElementsOf(SHARED);
        }
    }

    @Test
    void queryThatForgetsTheOrganizationSeesNothing() throws SQLException {
        try (var application = DatabaseRole.application()) {
            for (String table : tenantTables()) {
                assertThat(application.value("select count(*) from " + table))
                        .as(table)
                        .isEqualTo("0");
            }
            application.scope("");
            for (String table : tenantTables()) {
                assertThat(application.value("select count(*) from " + table))
                        .as(table)
                        .isEqualTo("0");
            }
        }
    }

    @Test
    void queryInOneOrganizationSeesItsRowsAlone() throws SQLException {
        try (var owner = DatabaseRole.owner();
                var application = DatabaseRole.application().scope(mine)) {
            for (String table : tenantTables()) {
                String own = key(table) + " = " + mine;
                assertThat(application.value("select count(*) from " + table + " where " + own))
                        .as(table)
                        .isEqualTo(owner.value("select count(*) from " + table + " where " + own))
                        .isNotEqualTo("0");
                String instances = table.equals("users") ? " and org_id <> 0" : "";
                assertThat(application.value("select count(*) from " + table + " where not " + own + instances))
                        .as(table)
                        .isEqualTo("0");
            }
        }
    }

    @Test
    void rowOfAnotherOrganizationCannotBeInserted() throws SQLException {
        try (var owner = DatabaseRole.owner();
                var application = DatabaseRole.application().scope(mine)) {
            for (String table : writableTables()) {
                String row =
                        owner.value("select to_jsonb(t) from " + table + " t where " + key(table) + " = " + theirs);
                String columns = owner.value("select string_agg(column_name, ', ') from information_schema.columns"
                        + " where table_name = '" + table + "' and is_generated = 'NEVER' and is_identity = 'NO'");
                assertThat(application.stateOf("insert into " + table + " (" + columns + ") select " + columns
                                + " from jsonb_populate_record(null::" + table + ", '" + row.replace("'", "''") + "')"))
                        .as(table)
                        .isEqualTo(NOT_PERMITTED);
            }
        }
    }

    @Test
    void rowCannotBeMovedToAnotherOrganization() throws SQLException {
        try (var application = DatabaseRole.application().scope(mine)) {
            for (String table : writableTables()) {
                assertThat(application.stateOf("update " + table + " set " + key(table) + " = " + theirs + " where "
                                + key(table) + " = " + mine))
                        .as(table)
                        .isEqualTo(NOT_PERMITTED);
            }
        }
    }

    @Test
    void rowOfAnotherOrganizationCannotBeChangedOrDeleted() throws SQLException {
        try (var application = DatabaseRole.application().scope(mine)) {
            for (String table : writableTables()) {
                String other = key(table) + " = " + theirs;
                assertThat(application.execute(
                                "update " + table + " set " + key(table) + " = " + key(table) + " where " + other))
                        .as(table)
                        .isZero();
                assertThat(application.execute("delete from " + table + " where " + other))
                        .as(table)
                        .isZero();
            }
        }
    }

    @Test
    void usersOfTheInstanceAreSeenAndNotChangedByAnOrganization() throws SQLException {
        try (var owner = DatabaseRole.owner()) {
            owner.execute(
                    "insert into users (org_id, id, name, status) values (0, " + mine + ", 'i" + mine + "', 'active')");
            owner.commit();
        }
        try (var application = DatabaseRole.application().scope(mine)) {
            String guest = "where org_id = 0 and id = " + mine;
            assertThat(application.value("select count(*) from users " + guest)).isEqualTo("1");
            assertThat(application.execute("update users set name = 'taken' " + guest))
                    .isZero();
            assertThat(application.execute("delete from users " + guest)).isZero();
        }
    }

    @Test
    void applicationCannotChangeTheSchema() throws SQLException {
        try (var application = DatabaseRole.application().scope("instance")) {
            assertNoDdl(application);
        }
    }

    @Test
    void applicationCannotTouchTheTrailOrTheVersions() throws SQLException {
        try (var application = DatabaseRole.application().scope("instance")) {
            for (String sql : List.of(
                    "insert into audit_events (org_id, version, action, kind, entity_id, credential)"
                            + " values (1, 1, 'create', 'user', 1, 'nobody')",
                    "update audit_events set credential = 'nobody'",
                    "delete from audit_events",
                    "truncate audit_events",
                    "drop trigger record_row on buckets",
                    "alter table audit_events disable row level security",
                    "insert into policy_versions values (1, 1, pg_current_xact_id())",
                    "update policy_versions set version = version",
                    "delete from policy_versions",
                    "insert into policy_changes values (1, 1, 'user', 1)",
                    "update policy_changes set kind = kind",
                    "select raise_policy_version(" + theirs + ")",
                    "select record_change(1, 'INSERT', 'user', 1, null, null)",
                    "select organizations_of_user(0, 1)")) {
                assertThat(application.stateOf(sql)).as(sql).isEqualTo(NOT_PERMITTED);
            }
        }
    }

    @Test
    void temporaryTablesOfTheApplicationTakeNothingFromTheTrailOrTheVersions() throws SQLException {
        try (var owner = DatabaseRole.owner();
                var application = DatabaseRole.application()) {
            String version = "select version from public.policy_versions where org_id = " + mine;
            long before = Long.parseLong(owner.value(version));
            String temporary = " temporary on database " + owner.value("select quote_ident(current_database())");
            String account = application.value("select quote_ident(current_user)");
            owner.execute("grant" + temporary + " to " + account);
            owner.commit();
            try {
                for (String table : SHADOWED) {
                    application.execute(
                            "create temporary table " + table + " (like public." + table + " including all)");
                    application.execute("grant all on pg_temp." + table + " to public");
                }
                application.execute("insert into pg_temp.policy_versions table public.policy_versions");
                application.value("select begin_write(" + mine + ", '" + mine + "', '{\"credential\": \"shadow\"}')");
                application.execute("update buckets set description = 'changed' where org_id = " + mine);
                assertThat(application.value("select count(*) from public.audit_events where credential = 'shadow'"))
                        .isEqualTo("1");
                assertThat(application.value(version)).isEqualTo(Long.toString(before + 1));
            } finally {
                owner.execute("revoke" + temporary + " from " + account);
                owner.commit();
            }
        }
    }

    @Test
    void readerCannotWriteAnything() throws SQLException {
        try (var reader = DatabaseRole.reader().scope("instance")) {
            for (String table : allTables()) {
                String key = table.equals("organizations") ? "id" : "org_id";
                for (String sql : List.of(
                        "insert into " + table + " default values",
                        "update " + table + " set " + key + " = " + key,
                        "delete from " + table,
                        "truncate " + table)) {
                    assertThat(reader.stateOf(sql)).as(sql).isEqualTo(NOT_PERMITTED);
                }
            }
            assertNoDdl(reader);
        }
    }

    @Test
    void readerSeesNeitherPasswordsNorSessionsNorTheTrail() throws SQLException {
        try (var reader = DatabaseRole.reader().scope("instance")) {
            for (String table : List.of("passwords", "sessions", "audit_events")) {
                assertThat(reader.stateOf("select 1 from " + table)).as(table).isEqualTo(NOT_PERMITTED);
            }
            assertThat(reader.stateOf("select 1 from token_secrets")).startsWith("done");
        }
    }

    @Test
    void everyWriteToThePolicyIsRecordedByTriggers() throws SQLException {
        try (var owner = DatabaseRole.owner()) {
            assertThat(owner.values(
                            "select c.relname from pg_class c join unnest(array['" + String.join("', '", recorded())
                                    + "']) as recorded on recorded = c.relname where not exists (select from pg_trigger t"
                                    + " where t.tgrelid = c.oid and t.tgenabled = 'O' and t.tgtype & 28 = 28"
                                    + " and t.tgfoid = 'record_row'::regproc)"))
                    .isEmpty();
        }
    }

    @Test
    void everyWriteRaisesTheVersionOnceAndLeavesItsTrail() throws SQLException {
        for (String table : recorded()) {
            for (String sql : List.of(
                    "update " + table + " set " + key(table) + " = " + key(table) + " where " + key(table) + " = "
                            + mine,
                    "delete from " + table + " where " + key(table) + " = " + mine)) {
                try (var application = DatabaseRole.application()) {
                    long before = Long.parseLong(application.value("select begin_write(" + mine + ", '" + mine
                            + "', '{\"credential\": \"the test\", \"user\": 7, \"address\": \"here\"}')"));
                    assertThat(application.execute(sql)).as(sql).isPositive();
                    long after = Long.parseLong(
                            application.value("select version from policy_versions where org_id = " + mine));
                    assertThat(after).as(sql).isEqualTo(before + 1);
                    assertThat(application.value("select count(*) from policy_changes where org_id = " + mine
                                    + " and version = " + after))
                            .as(sql)
                            .isNotEqualTo("0");
                    assertThat(application.value("select count(*) from audit_events where credential = 'the test'"
                                    + " and user_id = 7 and address = 'here' and version = " + after
                                    + " and action = '" + sql.substring(0, 6) + "'"))
                            .as(sql)
                            .isNotEqualTo("0");
                }
            }
        }
    }

    @Test
    void trailHoldsNoHash() throws SQLException {
        try (var owner = DatabaseRole.owner()) {
            assertThat(owner.value("select count(*) from audit_events where before ?| array['hash', 'discriminator']"
                            + " or after ?| array['hash', 'discriminator']"))
                    .isEqualTo("0");
            assertThat(owner.value("select count(*) from audit_events where org_id = " + mine
                            + " and kind in ('password', 'secret')"))
                    .isEqualTo("2");
        }
    }

    @Test
    void primaryKeysStartWithTheOrganization() throws SQLException {
        try (var owner = DatabaseRole.owner()) {
            assertThat(owner.values("select c.relname || '.' || a.attname from pg_index i"
                            + " join pg_class c on c.oid = i.indrelid"
                            + " join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]"
                            + " where i.indisprimary and c.relnamespace = 'public'::regnamespace"
                            + " and c.relname <> 'flyway_schema_history' and a.attname <> 'org_id'"))
                    .containsExactly("organizations.id");
            assertThat(owner.values("select relname from pg_class c where relnamespace = 'public'::regnamespace"
                            + " and relkind in ('r', 'p') and not exists"
                            + " (select from pg_index i where i.indrelid = c.oid and i.indisprimary)"))
                    .isEmpty();
        }
    }

    @Test
    void functionsThatRunAsTheOwnerSearchNoSchemaOfTheirCaller() throws SQLException {
        try (var owner = DatabaseRole.owner()) {
            assertThat(
                            owner.values(
                                    "select proname from pg_proc where pronamespace = 'public'::regnamespace"
                                            + " and prosecdef and not coalesce(array_to_string(proconfig, ','), '') like 'search_path=%, pg_temp'"))
                    .isEmpty();
        }
    }

    @Test
    void functionsOfTriggersAreForTheOwnersTriggersAlone() throws SQLException {
        try (var application = DatabaseRole.application()) {
            assertThat(application.values("select proname from pg_proc where pronamespace = 'public'::regnamespace"
                            + " and prorettype = 'trigger'::regtype and has_function_privilege(oid, 'execute')"))
                    .isEmpty();
        }
    }

    private static void assertNoDdl(DatabaseRole role) throws SQLException {
        for (String sql : List.of(
                "create table t (id bigint)",
                "create temporary table t (id bigint)",
                "create schema s",
                "create function f() returns int language sql as 'select 1'",
                "alter table users add column secret text",
                "alter table users disable trigger record_row",
                "alter table users disable row level security",
                "create policy open on users using (true)",
                "drop policy scope on users",
                "drop table sessions",
                "truncate users",
                "drop function in_scope(bigint)",
                "create role r",
                "set role gatehouse_owner",
                "set session_replication_role = replica")) {
            assertThat(role.stateOf(sql)).as(sql).isEqualTo(NOT_PERMITTED);
        }
    }

    private static List<String> allTables() throws SQLException {
        try (var owner = DatabaseRole.owner()) {
            return owner.values("select relname from pg_class where relnamespace = 'public'::regnamespace"
                    + " and relkind in ('r', 'p') and relname <> 'flyway_schema_history' order by relname");
        }
    }

    private static List<String> tenantTables() throws SQLException {
        return allTables().stream().filter(table -> !SHARED.contains(table)).toList();
    }

    private static List<String> writableTables() throws SQLException {
        return tenantTables().stream()
                .filter(table -> !table.equals("audit_events"))
                .toList();
    }

    private static List<String> recorded() throws SQLException {
        return tenantTables().stream()
                .filter(table -> !UNRECORDED.contains(table))
                .toList();
    }

    private static String key(String table) {
        return table.equals("organizations") ? "id" : "org_id";
    }

    /** One row in every table, as the application writes it. */
    private static void fill(long org) throws SQLException {
        try (var application = DatabaseRole.application()) {
            application.value("select begin_write(" + org + ", '" + org + "', '{\"credential\": \"fill\"}')");
            for (String row : List.of(
                    "organizations values ($, 'o$', '', 'active', now(), now())",
                    "buckets values ($, $, 'user', 'b', '', null, 0, 0, now(), now())",
                    "users (org_id, id, name, status) values ($, $, 'u', 'active')",
                    "passwords values ($, $, 'hash', 'k:few')",
                    "memberships (org_id, bucket_id, user_id, user_org_id, role) values ($, 0, $, $, 'member')",
                    "sessions values ($, '\\x$', $, now())",
                    "tokens values ($, $, $, $, 'active', '', '[]', null, now(), now())",
                    "token_secrets values ($, '\\x$', $, 'k', 'gth_', null)",
                    "token_usage values ($, $, now())",
                    "roles values ($, $, 'r', '{}', '[]')",
                    "role_members values ($, $, $, $)",
                    "user_rights values ($, $, $, '{}', '{}')",
                    "restrictions (org_id, id, rule) values ($, $, '{}')",
                    "grants (org_id, id, rule) values ($, $, '{}')",
                    "grant_users values ($, $, $, $)",
                    "grant_roles values ($, $, $)",
                    "grant_tokens values ($, $, $)",
                    "resource_types values ($, $, 't', '[]')",
                    "subject_types values ($, $, 't')",
                    "resources values ($, $, $, 'n', '{}')")) {
                String hex = String.format("%016x", org);
                application.execute(
                        "insert into " + row.replace("\\x$", "\\x" + hex).replace("$", Long.toString(org)));
            }
            application.commit();
        }
    }
}
