package io.gatehouse.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A rule that opens again, for the subjects that it names, what restrictions close. It gives no permission.
 *
 * <p>One that names nobody is allowed, and opens nothing: so it stands between the end of its last subject and its own.
 */
public record Grant(
        RuleId id, Matcher matcher, Set<String> actions, Set<UserId> users, Set<String> roles, Set<TokenId> tokens)
        implements Rule {

    public Grant {
        actions = Set.copyOf(actions);
        if (actions.isEmpty() || actions.contains("")) {
            throw new IllegalArgumentException("a grant needs actions");
        }
        users = Set.copyOf(users);
        roles = RoleNames.copyOf(roles);
        tokens = Set.copyOf(tokens);
    }

    /** All whom it names. */
    List<Holder> holders() {
        List<Holder> holders = new ArrayList<>(users);
        holders.addAll(tokens);
        roles.forEach(role -> holders.add(new Holder.RoleName(role)));
        return holders;
    }
}
