package io.gatehouse.api.meta;

import io.gatehouse.api.StrictBody;
import io.gatehouse.platform.Failure;
import io.gatehouse.role.Rights;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Named permissions by database, as they are written. */
final class Permissions {
    private Permissions() {}

    /** @throws Failure INVALID */
    static Rights require(@Nullable Map<String, @Nullable List<@Nullable String>> permissions) {
        return of(StrictBody.require("permissions", permissions));
    }

    /** Absent: none. */
    static Rights of(@Nullable Map<String, @Nullable List<@Nullable String>> permissions) {
        var names = new TreeMap<String, List<String>>();
        if (permissions != null) {
            permissions.forEach((database, words) -> names.put(database, StrictBody.elements("permissions", words)));
        }
        return Rights.of(names);
    }

    /** Left out where there are none. */
    static @Nullable Map<String, List<String>> print(Rights rights) {
        return rights.isEmpty() ? null : rights.names();
    }
}
