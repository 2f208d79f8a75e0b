package io.gatehouse.platform;

import io.gatehouse.decision.UserId;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Who works: for the audit trail.
 *
 * @param credential what was presented, by name and never by value: {@code token 0a1b…}, {@code user 0a1b…},
 *     {@code password}; or the command that works, such as {@code setup}
 * @param address the client's address
 */
public record Actor(
        String credential, @Nullable UserId user, @Nullable String address) {

    /** The value of the database's {@code gatehouse.actor}. */
    String setting() {
        return new JsonObject()
                .put("credential", credential)
                .put("user", user == null ? null : user.value())
                .put("address", address)
                .encode();
    }
}
