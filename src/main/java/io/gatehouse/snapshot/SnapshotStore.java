package io.gatehouse.snapshot;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.UserId;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
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
import java.util.function.Consumer;
import java.util.stream.Collector;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the policy of organizations, as the reader. */
@Singleton
class SnapshotStore {
    private static final String BEGIN = "begin isolation level repeatable read read only";
    private static final int MOST_CHANGES = 5000;

    /** The user of the instance whose token changed is looked up by the token's id, as {@link RuleRows} are. */
    static final String CHANGES = """
            select v.version as current, c.version, c.kind, c.entity_id,
                case when c.kind = 'token' then (
                    select t.user_id from tokens t
                    where t.org_id = c.org_id and t.id = c.entity_id and t.user_org_id = 0) end as guest,
                extract(epoch from clock_timestamp() - c.changed_at)::float8 as age
            from policy_versions v
            left join policy_changes c on c.org_id = v.org_id and c.version > $2
            where v.org_id = $1
            order by c.version limit\s""" + (MOST_CHANGES + 1);

    private static final String NAMED = "select id from organizations where name = $1";
    private static final String VERSIONS = "select org_id, version from policy_versions where org_id = any($1)";

    private static final String ROLES = """
            select r.id, r.name, r.permissions, r.declared, array(
                select user_id from role_members m where m.org_id = r.org_id and m.role_id = r.id) as users
            from roles r where r.org_id = $1
            """;

    /** What a snapshot is made of: each source's query has the organization as its one parameter. */
    private static final List<Source> SOURCES = List.of(
            new Source("select name, status from organizations where id = $1", SnapshotRows::organization),
            new Source("select id, name from buckets where org_id = $1", SnapshotRows::bucket),
            new Source("""
                    select u.id, u.name, u.status, true as own from users u where u.org_id = $1
                    union all
                    select u.id, u.name, u.status, false from users u where u.org_id = 0 and u.id in (
                        select user_id from memberships where org_id = $1 and user_org_id = 0
                        union select user_id from tokens where org_id = $1 and user_org_id = 0)
                    """, SnapshotRows::user),
            new Source("select user_id, bucket_id, role from memberships where org_id = $1", SnapshotRows::membership),
            new Source(
                    "select user_id, permissions, attributes from user_rights where org_id = $1", SnapshotRows::rights),
            new Source(ROLES, SnapshotRows::role),
            new Source("select name, actions from resource_types where org_id = $1", SnapshotRows::type),
            new Source("select name from subject_types where org_id = $1", SnapshotRows::subjectType),
            new Source("""
                    select t.name as type, r.name, r.attributes
                    from resources r join resource_types t on t.org_id = r.org_id and t.id = r.type_id
                    where r.org_id = $1
                    """, SnapshotRows::resource));

    private static final List<Source> WITH_RULES = Stream.concat(
                    SOURCES.stream(),
                    Stream.of(
                            new Source(RuleRows.RESTRICTIONS, SnapshotRows::restriction),
                            new Source(RuleRows.GRANTS, SnapshotRows::grant)))
            .toList();

    /** A snapshot of so few rows is made where they arrive. */
    private static final int FEW = 50;

    private final Pool pool;
    private final Replica replica;
    private final Vertx vertx;

    SnapshotStore(@ReactiveDataSource("reader") Pool pool, Replica replica, Vertx vertx) {
        this.pool = pool;
        this.replica = replica;
        this.vertx = vertx;
    }

    /**
     * Reads what changed since a state, in one transaction, so that everything is of one version.
     *
     * @param snapshotWanted whether to load the snapshot where it is not held or no longer holds
     * @param room is told how much has come, while it comes
     * @throws NoRoomException as the result, if that says so
     */
    Uni<Reading> read(OrganizationId organization, Followed.State held, boolean snapshotWanted, Consumer<Weight> room) {
        return Uni.createFrom()
                .completionStage(() -> (snapshotWanted && held.loaded() == null && replica.exists()
                                ? readByReplica(organization, held, room)
                                : read(pool, organization, held, snapshotWanted, room))
                        .toCompletionStage());
    }

    private Future<Reading> read(
            Pool asked,
            OrganizationId organization,
            Followed.State held,
            boolean snapshotWanted,
            Consumer<Weight> room) {
        return asked.withConnection(connection -> read(connection, organization, held, snapshotWanted, room))
                .compose(rows -> build(rows, held.loaded()));
    }

    /**
     * Loads the snapshot from the replica, and then from the primary what has changed since that and since the state.
     * Nothing from the replica is used before that.
     */
    private Future<Reading> readByReplica(OrganizationId organization, Followed.State held, Consumer<Weight> room) {
        return replica.load(
                        (connection, heard) -> read(connection, organization, Followed.State.UNKNOWN, true, weight -> {
                                    heard.run();
                                    room.accept(weight);
                                })
                                .map(Optional::of),
                        Optional.<Rows>empty())
                .compose(rows -> rows.isPresent()
                        ? build(rows.get(), null).map(reading -> Optional.ofNullable(reading.loaded()))
                        : Future.succeededFuture(Optional.<Loaded>empty()))
                .compose(found -> found.isPresent()
                        ? readSince(organization, held, found.get(), room)
                        : read(pool, organization, held, true, room));
    }

    private Future<Reading> readSince(
            OrganizationId organization, Followed.State held, Loaded loaded, Consumer<Weight> room) {
        long of = loaded.snapshot().version();
        long since = held.isUnknown() ? of : Math.min(of, held.version());
        return pool.withConnection(connection -> {
            var intake = new Intake(connection, room);
            Future<?> begun = connection.query(BEGIN).execute();
            Future<Changes> changes = connection
                    .preparedQuery(CHANGES)
                    .execute(Tuple.of(organization.value(), since))
                    .map(rows -> changes(rows, since));
            Future<Rows> rows =
                    changes.compose(found -> readChanged(connection, organization, found.after(of), loaded, intake));
            return intake.ended(Future.all(begun, rows).map(all -> rows.result()))
                    .compose(read -> build(read, loaded))
                    .map(reading -> reading.with(
                            held.isUnknown()
                                    ? new Changes(changes.result().version(), List.of(), false)
                                    : changes.result()));
        });
    }

    /** The versions of those organizations that have one. */
    Uni<Map<OrganizationId, Long>> versions(Set<OrganizationId> organizations) {
        Long[] ids = organizations.stream().map(OrganizationId::value).toArray(Long[]::new);
        return Uni.createFrom()
                .completionStage(() -> pool.withConnection(connection -> connection
                                .preparedQuery(VERSIONS)
                                .execute(Tuple.of(ids))
                                .map(SnapshotStore::versions))
                        .toCompletionStage());
    }

    /** The organization with this name. */
    Uni<@Nullable OrganizationId> find(String name) {
        return Uni.createFrom()
                .completionStage(() -> pool.withConnection(connection -> connection
                                .preparedQuery(NAMED)
                                .execute(Tuple.of(name))
                                .map(SnapshotStore::organization))
                        .toCompletionStage());
    }

    private static Future<Rows> read(
            SqlConnection connection,
            OrganizationId organization,
            Followed.State held,
            boolean snapshotWanted,
            Consumer<Weight> room) {
        var intake = new Intake(connection, room);
        Future<?> begun = connection.query(BEGIN).execute();
        Future<RowSet<Row>> news = connection
                .preparedQuery(CHANGES)
                .execute(Tuple.of(organization.value(), held.isUnknown() ? Long.MAX_VALUE : held.version()));
        Future<Changes> changes = news.map(rows -> changes(rows, held.version()));
        Loaded loaded = held.loaded();
        Future<Rows> rows;
        if (loaded != null) {
            rows = changes.compose(found -> readChanged(connection, organization, found, loaded, intake));
        } else if (snapshotWanted) {
            Future<SnapshotRows> all = load(connection, organization, WITH_RULES, intake);
            rows = changes.compose(found -> all.map(sourced -> new Rows(found, sourced, RuleRows.NONE)));
        } else {
            rows = changes.map(found -> new Rows(found, null, RuleRows.NONE));
        }
        return intake.ended(Future.all(begun, rows).map(all -> rows.result().withLag(lag(news.result()))));
    }

    private static Future<Rows> readChanged(
            SqlConnection connection, OrganizationId organization, Changes changes, Loaded loaded, Intake intake) {
        return switch (changes.extent(loaded)) {
            case ALL ->
                load(connection, organization, WITH_RULES, intake)
                        .map(sourced -> new Rows(changes, sourced, RuleRows.NONE));
            case ALL_BUT_RULES ->
                load(connection, organization, SOURCES, intake)
                        .compose(sourced -> RuleRows.read(
                                        connection, organization, changes, sourced.renamedRoles(loaded.roles()), intake)
                                .map(rules -> new Rows(changes, sourced, rules)));
            case RULES ->
                RuleRows.read(connection, organization, changes, Set.of(), intake)
                        .map(rules -> new Rows(changes, null, rules));
        };
    }

    /**
     * Sends the queries of all sources at once; the connection answers them in a row. Each row is taken as it comes: all
     * of a large organization's, as the database sends them, would be as heavy as what is made of them.
     */
    private static Future<SnapshotRows> load(
            SqlConnection connection, OrganizationId organization, List<Source> sources, Intake intake) {
        var collected = new SnapshotRows(organization, intake);
        List<Future<?>> parts = new ArrayList<>();
        for (Source source : sources) {
            parts.add(connection
                    .preparedQuery(source.query())
                    .collecting(Collector.<Row, SnapshotRows>of(
                            () -> collected, (rows, row) -> rows.take(source.row(), row), (one, other) -> one))
                    .execute(Tuple.of(organization.value())));
        }
        return Future.all(parts).map(all -> collected);
    }

    private Future<Reading> build(Rows rows, @Nullable Loaded before) {
        return rows.few()
                ? Future.succeededFuture(rows.reading(before))
                : vertx.executeBlocking(() -> rows.reading(before), false);
    }

    private static Changes changes(RowSet<Row> rows, long since) {
        long version = 0;
        List<Change> changes = new ArrayList<>(rows.size());
        for (Row row : rows) {
            version = row.getLong("current");
            if (row.getValue("version") != null) {
                changes.add(change(row));
            }
        }
        return Changes.of(since, version, changes, changes.size() <= MOST_CHANGES);
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
     * What was read, as it came.
     *
     * @param sourced of the snapshot, where it is to be made anew
     * @param lag the age of the oldest change among them when it was read
     */
    private record Rows(Changes changes, @Nullable SnapshotRows sourced, RuleRows rules, Optional<Duration> lag) {
        Rows(Changes changes, @Nullable SnapshotRows sourced, RuleRows rules) {
            this(changes, sourced, rules, Optional.empty());
        }

        Rows withLag(Optional<Duration> age) {
            return new Rows(changes, sourced, rules, age);
        }

        boolean few() {
            return rules.size() + (sourced == null ? 0 : sourced.size()) <= FEW;
        }

        Reading reading(@Nullable Loaded before) {
            long version = changes.version();
            if (sourced == null) {
                return new Reading(changes, before == null ? null : before.at(version, rules), false, lag);
            }
            Loaded loaded = before == null || changes.extent(before) == Changes.Extent.ALL
                    ? sourced.build(version)
                    : sourced.build(version, before, rules);
            return new Reading(changes, loaded, loaded == null, lag);
        }
    }

    /**
     * What was read.
     *
     * @param gone there is no such organization
     * @param lag the age of the oldest change among them when it was read
     */
    record Reading(Changes changes, @Nullable Loaded loaded, boolean gone, Optional<Duration> lag) {
        Reading with(Changes others) {
            return new Reading(others, loaded, gone, lag);
        }
    }
}
