package io.gatehouse.role;

import io.gatehouse.platform.Failure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What to give to a role, or to take from it: permissions by name on databases, and on declared types. */
public record RolePermissions(Rights rights, List<OnType> onTypes) {
    private static final int MOST = 1000;

    public RolePermissions {
        onTypes = List.copyOf(onTypes);
        if (onTypes.size() > MOST) {
            throw Failure.invalid("resources: at most " + MOST + " are possible");
        }
    }

    /**
     * Actions on resources of a declared type.
     *
     * @param name of one resource; absent: all of the type
     */
    public record OnType(String type, @Nullable String name, List<String> actions) {
        public OnType {
            actions = List.copyOf(actions);
        }
    }
}
