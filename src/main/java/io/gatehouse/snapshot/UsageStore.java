package io.gatehouse.snapshot;

import io.gatehouse.decision.OrganizationId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** What the hot side writes, as the application and outside of the policy's versions. */
@Singleton
class UsageStore {
    private static final String BEGIN = "select begin_read('instance')";

    /**
     * Locks the tokens, so that none of them can go before its row is written: a deleted one is left out. One that somebody
     * else has locked, to delete it, is left out as well: in wait for it, the locks on all others would keep their own
     * organizations' writers waiting. If it is not deleted after all, its next use is written.
     */
    private static final String WRITE = """
            insert into token_usage (org_id, token_id, last_used_at)
            select t.org_id, t.id, used.at
            from unnest($1::bigint[], $2::bigint[], $3::timestamptz[]) as used (org_id, token_id, at)
            join tokens t on t.org_id = used.org_id and t.id = used.token_id
            order by t.org_id, t.id
            for key share of t skip locked
            on conflict (org_id, token_id) do update set last_used_at = excluded.last_used_at
            where token_usage.last_used_at < excluded.last_used_at
            """;

    private static final String RECENT =
            "select org_id from token_usage group by org_id order by max(last_used_at) desc limit $1";

    /** So many changes one statement deletes: where none were deleted for long, there may be millions. */
    private static final int MOST_PRUNED = 10_000;

    private static final String PRUNE = """
            delete from policy_changes where ctid = any(array(
                select ctid from policy_changes where changed_at < now() - interval '1 hour'
                order by changed_at limit\s""" + MOST_PRUNED + "))";

    private final Pool pool;

    UsageStore(Pool pool) {
        this.pool = pool;
    }

    /** Notes the uses; those of tokens that are gone are left out. */
    Uni<Void> write(List<TokenUsage.Use> uses) {
        Long[] organizations =
                uses.stream().map(use -> use.organization().value()).toArray(Long[]::new);
        Long[] tokens = uses.stream().map(use -> use.token().value()).toArray(Long[]::new);
        OffsetDateTime[] times =
                uses.stream().map(use -> use.at().atOffset(ZoneOffset.UTC)).toArray(OffsetDateTime[]::new);
        return Uni.createFrom()
                .completionStage(() -> pool.withTransaction(connection -> connection
                                .query(BEGIN)
                                .execute()
                                .compose(begun -> connection
                                        .preparedQuery(WRITE)
                                        .execute(Tuple.of(organizations, tokens, times))))
                        .toCompletionStage())
                .replaceWithVoid();
    }

    /** The organizations whose tokens were used last. */
    Uni<List<OrganizationId>> recent(int most) {
        return Uni.createFrom()
                .completionStage(() -> pool.withTransaction(connection -> connection
                                .query(BEGIN)
                                .execute()
                                .compose(begun ->
                                        connection.preparedQuery(RECENT).execute(Tuple.of(most)))
                                .map(UsageStore::organizations))
                        .toCompletionStage());
    }

    private static List<OrganizationId> organizations(RowSet<Row> rows) {
        List<OrganizationId> organizations = new ArrayList<>();
        rows.forEach(row -> organizations.add(new OrganizationId(row.getLong("org_id"))));
        return organizations;
    }

    /** Deletes changes that are older than anybody's interest: who has missed them reads everything anew. */
    Uni<Void> pruneChanges() {
        return Multi.createBy()
                .repeating()
                .uni(this::pruneSome)
                .whilst(deleted -> deleted == MOST_PRUNED)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Integer> pruneSome() {
        return Uni.createFrom()
                .completionStage(() -> pool.withConnection(
                                connection -> connection.query(PRUNE).execute().map(RowSet::rowCount))
                        .toCompletionStage());
    }
}
