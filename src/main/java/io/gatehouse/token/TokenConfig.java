package io.gatehouse.token;

import io.smallrye.config.ConfigMapping;

/** Settings of API tokens. */
@ConfigMapping(prefix = "gatehouse.token")
interface TokenConfig {
    /**
     * The pepper ring: {@code <kid>:<base64url of at least 32 bytes>}, separated by commas. New secrets are hashed under
     * the first; the others still verify. Comes from a secret store, never from the database.
     */
    String peppers();
}
