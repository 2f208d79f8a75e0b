package io.gatehouse.role;

import io.gatehouse.platform.Failure;
import java.util.List;

/** Users by their names: who gets a role or loses it. Each once, in the order in which they were named. */
public record UserNames(List<String> list) {
    private static final int MOST = 10_000;

    public UserNames {
        if (list.size() > MOST) {
            throw Failure.invalid("users: at most " + MOST + " are possible");
        }
        list = list.stream().distinct().toList();
    }
}
