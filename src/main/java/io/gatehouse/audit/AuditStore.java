package io.gatehouse.audit;

import io.gatehouse.platform.ListQuery;
import io.gatehouse.platform.Scope;
import io.gatehouse.platform.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table {@code audit_events}, which it only reads. */
@ApplicationScoped
class AuditStore {

    /** In the order of their sequence, from behind one of them. */
    Uni<List<AuditEvent>> list(
            Transaction transaction,
            Scope scope,
            AuditFilter filter,
            @Nullable Long after,
            boolean descending,
            int size) {
        var user = filter.user();
        return ListQuery.of(AuditEventEntity.class)
                .where("orgId", scope.organization())
                .where("action", filter.action())
                .where("kind", filter.kind())
                .where("entityId", filter.entity())
                .where("userId", user == null ? null : user.value())
                .atLeast("at", filter.since())
                .below("at", filter.until())
                .fetch(transaction, after, descending, size)
                .map(rows -> rows.stream().map(AuditEventEntity::toEvent).toList());
    }
}
