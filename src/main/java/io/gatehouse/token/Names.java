package io.gatehouse.token;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.ResourceType;
import io.gatehouse.decision.UserId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of the resources that tokens mention by id. */
public record Names(Map<Long, String> organizations, Map<Long, String> users, Map<Long, String> buckets) {
    public static final Names NONE = new Names(Map.of(), Map.of(), Map.of());

    public @Nullable String organization(OrganizationId id) {
        return organizations.get(id.value());
    }

    public @Nullable String user(UserId id) {
        return users.get(id.value());
    }

    public @Nullable String resource(String type, long id) {
        if (type.equals(ResourceType.BUCKETS.text())) {
            return buckets.get(id);
        }
        if (type.equals(ResourceType.ORGS.text())) {
            return organizations.get(id);
        }
        return type.equals(ResourceType.USERS.text()) ? users.get(id) : null;
    }
}
