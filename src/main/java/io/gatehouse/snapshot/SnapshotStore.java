package io.gatehouse.snapshot;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.UserId;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/** Reads the policy of organizations, as the reader. */
@Singleton
class SnapshotStore {
    private static final String BEGIN = "begin isolation level repeatable read read only";
    private static final int MOST_CHANGES = 5000;

    private static final String CHANGES = """
            select v.version as current, c.version, c.kind, c.entity_id, t.user_id as guest,
                extract(epoch from clock_timestamp() - c.changed_at)::float8 as age
            from policy_versions v
            left join policy_changes c on c.org_id = v.org_id and c.version > $2
            left join tokens t on c.kind = 'token' and t.org_id = c.org_id and t.id = c.entity_id
                and t.user_org_id = 0
            where v.org_id = $1
            order by c.version limit\s""" + (MOST_CHANGES + 1);

    private static final String NAMED = "select id from organizations where name = $1";
    private static final String VERSIONS = "select org_id, version from policy_versions where org_id = any($1)";

    /** What a snapshot is made of: each source's query has the organization as its one parameter. */
    private static final List<Source> SOURCES = List.of(
            new Source("select name, status from organizations where id = $1", SnapshotRows::organization),
            new Source("select id, name from buckets where org_id = $1", SnapshotRows::bucket),
            new Source("""
                    select u.id, u.name, u.status from users u where u.org_id = $1
                    union all
                    select u.id, u.name, u.status from users u where u.org_id = 0 and u.id in (
                        select user_id from memberships where org_id = $1 and user_org_id = 0
                        union select user_id from tokens where org_id = $1 and user_org_id = 0)
                    """, SnapshotRows::user),
            new Source("select user_id, bucket_id, role from memberships where org_id = $1", SnapshotRows::membership),
            new Source(
                    "select user_id, permissions, attributes from user_rights where org_id = $1", SnapshotRows::rights),
            new Source("""
                    select r.name, r.permissions, r.declared, array(
                        select user_id from role_members m where m.org_id = r.org_id and m.role_id = r.id) as users
                    from roles r where r.org_id = $1
                    """, SnapshotRows::role),
            new Source(RuleRows.RESTRICTIONS, SnapshotRows::restriction),
            new Source(RuleRows.GRANTS, SnapshotRows::grant),
            new Source("select name, actions from resource_types where org_id = $1", SnapshotRows::type),
            new Source("select name from subject_types where org_id = $1", SnapshotRows::subjectType),
            new Source("""
                    select t.name as type, r.name, r.attributes
                    from resources r join resource_types t on t.org_id = r.org_id and t.id = r.type_id
                    where r.org_id = $1
                    """, SnapshotRows::resource));

    private final Pool pool;

    SnapshotStore(@ReactiveDataSource("reader") Pool pool) {
        this.pool = pool;
    }

    /**
     * Reads what changed since a state, in one transaction, so that everything is of one version.
     *
     * @param snapshotWanted whether to load the snapshot where it is not held or no longer holds
     */
    Uni<Reading> read(OrganizationId organization, Followed.State held, boolean snapshotWanted) {
        return Uni.createFrom()
                .completionStage(
                        () -> pool.withConnection(connection -> read(connection, organization, held, snapshotWanted))
                                .toCompletionStage());
    }

    /** The versions of those organizations that have one. */
    Uni<Map<OrganizationId, Long>> versions(Set<OrganizationId> organizations) {
        Long[] ids = organizations.stream().map(OrganizationId::value).toArray(Long[]::new);
        return Uni.createFrom()
                .completionStage(() -> pool.preparedQuery(VERSIONS)
                        .execute(Tuple.of(ids))
                        .map(SnapshotStore::versions)
                        .toCompletionStage());
    }

    /** The organization with this name. */
    Uni<@Nullable OrganizationId> find(String name) {
        return Uni.createFrom()
                .completionStage(() -> pool.preparedQuery(NAMED)
                        .execute(Tuple.of(name))
                        .map(SnapshotStore::organization)
                        .toCompletionStage());
    }

    private static Future<Reading> read(
            SqlConnection connection, OrganizationId organization, Followed.State held, boolean snapshotWanted) {
        Future<?> begun = connection.query(BEGIN).execute();
        boolean missing = snapshotWanted && held.loaded() == null;
        Future<RowSet<Row>> news = connection
                .preparedQuery(CHANGES)
                .execute(Tuple.of(organization.value(), held.isUnknown() ? Long.MAX_VALUE : held.version()));
        Future<Changes> changes = news.map(rows -> changes(rows, held));
        Future<@Nullable SnapshotRows> rows = missing
                ? load(connection, organization)
                : changes.compose(
                        found -> found.outdate(held) ? load(connection, organization) : Future.succeededFuture());
        Future<RuleRows> rules = changes.compose(found -> missing || held.loaded() == null || found.outdate(held)
                ? Future.succeededFuture(RuleRows.NONE)
                : RuleRows.read(connection, organization, found));
        return Future.all(begun, changes, rows, rules)
                .map(all -> reading(changes.result(), held, rows.result(), rules.result())
                        .withLag(lag(news.result())))
                .eventually(() -> connection.query("commit").execute());
    }

    private static Reading reading(Changes changes, Followed.State held, @Nullable SnapshotRows rows, RuleRows rules) {
        if (rows == null) {
            Loaded loaded = held.loaded();
            return new Reading(
                    changes, loaded == null ? null : loaded.at(changes.version(), rules), false, Optional.empty());
        }
        Loaded loaded = rows.build(changes.version());
        return new Reading(changes, loaded, loaded == null, Optional.empty());
    }

    /** Sends the queries of all sources at once; the connection answers them in a row. */
    private static Future<@Nullable SnapshotRows> load(SqlConnection connection, OrganizationId organization) {
        var rows = new SnapshotRows(organization);
        List<Future<?>> parts = new ArrayList<>();
        for (Source source : SOURCES) {
            parts.add(connection
                    .preparedQuery(source.query())
                    .collecting(Collector.of(() -> rows, source.row(), (left, right) -> left))
                    .execute(Tuple.of(organization.value())));
        }
        return Future.all(parts).map(rows);
    }

    private static Changes changes(RowSet<Row> rows, Followed.State held) {
        long version = 0;
        List<Change> changes = new ArrayList<>(rows.size());
        for (Row row : rows) {
            version = row.getLong("current");
            if (row.getValue("version") != null) {
                changes.add(change(row));
            }
        }
        return Changes.of(held.version(), version, changes, changes.size() <= MOST_CHANGES);
    }

    private static Change change(Row row) {
        Long guest = row.getLong("guest");
        return new Change(
                row.getLong("version"),
                row.getString("kind"),
                row.getLong("entity_id"),
                guest == null ? null : new UserId(guest));
    }

    private static Optional<Duration> lag(RowSet<Row> rows) {
        Duration oldest = null;
        for (Row row : rows) {
            Double seconds = row.getDouble("age");
            if (seconds != null) {
                Duration age = Duration.ofNanos((long) (seconds * 1e9));
                oldest = oldest == null || age.compareTo(oldest) > 0 ? age : oldest;
            }
        }
        return Optional.ofNullable(oldest);
    }

    private static @Nullable OrganizationId organization(RowSet<Row> rows) {
        for (Row row : rows) {
            return new OrganizationId(row.getLong("id"));
        }
        return null;
    }

    private static Map<OrganizationId, Long> versions(RowSet<Row> rows) {
        Map<OrganizationId, Long> versions = new HashMap<>();
        for (Row row : rows) {
            versions.put(new OrganizationId(row.getLong("org_id")), row.getLong("version"));
        }
        return versions;
    }

    /** A part of a snapshot, and where its rows go. */
    private record Source(String query, BiConsumer<SnapshotRows, Row> row) {}

    /**
     * What was read.
     *
     * @param gone there is no such organization
     * @param lag the age of the oldest change among them when it was read
     */
    record Reading(Changes changes, @Nullable Loaded loaded, boolean gone, Optional<Duration> lag) {
        Reading withLag(Optional<Duration> age) {
            return new Reading(changes, loaded, gone, age);
        }
    }
}
