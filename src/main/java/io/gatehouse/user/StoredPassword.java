package io.gatehouse.user;

import org.jspecify.annotations.Nullable;

/**
 * What is kept of a password.
 *
 * @param discriminator the pepper's key id and two bytes of HMAC over name and password: of many users with one name it
 *     tells which few are worth a check, and too little to guess the password by; absent: it could be anybody's of the name
 */
public record StoredPassword(String hash, @Nullable String discriminator) {
    /** For the same user under another name. */
    StoredPassword renamed() {
        return new StoredPassword(hash, null);
    }

    @Override
    public String toString() {
        return "password";
    }
}
