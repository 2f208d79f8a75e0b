package io.gatehouse.user;

import io.gatehouse.platform.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The user that setting the instance up makes: the owner of the instance. */
@ApplicationScoped
public class FirstUser {
    private final UserService users;
    private final MembershipService memberships;

    FirstUser(UserService users, MembershipService memberships) {
        this.users = users;
        this.memberships = memberships;
    }

    /** Whether there is no user yet. */
    public Uni<Boolean> isWanted(Transaction transaction) {
        return users.noneExists(transaction);
    }

    /** The hash to give to {@link #create}; made before the unit of work, since it takes time. */
    public Uni<Optional<String>> passwordHash(@Nullable String password) {
        return password == null
                ? Uni.createFrom().item(Optional.empty())
                : users.hashPassword(password).map(Optional::of);
    }

    /** @param hash empty: the user cannot sign in until it is given a password */
    public Uni<User> create(Transaction transaction, String name, Optional<String> hash) {
        return users.create(transaction, name, true)
                .call(user -> hash.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : users.setPasswordHash(transaction, user, hash.get()))
                .call(user -> memberships.add(transaction, Place.instance(), user.id(), true));
    }
}
