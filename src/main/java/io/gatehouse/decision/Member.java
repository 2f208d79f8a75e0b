package io.gatehouse.decision;

/** A user of the organization, compiled. */
record Member(User user, boolean administrator, DatabaseRights rights, PermissionSet memberships) {
    static Member of(User user) {
        return new Member(
                user,
                user.administrator(),
                DatabaseRights.of(user.permissions()),
                PermissionSet.of(user.memberships()));
    }
}
