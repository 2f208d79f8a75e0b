package io.gatehouse.token;

/** A token with its secret, which exists only here and in the answer that it goes to. */
public record IssuedToken(Authorization authorization, String secret) {
    @Override
    public String toString() {
        return authorization.toString();
    }
}
