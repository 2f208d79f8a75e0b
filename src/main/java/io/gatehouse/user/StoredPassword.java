package io.gatehouse.user;

/**
 * What is kept of a password.
 *
 * @param discriminator the pepper's key id and two bytes of HMAC over name and password: of many users with one name it
 *     tells which few are worth a check, and too little to guess the password by
 */
public record StoredPassword(String hash, String discriminator) {
    @Override
    public String toString() {
        return "password";
    }
}
