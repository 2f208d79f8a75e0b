package io.gatehouse.platform;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * HMAC-SHA-256 of a secret.
 *
 * @param kid the pepper under which it was made
 */
@SuppressWarnings("ArrayRecordComponent") // compared and printed below as a value
public record SecretHash(String kid, byte[] value) {
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SecretHash hash && kid.equals(hash.kid) && Arrays.equals(value, hash.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return kid;
    }
}
