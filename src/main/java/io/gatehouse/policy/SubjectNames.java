package io.gatehouse.policy;

import io.gatehouse.decision.TokenId;
import io.gatehouse.platform.Failure;
import java.util.List;

/** For whom a grant is: users and roles by their names, tokens by their ids. */
public record SubjectNames(List<String> users, List<String> roles, List<TokenId> tokens) {
    /** For nobody: a restriction's. */
    public static final SubjectNames NONE = new SubjectNames(List.of(), List.of(), List.of());

    private static final int MOST = 10_000;

    public SubjectNames {
        users = users.stream().distinct().toList();
        roles = roles.stream().distinct().toList();
        tokens = tokens.stream().distinct().toList();
        if (users.size() + roles.size() + tokens.size() > MOST) {
            throw Failure.invalid("at most " + MOST + " users, roles and tokens are possible");
        }
    }

    boolean isEmpty() {
        return users.isEmpty() && roles.isEmpty() && tokens.isEmpty();
    }
}
