package io.gatehouse.user;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Scope;
import io.gatehouse.platform.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The user that setting the instance up makes, and who else owns the instance. */
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

    /** What to give to {@link #create}; made before the unit of work, since it takes time. */
    public Uni<Optional<StoredPassword>> password(String name, @Nullable String password) {
        return password == null
                ? Uni.createFrom().item(Optional.empty())
                : users.hashPassword(Scope.instance(), name, password).map(Optional::of);
    }

    /**
     * The active owner of the instance with this name; without one, the first.
     *
     * @throws Failure NOT_FOUND, as the result
     */
    public Uni<User> owner(@Nullable String name) {
        return memberships
                .list(Place.instance(), true)
                .map(owners -> owners.stream()
                        .map(Member::user)
                        .filter(user -> user.active() && (name == null || name.equals(user.name())))
                        .findFirst()
                        .orElseThrow(() -> Failure.notFound(
                                "no active user" + (name == null ? "" : " `" + name + "`") + " owns the instance")));
    }

    /** The organizations that the user owns. */
    public Uni<Set<OrganizationId>> owned(User user) {
        return memberships
                .of(user.id())
                .map(all -> all.stream()
                        .filter(Membership::owner)
                        .flatMap(membership -> membership.place().wholeOrganization().stream())
                        .collect(Collectors.toSet()));
    }

    /** @param password empty: the user cannot sign in until it is given one */
    public Uni<User> create(Transaction transaction, String name, Optional<StoredPassword> password) {
        return users.create(transaction, name, true)
                .call(user -> password.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : users.setPassword(transaction, user, password.get()))
                .call(user -> memberships.add(transaction, Place.instance(), user.id(), true));
    }
}
