package io.gatehouse.user;

import io.gatehouse.platform.Names;
import org.jspecify.annotations.Nullable;

/** What to change of a user; what is absent stays. */
public record UserChange(@Nullable String name, @Nullable Boolean active) {

    public UserChange {
        name = name == null ? null : Names.requireName("name", name);
    }

    boolean renames(User user) {
        return name != null && !name.equals(user.name());
    }

    User applyTo(User user) {
        return new User(
                user.id(), user.home(), name == null ? user.name() : name, active == null ? user.active() : active);
    }
}
