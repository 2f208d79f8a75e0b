package io.gatehouse.api.influx;

import io.gatehouse.decision.UserId;
import io.gatehouse.platform.Failure;
import org.jspecify.annotations.Nullable;

/** The body that makes a user an owner or member. */
record MemberRequest(@Nullable String id) {

    UserId requireUser() {
        UserId user = Inputs.optional("id", id, UserId::parse);
        if (user == null) {
            throw Failure.invalid("user id missing or invalid");
        }
        return user;
    }
}
