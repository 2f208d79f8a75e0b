package io.gatehouse.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** The migration that changes the rules themselves, beside instances that read them. */
class RulesAsTextTest {
    private static final List<String> TABLES = List.of("restrictions", "grants");

    private final Map<String, String> configuration = TestDatabase.create();
    private final OwnedTables tables = OwnedTables.of(configuration);

    @Test
    void rulesAreNotGoneForWhoBeganToReadBefore() throws SQLException {
        migrate("014");
        try (Connection reader = tables.connect();
                Statement reading = reader.createStatement()) {
            fill();
            reading.execute("begin isolation level repeatable read read only");
            reading.execute("select version from policy_versions where org_id = 7");

            migrate("latest");

            for (String table : TABLES) {
                try (var rows = reading.executeQuery("select rule::text from " + table + " where org_id = 7")) {
                    assertThat(rows.next()).as(table).isTrue();
                    assertThat(rows.getString(1))
                            .as("no rule, with which no load succeeds")
                            .isNull();
                }
            }
        }
        for (String table : TABLES) {
            assertThat(tables.one("select rule ->> 'resource_type' from " + table))
                    .isEqualTo("buckets");
            assertThat(tables.one("select count(*) from pg_trigger where tgrelid = '" + table
                            + "'::regclass and not tgisinternal and tgenabled = 'O'"))
                    .as("recorded as before")
                    .isEqualTo("1");
        }
        assertThat(tables.one("select version from policy_versions where org_id = 7"))
                .as("nothing that counts has changed")
                .isEqualTo("1");
    }

    private void fill() throws SQLException {
        try (Connection owner = tables.connect();
                Statement statement = owner.createStatement()) {
            statement.execute("alter table organizations disable trigger user");
            statement.execute("insert into policy_versions values (7, 1, '3')");
            statement.execute("insert into organizations values (7, 'o', '', 'active', now(), now())");
            for (String table : TABLES) {
                statement.execute("alter table " + table + " disable trigger user");
                statement.execute("insert into " + table + " (org_id, id, rule) values (7, 1,"
                        + " '{\"resource_type\": \"buckets\", \"actions\": [\"read\"]}')");
                statement.execute("alter table " + table + " enable trigger user");
            }
        }
    }

    private void migrate(String target) {
        Flyway.configure()
                .dataSource(
                        "jdbc:" + configuration.get("gatehouse.database.url"),
                        configuration.get("gatehouse.database.owner-user"),
                        configuration.get("gatehouse.database.owner-password"))
                .placeholders(Map.of(
                        "app_role", configuration.getOrDefault("gatehouse.database.user", ""),
                        "reader_role", configuration.getOrDefault("gatehouse.database.reader-user", "")))
                .target(target)
                .load()
                .migrate();
    }
}
