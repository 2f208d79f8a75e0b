package io.gatehouse.decision;

/** A role of the organization, compiled; ordered by name. */
record HeldRole(Holder.RoleName name, DatabaseRights rights, PermissionSet declared) implements Comparable<HeldRole> {
    static HeldRole of(Role role) {
        return new HeldRole(
                new Holder.RoleName(role.name()),
                DatabaseRights.of(role.permissions()),
                PermissionSet.of(role.declared()));
    }

    @Override
    public int compareTo(HeldRole other) {
        return name.name().compareTo(other.name.name());
    }
}
