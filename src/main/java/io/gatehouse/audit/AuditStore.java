package io.gatehouse.audit;

import io.gatehouse.platform.ListQuery;
import io.gatehouse.platform.Page;
import io.gatehouse.platform.Scope;
import io.gatehouse.platform.Slice;
import io.gatehouse.platform.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The table {@code audit_events}, which it only reads. */
@ApplicationScoped
class AuditStore {
    private static final String ID = "id";

    /** HQL has no word for it; measured by the database, so that no more is read than is wanted. */
    private static final String ID_AND_BYTES = "id, cast(sql('coalesce(octet_length(cast(before as text)), 0)"
            + " + coalesce(octet_length(cast(after as text)), 0)') as Integer)";

    /** So many events of some time are looked at to learn their ids. */
    private static final int FEW = 20_000;

    private static final String TIMED = "select count(*), min(sequence), max(sequence) from (select sequence"
            + " from audit_events where org_id = :org%s%s order by at limit " + (FEW + 1) + ") timed";

    /** In the order of their sequence. They are measured once they are found: that takes reading them. */
    Uni<Slice<AuditEvent>> list(Transaction transaction, Scope scope, AuditFilter filter, Page page) {
        boolean descending = page.descending();
        return bounded(transaction, scope, filter)
                .chain(query -> query.fetch(transaction, ID, page.after(), descending, page.limit()))
                .map(AuditStore::ids)
                .chain(found -> among(scope, found)
                        .fetch(transaction, ID_AND_BYTES, null, descending, page.limit())
                        .chain(measured ->
                                among(scope, fitting(measured)).fetch(transaction, null, descending, page.limit()))
                        .map(rows -> Slice.of(
                                rows.stream().map(AuditEventEntity::toEvent).toList(), found.size(), page.limit())));
    }

    private static List<Long> ids(List<Object[]> found) {
        return found.stream().map(event -> (Long) event[0]).toList();
    }

    /** The first of them, which are not too long together. */
    private static List<Long> fitting(List<Object[]> measured) {
        List<Long> ids = new ArrayList<>();
        long bytes = 0;
        for (Object[] event : measured) {
            bytes += (Integer) event[1];
            if (!ids.isEmpty() && bytes > Slice.MOST_BYTES) {
                return ids;
            }
            ids.add((Long) event[0]);
        }
        return ids;
    }

    private static ListQuery<AuditEventEntity> among(Scope scope, List<Long> ids) {
        return ListQuery.of(AuditEventEntity.class)
                .where("orgId", scope.organization())
                .among("id", ids);
    }

    /**
     * Where few events are of the time, also by the ids that those have. PostgreSQL believes that they are spread over the
     * trail, and would read all that comes before them. Time and id are not bound to rise together, so both are asked.
     */
    private static Uni<ListQuery<AuditEventEntity>> bounded(Transaction transaction, Scope scope, AuditFilter filter) {
        ListQuery<AuditEventEntity> query = query(scope, filter);
        boolean timed = filter.since() != null || filter.until() != null;
        if (!timed || filter.entity() != null) {
            return Uni.createFrom().item(query);
        }
        return timed(transaction, scope, filter).map(found -> bounded(query, found));
    }

    private static ListQuery<AuditEventEntity> bounded(ListQuery<AuditEventEntity> query, Object[] found) {
        long events = (Long) found[0];
        if (events == 0) {
            return query.among(ID, List.of());
        }
        return events > FEW ? query : query.atLeast(ID, found[1]).atMost(ID, found[2]);
    }

    private static Uni<Object[]> timed(Transaction transaction, Scope scope, AuditFilter filter) {
        Instant since = filter.since();
        Instant until = filter.until();
        String sql =
                String.format(TIMED, since == null ? "" : " and at >= :since", until == null ? "" : " and at < :until");
        var query =
                transaction.session().createNativeQuery(sql, Object[].class).setParameter("org", scope.organization());
        if (since != null) {
            query.setParameter("since", since);
        }
        if (until != null) {
            query.setParameter("until", until);
        }
        return query.getSingleResult();
    }

    private static ListQuery<AuditEventEntity> query(Scope scope, AuditFilter filter) {
        var user = filter.user();
        return ListQuery.of(AuditEventEntity.class)
                .where("orgId", scope.organization())
                .where("action", filter.action())
                .where("kind", filter.kind())
                .where("entityId", filter.entity())
                .where("userId", user == null ? null : user.value())
                .atLeast("at", filter.since())
                .below("at", filter.until());
    }
}
