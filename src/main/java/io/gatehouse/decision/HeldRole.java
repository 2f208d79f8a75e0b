package io.gatehouse.decision;

/** A role of the organization, compiled. */
record HeldRole(Holder.RoleName name, DatabaseRights rights, PermissionSet declared) {
    static HeldRole of(Role role) {
        return new HeldRole(
                new Holder.RoleName(role.name()),
                DatabaseRights.of(role.permissions()),
                PermissionSet.of(role.declared()));
    }
}
