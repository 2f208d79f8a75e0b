package io.gatehouse.role;

import io.gatehouse.decision.Id;

/** The id of a role. */
public record RoleId(long value) {
    public RoleId {
        if (value == 0) {
            throw new IllegalArgumentException("invalid ID");
        }
    }

    @Override
    public String toString() {
        return Id.print(value);
    }
}
