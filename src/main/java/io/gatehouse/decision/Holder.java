package io.gatehouse.decision;

/** Somebody whom a grant names. */
sealed interface Holder permits Holder.RoleName, TokenId, UserId {
    /** Everybody who has the role. */
    record RoleName(String name) implements Holder {}
}
