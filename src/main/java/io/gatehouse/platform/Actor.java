package io.gatehouse.platform;

import io.gatehouse.decision.UserId;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Who works: for the audit trail, and for writes that wait behind others.
 *
 * @param credential what was presented, by name and never by value: {@code token 0a1b…}, {@code user 0a1b…},
 *     {@code password}; or the command that works, such as {@code setup}
 * @param address the client's address
 * @param proof what every write asks again, behind its lock, before it goes on; absent: nothing
 */
public record Actor(
        String credential,
        @Nullable UserId user,
        @Nullable String address,
        @Nullable Proof proof) {
    public Actor(String credential, @Nullable UserId user, @Nullable String address) {
        this(credential, user, address, null);
    }

    public Actor with(Proof shown) {
        return new Actor(credential, user, address, shown);
    }

    /** The value of the database's {@code gatehouse.actor}. */
    String setting() {
        return new JsonObject()
                .put("credential", credential)
                .put("user", user == null ? null : user.value())
                .put("address", address)
                .encode();
    }
}
