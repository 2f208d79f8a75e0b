package io.gatehouse.organization;

import io.gatehouse.platform.Names;
import org.jspecify.annotations.Nullable;

/** A bucket to create. */
public record NewBucket(
        String name, String description, @Nullable String rp, Retention retention) {
    public NewBucket {
        Names.requireText("description", description);
        if (rp != null) {
            Names.requireName("rp", rp);
        }
    }
}
