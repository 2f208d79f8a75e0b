package io.gatehouse.user;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.UserId;
import io.gatehouse.platform.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who can hold tokens, sign in and have places in organizations.
 *
 * @param home the organization that created it; absent: a user of the instance
 * @param active false: every credential of it is refused
 */
public record User(UserId id, @Nullable OrganizationId home, String name, boolean active) {

    /** Where its row is. */
    public Scope scope() {
        return home == null ? Scope.instance() : Scope.of(home);
    }
}
