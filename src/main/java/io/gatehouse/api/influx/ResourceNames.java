package io.gatehouse.api.influx;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.ResourceType;
import io.gatehouse.decision.UserId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of the resources that an answer mentions by id. */
record ResourceNames(Map<Long, String> organizations, Map<Long, String> users, Map<Long, String> buckets) {
    static final ResourceNames NONE = new ResourceNames(Map.of(), Map.of(), Map.of());

    @Nullable
    String organization(OrganizationId id) {
        return organizations.get(id.value());
    }

    @Nullable
    String user(UserId id) {
        return users.get(id.value());
    }

    @Nullable
    String resource(String type, long id) {
        if (type.equals(ResourceType.BUCKETS.text())) {
            return buckets.get(id);
        }
        if (type.equals(ResourceType.ORGS.text())) {
            return organizations.get(id);
        }
        return type.equals(ResourceType.USERS.text()) ? users.get(id) : null;
    }
}
