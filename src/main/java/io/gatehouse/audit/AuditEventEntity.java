package io.gatehouse.audit;

import io.gatehouse.decision.Id;
import io.gatehouse.decision.UserId;
import io.vertx.core.json.JsonObject;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.NullUnmarked;

@Entity
@Table(name = "audit_events")
@IdClass(AuditEventEntity.Key.class)
@NullUnmarked
class AuditEventEntity {
    /** Columns that hold ids, which are printed as such. */
    private static final Set<String> IDS =
            Set.of("id", "org_id", "user_id", "user_org_id", "bucket_id", "token_id", "role_id", "grant_id", "type_id");

    record Key(long orgId, long id) {}

    @jakarta.persistence.Id
    @Column(name = "org_id")
    long orgId;

    @jakarta.persistence.Id
    @Column(name = "sequence")
    long id;

    Instant at;
    long version;
    String action;
    String kind;

    @Column(name = "entity_id")
    long entityId;

    String credential;

    @Column(name = "user_id")
    Long userId;

    String address;

    @ColumnTransformer(read = "cast(before as text)")
    String before;

    @ColumnTransformer(read = "cast(after as text)")
    String after;

    AuditEvent toEvent() {
        return new AuditEvent(
                id,
                at,
                version,
                action,
                kind,
                Id.print(entityId),
                credential,
                userId == null ? null : new UserId(userId),
                address,
                state(before),
                state(after));
    }

    private static Map<String, Object> state(String json) {
        if (json == null) {
            return null;
        }
        var state = new LinkedHashMap<String, Object>();
        new JsonObject(json).getMap().forEach((column, value) -> state.put(column, printed(column, value)));
        return state;
    }

    private static Object printed(String column, Object value) {
        return IDS.contains(column) && value instanceof Number id && id.longValue() != 0
                ? Id.print(id.longValue())
                : value;
    }
}
