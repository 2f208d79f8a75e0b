package io.gatehouse.api;

import java.util.Set;

/**
 * The subject that a question is about.
 *
 * @param id of a token: its secret
 * @param roles those that the request adds
 */
public record AskedSubject(String type, String id, Set<String> roles) {
    private static final String TOKEN = "token";
    private static final String USER = "user";

    public AskedSubject {
        roles = Set.copyOf(roles);
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
