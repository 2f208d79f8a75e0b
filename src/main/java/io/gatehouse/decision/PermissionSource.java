package io.gatehouse.decision;

import org.jspecify.annotations.Nullable;

/**
 * Where a subject has a permission from.
 *
 * @param permission as it is written where it is held: {@code ReadData}, or {@code read:orgs/<org>/buckets/<id>}
 * @param database of a named permission; {@link NamedPermission#CLUSTER_WIDE} is all of them
 * @param role only of {@link Kind#ROLE}
 */
public record PermissionSource(
        Kind kind,
        String permission,
        @Nullable String database,
        @Nullable String role) {

    /** By whom or what it is held. */
    public enum Kind {
        /** The user, directly. */
        USER("user"),
        ROLE("role"),
        /** A place as owner or member. */
        MEMBERSHIP("membership"),
        TOKEN("token");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }
}
