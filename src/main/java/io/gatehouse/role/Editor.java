package io.gatehouse.role;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.UserId;
import io.gatehouse.platform.Actor;
import io.gatehouse.platform.Scope;

/**
 * Who works on an organization's users and roles.
 *
 * @param user who it is; what it holds is looked up unless it administers the organization
 */
public record Editor(Actor actor, OrganizationId organization, UserId user, boolean administrator) {
    Scope scope() {
        return Scope.of(organization);
    }
}
