package io.gatehouse.api.authzen;

import io.gatehouse.decision.Action;
import io.gatehouse.decision.Context;
import io.gatehouse.decision.Resource;
import java.util.Set;

/**
 * One question of a request.
 *
 * @param explain whether the answer is to say why
 */
record Question(About subject, Action action, Resource resource, Context context, boolean explain) {
    private static final String TOKEN = "token";
    private static final String USER = "user";

    /**
     * The subject that a question is about.
     *
     * @param id of a token: its secret
     * @param roles those that the request adds
     */
    record About(String type, String id, Set<String> roles) {
        About {
            roles = Set.copyOf(roles);
        }

        boolean isToken() {
            return type.equals(TOKEN);
        }

        boolean isUser() {
            return type.equals(USER);
        }

        @Override
        public String toString() {
            return type;
        }
    }
}
