package io.gatehouse.platform;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Settings of the keys under which secrets are hashed. */
@ConfigMapping(prefix = "gatehouse.token")
interface PepperConfig {
    /**
     * The pepper ring: {@code <kid>:<base64url of at least 32 bytes>}, separated by commas. New secrets are hashed under
     * the first; the others still verify. Comes from a secret store, never from the database. Absent only where nothing is
     * hashed: in a migration.
     */
    Optional<String> peppers();
}
