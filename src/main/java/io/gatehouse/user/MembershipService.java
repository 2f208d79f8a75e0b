package io.gatehouse.user;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.PermissionSet;
import io.gatehouse.decision.UserId;
import io.gatehouse.platform.Actor;
import io.gatehouse.platform.Database;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Scope;
import io.gatehouse.platform.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Owners and members of organizations and buckets, and what that lets a signed-in user do. */
@ApplicationScoped
public class MembershipService {
    private static final int MOST_LISTED = 20_000;

    private final Database database;
    private final MembershipStore store;
    private final UserService users;

    MembershipService(Database database, MembershipStore store, UserService users) {
        this.database = database;
        this.store = store;
        this.users = users;
    }

    public Uni<Member> add(Actor actor, Place place, UserId user, boolean owner) {
        return database.write(place.scope(), actor, transaction -> add(transaction, place, user, owner));
    }

    /**
     * As {@link #add(Actor, Place, UserId, boolean)}, as a part of a larger unit of work.
     *
     * @throws Failure CONFLICT, as the result, if the user has a place there, or the organization has a user of its own
     *     with that name
     */
    public Uni<Member> add(Transaction transaction, Place place, UserId user, boolean owner) {
        return users.require(transaction, user)
                .invoke(found -> requireWelcome(place, found))
                .call(found -> requireNoNamesake(transaction, place, found))
                .map(found -> new Member(found, owner))
                .call(member -> store.insert(transaction, place, member));
    }

    /** Makes whoever created the organization its owner, unless it is another organization's own user. */
    public Uni<Void> addCreator(Transaction transaction, OrganizationId organization, UserId user) {
        Place place = Place.of(organization);
        return users.require(transaction, user)
                .chain(found -> isWelcome(place, found)
                        ? store.insert(transaction, place, new Member(found, true))
                        : Uni.createFrom().voidItem());
    }

    /** Ends whatever place the user has there, as InfluxDB does; nothing happens if it has none. */
    public Uni<Void> remove(Actor actor, Place place, UserId user) {
        return database.write(place.scope(), actor, transaction -> store.delete(transaction, place, user));
    }

    /**
     * All owners of a place, or all members; InfluxDB's clients take them whole.
     *
     * @throws Failure UNPROCESSABLE, as the result, if they are more than an answer can hold
     */
    public Uni<List<Member>> list(Place place, boolean owners) {
        return database.read(place.scope(), transaction -> store.list(transaction, place, owners, MOST_LISTED + 1))
                .invoke(found -> {
                    if (found.size() > MOST_LISTED) {
                        throw new Failure(
                                Failure.Kind.UNPROCESSABLE,
                                "there are more than " + MOST_LISTED + (owners ? " owners" : " members"));
                    }
                });
    }

    /**
     * What a signed-in user may do: the rights of its places, none in a suspended organization, and those on itself. An
     * owner of the instance may do everything; of its places, only two are told.
     */
    public Uni<PermissionSet> permissions(User user) {
        return database.read(Scope.instance(), transaction -> store.reachOf(transaction, user))
                .map(memberships -> MembershipPermissions.of(user.id(), memberships));
    }

    /** As {@link #permissions(User)}, also all that an owner of the instance has by its places. */
    public Uni<PermissionSet> allPermissions(User user) {
        return database.read(Scope.instance(), transaction -> store.activeOf(transaction, user))
                .map(memberships -> MembershipPermissions.of(user.id(), memberships));
    }

    /** As {@link #allPermissions}, and those that the user has again once its suspended organizations are resumed. */
    public Uni<PermissionSet> permissionsOnceResumed(Transaction transaction, User user) {
        return store.of(transaction, user).map(memberships -> MembershipPermissions.of(user.id(), memberships));
    }

    /** As {@link #permissions(User)}, and nobody ends one of the places before the end of the transaction. */
    public Uni<PermissionSet> lockPermissions(Transaction transaction, User user) {
        return store.lock(transaction, user)
                .chain(() -> store.reachOf(transaction, user))
                .map(memberships -> MembershipPermissions.of(user.id(), memberships));
    }

    /** The places of a user, as a part of a larger unit of work. */
    public Uni<List<Membership>> of(Transaction transaction, User user) {
        return store.of(transaction, user);
    }

    /** The places of a user; none, if there is no such user. */
    public Uni<List<Membership>> of(UserId id) {
        return database.read(
                Scope.instance(),
                transaction -> users.find(transaction, new UserFilter(id, null))
                        .chain(user -> user == null ? Uni.createFrom().item(List.of()) : store.of(transaction, user)));
    }

    /** A user that another organization created is, here, nobody. */
    private static void requireWelcome(Place place, User user) {
        if (!isWelcome(place, user)) {
            throw Failure.notFound("user not found");
        }
    }

    private Uni<Void> requireNoNamesake(Transaction transaction, Place place, User user) {
        OrganizationId organization = place.organization();
        return organization == null || user.home() != null
                ? Uni.createFrom().voidItem()
                : users.requireNoNamesake(transaction, organization, user);
    }

    private static boolean isWelcome(Place place, User user) {
        return user.home() == null || user.home().equals(place.organization());
    }
}
