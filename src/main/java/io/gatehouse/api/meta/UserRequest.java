package io.gatehouse.api.meta;

import io.gatehouse.api.StrictBody;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What to do with a user. */
@RegisterForReflection
record UserRequest(@Nullable String action, @Nullable Fields user) {
    String requireAction() {
        return StrictBody.require("action", action);
    }

    Fields requireUser() {
        return StrictBody.require("user", user);
    }

    /** The user; each action has its own of these. */
    @RegisterForReflection
    record Fields(
            @Nullable String name,
            @Nullable String password,
            @Nullable Map<String, @Nullable List<@Nullable String>> permissions,
            @Nullable Map<String, @Nullable String> attributes) {

        String requireName() {
            return StrictBody.require("username", name == null || name.isEmpty() ? null : name);
        }

        String requirePassword() {
            return StrictBody.require("password", password == null || password.isEmpty() ? null : password);
        }

        Map<String, String> readAttributes() {
            Map<String, String> read = new HashMap<>();
            if (attributes != null) {
                attributes.forEach((key, value) -> read.put(key, StrictBody.require("attributes." + key, value)));
            }
            return read;
        }

        @Override
        public String toString() {
            return "user " + name;
        }
    }
}
