package io.gatehouse.api.meta;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What to do with a role. */
@RegisterForReflection
record RoleRequest(@Nullable String action, @Nullable Fields role) {
    String requireAction() {
        return Body.require("action", action);
    }

    Fields requireRole() {
        return Body.require("role", role);
    }

    /** The role; each action has its own of these. */
    @RegisterForReflection
    record Fields(
            @Nullable String name,
            @Nullable Map<String, @Nullable List<@Nullable String>> permissions,
            @Nullable List<@Nullable String> users) {

        String requireName() {
            return Body.require("role name", name == null || name.isEmpty() ? null : name);
        }

        List<String> requireUsers() {
            return Body.elements("users", Body.require("users", users));
        }
    }
}
