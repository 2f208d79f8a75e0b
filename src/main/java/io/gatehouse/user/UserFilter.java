package io.gatehouse.user;

import io.gatehouse.decision.UserId;
import org.jspecify.annotations.Nullable;

/** Which users to list; what is absent does not narrow. */
public record UserFilter(@Nullable UserId id, @Nullable String name) {}
