package io.gatehouse.api.influx;

import io.gatehouse.user.UserChange;
import org.jspecify.annotations.Nullable;

/** The body that creates or changes a user. */
record UserRequest(@Nullable String name, @Nullable String status) {

    String requireName() {
        return name == null ? "" : name;
    }

    UserChange toChange() {
        return new UserChange(name, active());
    }

    @Nullable
    Boolean active() {
        return Inputs.active(status, "invalid status: must be active or inactive");
    }
}
