package io.gatehouse.api.influx;

import io.gatehouse.organization.OrganizationChange;
import org.jspecify.annotations.Nullable;

/** The body that creates or changes an organization. */
record OrganizationRequest(
        @Nullable String name,
        @Nullable String description,
        @Nullable String status) {

    String requireName() {
        return name == null ? "" : name;
    }

    OrganizationChange toChange() {
        return new OrganizationChange(
                name, description, Inputs.active(status, "invalid status: must be active or inactive"));
    }
}
