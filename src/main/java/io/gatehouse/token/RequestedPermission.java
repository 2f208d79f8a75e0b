package io.gatehouse.token;

import io.gatehouse.decision.Id;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.ResourceType;
import io.gatehouse.platform.Names;
import org.jspecify.annotations.Nullable;

/**
 * A permission as a client asks for it, before names are looked up.
 *
 * @param organization absent: every organization, unless a name says which
 * @param reference a name, or what may be a name or an id; resolved within the organization, never dropped
 * @param organizationName the organization by name, if it is given by name only
 */
public record RequestedPermission(
        String action,
        String type,
        @Nullable OrganizationId organization,
        @Nullable Long id,
        @Nullable String reference,
        @Nullable String organizationName) {

    public RequestedPermission {
        Names.requireText("permissions.resource.name", reference == null ? "" : reference);
    }

    boolean isOn(ResourceType asked) {
        return type.equals(asked.text());
    }

    /** What may be an id, as that. */
    @Nullable
    Long referencedId() {
        try {
            return reference == null ? null : Id.parse(reference);
        } catch (IllegalArgumentException name) {
            return null;
        }
    }

    static RequestedPermission everything(String action, String type, OrganizationId organization) {
        return new RequestedPermission(action, type, organization, null, null, null);
    }
}
