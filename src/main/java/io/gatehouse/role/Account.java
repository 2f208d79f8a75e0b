package io.gatehouse.role;

import io.gatehouse.user.User;
import java.util.Map;

/** A user as an organization has it: with what it holds and what is known of it there. */
public record Account(User user, Rights rights, Map<String, String> attributes) {
    public Account {
        attributes = Map.copyOf(attributes);
    }

    Account with(Rights changed) {
        return new Account(user, changed, attributes);
    }

    Account with(Map<String, String> changed) {
        return new Account(user, rights, changed);
    }
}
