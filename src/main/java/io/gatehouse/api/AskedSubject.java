package io.gatehouse.api;

import io.gatehouse.decision.TokenId;
import io.gatehouse.platform.Failure;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The subject that a question is about.
 *
 * @param id of a token its secret, where it is not its authorization
 * @param authorization the id of a token that is asked about without its secret
 * @param roles those that the request adds
 */
public record AskedSubject(String type, String id, @Nullable TokenId authorization, Set<String> roles) {
    private static final String TOKEN = "token";
    private static final String USER = "user";

    public AskedSubject {
        roles = Set.copyOf(roles);
    }

    /** As a body names it. */
    public static AskedSubject of(String type, String id, Set<String> roles) {
        return new AskedSubject(type, id, null, roles);
    }

    /**
     * As an address names it: addresses are logged on the way, so no secret may stand there.
     *
     * @throws Failure INVALID, naming the field
     */
    public static AskedSubject ofAddress(String field, String type, String id) {
        return new AskedSubject(type, id, type.equals(TOKEN) ? authorization(field, id) : null, Set.of());
    }

    private static TokenId authorization(String field, String id) {
        try {
            return TokenId.parse(id);
        } catch (IllegalArgumentException malformed) {
            // Not with the text, which may be a secret.
            throw Failure.invalid(field
                    + " of a token must be its authorization's id of 16 hex digits: a secret does not belong in an"
                    + " address");
        }
    }

    public boolean isToken() {
        return type.equals(TOKEN);
    }

    public boolean isUser() {
        return type.equals(USER);
    }

    @Override
    public String toString() {
        return type;
    }
}
