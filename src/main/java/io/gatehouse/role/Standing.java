package io.gatehouse.role;

import io.gatehouse.decision.NamedPermission;
import io.gatehouse.decision.UserId;
import io.gatehouse.platform.Failure;
import java.util.Set;

/**
 * What an editor may do, as its organization has it in this transaction.
 *
 * @param rights held directly and by roles
 * @param roles those that it has
 */
record Standing(UserId user, boolean administrator, Rights rights, Set<RoleId> roles) {

    /** @throws Failure FORBIDDEN unless the editor may work on users and roles at all */
    void requireEditor() {
        if (!administrator && !rights.cover(NamedPermission.CREATE_USER_AND_ROLE, NamedPermission.CLUSTER_WIDE)) {
            throw Failure.forbidden("users and roles are for administrators and for users who hold CreateUserAndRole");
        }
    }

    /** @throws Failure FORBIDDEN if something would be given that the editor lacks */
    void requireHeld(Rights given) {
        if (!administrator && !rights.cover(given)) {
            throw Failure.forbidden("permissions that you lack yourself cannot be given");
        }
    }

    /**
     * Whoever has all permissions by roles is no administrator, and makes none.
     *
     * @param all that a user is to have directly
     * @throws Failure FORBIDDEN if they would make an administrator, and the editor is none
     */
    void requireNoAdministrator(Rights all) {
        if (!administrator && all.makeAdministrator()) {
            throw Failure.forbidden("only an administrator makes administrators");
        }
    }

    /** As {@link #requireHeld}; what is on declared types, only administrators give. */
    void requireMayGiveToRole(RolePermissions given) {
        requireHeld(given.rights());
        if (!administrator && !given.onTypes().isEmpty()) {
            throw Failure.forbidden("permissions on declared types are given by administrators");
        }
    }

    /** @throws Failure FORBIDDEN if the account is an administrator's, or has a place that the editor cannot give */
    void requireBelow(Account account, boolean placed) {
        if (!administrator && (placed || account.rights().makeAdministrator())) {
            throw Failure.forbidden("only an administrator changes an administrator, an owner or a member");
        }
    }

    boolean has(RoleId role) {
        return administrator || roles.contains(role);
    }
}
