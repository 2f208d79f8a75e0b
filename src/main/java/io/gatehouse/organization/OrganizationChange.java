package io.gatehouse.organization;

import io.gatehouse.platform.Names;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What to change of an organization; what is absent stays. */
public record OrganizationChange(
        @Nullable String name,
        @Nullable String description,
        @Nullable Boolean active) {

    public OrganizationChange {
        name = name == null ? null : Names.requireName("org name", name.strip());
        description = description == null ? null : Names.requireText("description", description);
    }

    Organization applyTo(Organization organization, Instant now) {
        return new Organization(
                organization.id(),
                name == null ? organization.name() : name,
                description == null ? organization.description() : description,
                active == null ? organization.active() : active,
                organization.createdAt(),
                now);
    }
}
