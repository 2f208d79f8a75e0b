package io.gatehouse.api.audit;

import io.gatehouse.audit.AuditEvent;
import io.gatehouse.platform.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page of the trail.
 *
 * @param next the value of {@code after} that continues; absent: this is the end
 */
record AuditResponse(List<Event> events, @Nullable Long next) {

    static AuditResponse from(Slice<AuditEvent> page) {
        List<AuditEvent> events = page.rows();
        return new AuditResponse(
                events.stream().map(Event::from).toList(),
                page.more() ? events.get(events.size() - 1).sequence() : null);
    }

    /** One change on the wire. */
    record Event(
            long sequence,
            Instant at,
            long version,
            String action,
            String kind,
            String id,
            String credential,
            @Nullable String userID,
            @Nullable String address,
            @Nullable Map<String, Object> before,
            @Nullable Map<String, Object> after) {

        static Event from(AuditEvent event) {
            var user = event.user();
            return new Event(
                    event.sequence(),
                    event.at(),
                    event.version(),
                    event.action(),
                    event.kind(),
                    event.entityId(),
                    event.credential(),
                    user == null ? null : user.toString(),
                    event.address(),
                    event.before(),
                    event.after());
        }
    }
}
