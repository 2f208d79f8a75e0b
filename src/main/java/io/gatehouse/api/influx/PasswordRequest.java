package io.gatehouse.api.influx;

import io.gatehouse.platform.Failure;
import org.jspecify.annotations.Nullable;

/** The body that sets a password. */
record PasswordRequest(@Nullable String password) {

    String requirePassword() {
        if (password == null) {
            throw Failure.invalid("password is missing");
        }
        return password;
    }

    @Override
    public String toString() {
        return "password";
    }
}
