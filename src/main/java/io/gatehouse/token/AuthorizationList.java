package io.gatehouse.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.decision.Permission;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Slice;
import java.util.ArrayList;
import java.util.List;

/** The authorizations of one answer, as they are found: a whole list, which refuses what is too much for one. */
final class AuthorizationList {
    private static final int MAX_LIST = 10_000;
    private static final int MAX_PERMISSIONS = 100_000;

    /** Of the texts that callers choose. */
    private static final int MAX_BYTES = 2 * Slice.MOST_BYTES;

    private final List<Authorization> found = new ArrayList<>();
    private int permissions;
    private long bytes;

    /**
     * Adds one.
     *
     * @throws Failure INVALID if it is one too many
     */
    void add(Authorization authorization) {
        found.add(authorization);
        permissions += authorization.permissions().size();
        bytes += bytes(authorization);
        if (found.size() > MAX_LIST) {
            throw tooMany("more than " + MAX_LIST + " authorizations");
        }
        if (permissions > MAX_PERMISSIONS) {
            throw tooMany("authorizations with more than " + MAX_PERMISSIONS + " permissions");
        }
        if (bytes > MAX_BYTES) {
            throw tooMany(
                    "authorizations with more than " + MAX_BYTES / 1024 / 1024 + " MiB of names and descriptions");
        }
    }

    List<Authorization> found() {
        return found;
    }

    private static long bytes(Authorization authorization) {
        long bytes = authorization.description().getBytes(UTF_8).length;
        for (Permission permission : authorization.permissions()) {
            String name = permission.name();
            bytes += name == null ? 0 : name.getBytes(UTF_8).length;
        }
        return bytes;
    }

    private static Failure tooMany(String what) {
        return Failure.invalid(what + " match; narrow the list with userID, orgID or id");
    }
}
