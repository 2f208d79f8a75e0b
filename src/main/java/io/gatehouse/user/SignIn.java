package io.gatehouse.user;

/**
 * A user who has shown its password.
 *
 * @param hash what was stored of the password that was checked; once another is stored, the sign-in is worth nothing
 */
public record SignIn(User user, String hash) {
    @Override
    public String toString() {
        return "sign-in of " + user.id();
    }
}
