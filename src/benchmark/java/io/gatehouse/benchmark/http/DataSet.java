package io.gatehouse.benchmark.http;

import io.gatehouse.benchmark.Options;
import io.gatehouse.decision.Id;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Organizations with tokens and rules, all from one seed. Organization 0 has the most rules, the next {@code medium} have
 * a thousand each, all others ten.
 *
 * <p>Each organization has a user, ten buckets {@code db0} … {@code db9} with rules, and one, {@code open}, without any.
 * Token {@code n} belongs to organization {@code n mod organizations} and may read and write all its buckets. Rule
 * {@code n} is about measurement {@code m<n>} of {@code db<n mod 10>}: a restriction where {@code n} is even, and where
 * it is odd the grant that opens the one before it to the organization's first token.
 */
record DataSet(int organizations, int tokens, int largest, int medium) {
    static final int RULES_OF_MEDIUM = 1000;
    private static final int RULES_OF_SMALL = 10;
    private static final int DATABASES = 10;
    private static final int AT_ONCE = 4096;
    private static final long FIRST_ORGANIZATION = 0x1000_0000_0000L;
    private static final long FIRST_TOKEN = 0x2000_0000_0000L;
    private static final long FIRST_USER = 0x3000_0000_0000L;
    private static final long FIRST_BUCKET = 0x4000_0000_0000L;
    private static final long FIRST_RULE = 0x5000_0000_0000L;
    private static final String NOW = "2026-01-01T00:00:00Z";
    private static final List<String> TABLES = List.of(
            "organizations", "users", "buckets", "tokens", "token_secrets", "restrictions", "grants", "grant_tokens");

    private static final TokenText TEXTS = new TokenText(Options.SEED);

    static DataSet of(Options options) {
        return options.quick() ? new DataSet(500, 50_000, 10_000, 20) : new DataSet(10_000, 1_000_000, 100_000, 100);
    }

    long organization(int number) {
        return FIRST_ORGANIZATION + number;
    }

    String organizationId(int number) {
        return Id.print(organization(number));
    }

    String openBucketId(int organization) {
        return Id.print(bucket(organization, DATABASES));
    }

    int organizationOf(int token) {
        return token % organizations;
    }

    long token(int number) {
        return FIRST_TOKEN + number;
    }

    String secret(int token) {
        return TEXTS.secret(token);
    }

    int rules(int organization) {
        if (organization == 0) {
            return largest;
        }
        return organization <= medium ? RULES_OF_MEDIUM : RULES_OF_SMALL;
    }

    /** Whether a token may read a point on which a rule bears: only the organization's first may. */
    boolean mayReadRestricted(int token) {
        return token < organizations;
    }

    static String database(int rule) {
        return "db" + rule % DATABASES;
    }

    static String host(int rule) {
        return "host" + rule % 1000;
    }

    /** Fills the migrated database, as the owner. The triggers rest meanwhile: all is of version 1, and has no trail. */
    void load(Map<String, String> configuration) throws SQLException {
        try (Connection owner = owner(configuration);
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            for (String table : TABLES) {
                statement.execute("alter table " + table + " disable trigger user");
            }
            insertOrganizations(owner);
            insertTokens(owner, configuration.getOrDefault("gatehouse.token.peppers", ""));
            insertRules(owner);
            for (String table : TABLES) {
                statement.execute("alter table " + table + " enable trigger user");
            }
            owner.commit();
            owner.setAutoCommit(true);
            statement.execute("analyze");
        }
    }

    static Connection owner(Map<String, String> configuration) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:" + configuration.get("gatehouse.database.url")
                        + "?reWriteBatchedInserts=true&stringtype=unspecified",
                configuration.get("gatehouse.database.owner-user"),
                configuration.get("gatehouse.database.owner-password"));
    }

    private void insertOrganizations(Connection owner) throws SQLException {
        insert(owner, "policy_versions (org_id, version, transaction_id)", rows -> {
            for (int i = 0; i < organizations; i++) {
                rows.accept(organization(i) + "\t1\t3");
            }
        });
        insert(owner, "organizations (id, name, description, status, created_at, updated_at)", rows -> {
            for (int i = 0; i < organizations; i++) {
                rows.accept(organization(i) + "\torganization-" + i + "\t\tactive\t" + NOW + "\t" + NOW);
            }
        });
        insert(owner, "users (org_id, id, name, status)", rows -> {
            for (int i = 0; i < organizations; i++) {
                rows.accept(organization(i) + "\t" + (FIRST_USER + i) + "\tuser-" + i + "\tactive");
            }
        });
        insert(
                owner,
                "buckets (org_id, id, type, name, description, retention_seconds, shard_group_seconds,"
                        + " created_at, updated_at)",
                rows -> {
                    for (int i = 0; i < organizations; i++) {
                        for (int j = 0; j <= DATABASES; j++) {
                            rows.accept(organization(i) + "\t" + bucket(i, j)
                                    + "\tuser\t" + (j == DATABASES ? "open" : database(j)) + "\t\t0\t604800\t" + NOW
                                    + "\t" + NOW);
                        }
                    }
                });
    }

    private static long bucket(int organization, int number) {
        return FIRST_BUCKET + (long) organization * (DATABASES + 1) + number;
    }

    private void insertTokens(Connection owner, String peppers) throws SQLException {
        insert(
                owner,
                "tokens (org_id, id, user_org_id, user_id, status, description, permissions, created_at, updated_at)",
                rows -> {
                    for (int i = 0; i < tokens; i++) {
                        int home = organizationOf(i);
                        String organization = organizationId(home);
                        rows.accept(organization(home) + "\t" + token(i) + "\t" + organization(home) + "\t"
                                + (FIRST_USER + home) + "\tactive\t\t[" + permission("read", organization) + ","
                                + permission("write", organization) + "]\t" + NOW + "\t" + NOW);
                    }
                });
        insert(owner, "token_secrets (org_id, hash, token_id, kid, prefix)", rows -> {
            String kid = peppers.substring(0, peppers.indexOf(':'));
            for (int i = 0; i < tokens; i++) {
                String secret = secret(i);
                rows.accept(organization(organizationOf(i)) + "\t\\x" + TokenText.hash(secret, peppers) + "\t"
                        + token(i) + "\t" + kid + "\t" + secret.substring(0, 10));
            }
        });
    }

    private void insertRules(Connection owner) throws SQLException {
        insert(owner, "restrictions (org_id, id, rule)", rows -> insertRules(rows, 0, true));
        insert(owner, "grants (org_id, id, rule)", rows -> insertRules(rows, 1, true));
        insert(owner, "grant_tokens (org_id, grant_id, token_id)", rows -> insertRules(rows, 1, false));
    }

    private void insertRules(Consumer<String> rows, int first, boolean whole) {
        long id = FIRST_RULE;
        for (int i = 0; i < organizations; i++) {
            for (int j = 0; j < rules(i); j++, id++) {
                if (j % 2 == first) {
                    rows.accept(organization(i) + "\t" + id + "\t" + (whole ? rule(j - first) : token(i)));
                }
            }
        }
    }

    /** The even ones match a host exactly or by its beginning, in turn. */
    private static String rule(int number) {
        String match = number % 4 == 0 ? "exact" : "prefix";
        return "{\"resource_type\":\"buckets\",\"name\":{\"match\":\"exact\",\"value\":\"" + database(number)
                + "\"},\"measurement\":{\"match\":\"exact\",\"value\":\"m" + number + "\"},\"tags\":[{\"key\":\"host\","
                + "\"match\":\"" + match + "\",\"value\":\"" + host(number) + "\"}],\"actions\":[\"read\",\"write\"]}";
    }

    private static String permission(String action, String organization) {
        return "{\"action\":\"" + action + "\",\"type\":\"buckets\",\"org\":\"" + organization + "\"}";
    }

    /** Inserts rows whose columns stand between tabs. */
    private static void insert(Connection owner, String table, Consumer<Consumer<String>> write) throws SQLException {
        String places = table.replaceAll(".*\\(", "(").replaceAll("[a-z_]+", "?");
        try (PreparedStatement insert = owner.prepareStatement("insert into " + table + " values " + places)) {
            int[] waiting = {0};
            write.accept(row -> {
                add(insert, row.split("\t", -1));
                if (++waiting[0] % AT_ONCE == 0) {
                    send(insert);
                }
            });
            send(insert);
        }
    }

    private static void add(PreparedStatement insert, String[] columns) {
        try {
            for (int i = 0; i < columns.length; i++) {
                insert.setString(i + 1, columns[i]);
            }
            insert.addBatch();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void send(PreparedStatement insert) {
        try {
            insert.executeBatch();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
