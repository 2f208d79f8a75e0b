package io.gatehouse.resource;

import io.gatehouse.platform.Failure;
import java.util.Set;

/** A word by which an organization calls its users when it asks about them, such as {@code identity}. */
public record SubjectType(String name) {
    /** Those that every organization has. */
    private static final Set<String> TAKEN = Set.of("token", "user");

    public SubjectType {
        DeclaredType.requireWord("type", name);
        if (TAKEN.contains(name)) {
            throw Failure.invalid("type `" + name + "` is one that every organization has");
        }
    }
}
