package io.gatehouse.decision;

/** Somebody whom a grant names. */
sealed interface Holder permits Holder.RoleName, TokenId, UserId {
    /** Everybody who has the role. Comparable, so that a hash map puts those with the same hash in order. */
    record RoleName(String name) implements Holder, Comparable<RoleName> {
        @Override
        public int compareTo(RoleName other) {
            return name.compareTo(other.name);
        }
    }
}
