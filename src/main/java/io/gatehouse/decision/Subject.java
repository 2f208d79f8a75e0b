package io.gatehouse.decision;

import java.util.Set;

/**
 * Who asks: the bearer of a token, or a user of the organization.
 *
 * <p>The roles are those that the request adds for itself; what roles the user has anyway, the snapshot knows. A role
 * that the organization does not have adds nothing.
 */
public sealed interface Subject {
    Set<String> roles();

    static Subject token(Token token) {
        return new OfToken(token, Set.of());
    }

    static Subject token(Token token, Set<String> roles) {
        return new OfToken(token, roles);
    }

    /** A user by name, or by id of 16 hex digits. */
    static Subject user(String nameOrId) {
        return new OfUser(nameOrId, Set.of());
    }

    static Subject user(String nameOrId, Set<String> roles) {
        return new OfUser(nameOrId, roles);
    }

    /** The bearer of a token that nobody issued. */
    static Subject unknown() {
        return Unknown.INSTANCE;
    }

    /** The bearer of a token. */
    record OfToken(Token token, Set<String> roles) implements Subject {
        public OfToken {
            roles = Set.copyOf(roles);
        }
    }

    /** A user, asked about directly. */
    record OfUser(String nameOrId, Set<String> roles) implements Subject {
        public OfUser {
            roles = Set.copyOf(roles);
        }
    }

    /** Nobody that we know. */
    enum Unknown implements Subject {
        INSTANCE;

        @Override
        public Set<String> roles() {
            return Set.of();
        }
    }
}
