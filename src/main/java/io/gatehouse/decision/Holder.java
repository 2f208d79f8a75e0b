package io.gatehouse.decision;

/** For whom a rule is made: everybody, or somebody whom it names. */
sealed interface Holder permits Holder.Everybody, Holder.RoleName, TokenId, UserId {

    /** Whom every restriction is for. */
    enum Everybody implements Holder {
        EVERYBODY
    }

    /** Everybody who has the role. */
    record RoleName(String name) implements Holder {}
}
