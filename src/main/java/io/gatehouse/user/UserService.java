package io.gatehouse.user;

import io.gatehouse.decision.Bounds;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.UserId;
import io.gatehouse.platform.Actor;
import io.gatehouse.platform.Database;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Ids;
import io.gatehouse.platform.Names;
import io.gatehouse.platform.Page;
import io.gatehouse.platform.Scope;
import io.gatehouse.platform.Transaction;
import io.gatehouse.platform.Visible;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Creating, finding, changing and deleting users, and their passwords. */
@ApplicationScoped
public class UserService {
    private final Database database;
    private final UserStore store;
    private final SubjectStore subjects;
    private final Passwords passwords;
    private final Clock clock;

    UserService(Database database, UserStore store, SubjectStore subjects, Passwords passwords, Clock clock) {
        this.database = database;
        this.store = store;
        this.subjects = subjects;
        this.passwords = passwords;
        this.clock = clock;
    }

    /** Creates a user of the instance. */
    public Uni<User> create(Actor actor, String name, boolean active) {
        return database.write(Scope.instance(), actor, transaction -> create(transaction, name, active));
    }

    /** As {@link #create(Actor, String, boolean)}, as a part of a larger unit of work. */
    public Uni<User> create(Transaction transaction, String name, boolean active) {
        return create(transaction, null, name, active);
    }

    /**
     * Creates a user of one organization, or of the instance.
     *
     * @throws Failure CONFLICT, as the result, if there is one of that name, or a guest of the organization has it
     */
    public Uni<User> create(Transaction transaction, @Nullable OrganizationId home, String name, boolean active) {
        var user = new User(new UserId(Ids.timeOrdered(clock.millis())), home, Names.requireName("name", name), active);
        return requireNoGuest(transaction, user)
                .chain(() -> store.insert(transaction, user))
                .replaceWith(user);
    }

    /** An organization's: those that it created, then those of the instance that have a place in it; at most so many. */
    public Uni<List<User>> list(Transaction transaction, OrganizationId organization, int most) {
        return store.list(transaction, organization, null, most);
    }

    /** The user whom this name means in an organization: its own before one of the instance. */
    public Uni<@Nullable User> find(Transaction transaction, OrganizationId organization, String name) {
        return store.list(transaction, organization, name, 1).map(found -> found.isEmpty() ? null : found.get(0));
    }

    /** As {@link #find(Transaction, OrganizationId, String)}: those of several names that there are. */
    public Uni<Map<String, User>> find(Transaction transaction, OrganizationId organization, Collection<String> names) {
        return names.isEmpty() ? Uni.createFrom().item(Map.of()) : store.find(transaction, organization, names);
    }

    public Uni<User> get(UserId id) {
        return database.read(Scope.instance(), transaction -> require(transaction, id));
    }

    /** As {@link #get}, as a part of a larger unit of work; sees only who is visible in its scope. */
    public Uni<User> require(Transaction transaction, UserId id) {
        return store.find(transaction, id).onItem().ifNull().failWith(UserService::missing);
    }

    /**
     * An active user, who stays that until the end of the transaction.
     *
     * @throws Failure UNAUTHENTICATED, as the result, if it is none any more
     */
    public Uni<User> lockActive(Transaction transaction, UserId id) {
        return store.lockActive(transaction, id)
                .onItem()
                .ifNull()
                .failWith(() -> new Failure(Failure.Kind.UNAUTHENTICATED, "unauthorized access"));
    }

    public Uni<List<User>> list(UserFilter filter, Page page, Visible<User> visible) {
        return database.read(
                Scope.instance(),
                transaction -> page.collect(
                        (after, descending, size) ->
                                store.list(transaction, filter, visible.bounds(), after, descending, size),
                        user -> user.id().value(),
                        visible.test()));
    }

    /** Everybody of this name, or those of them who belong to the instance or to one organization. */
    public Uni<List<User>> named(String name, @Nullable OrganizationId organization, Visible<User> visible) {
        return database.read(
                Scope.instance(),
                transaction -> store.named(transaction, name, organization, visible.bounds())
                        .map(found -> found.stream().filter(visible.test()).toList()));
    }

    /** The names of those users that there are, as a part of a larger unit of work. */
    public Uni<Map<Long, String>> names(Transaction transaction, Collection<Long> ids) {
        return store.names(transaction, ids);
    }

    /** The first user that fits, as a part of a larger unit of work. */
    public Uni<@Nullable User> find(Transaction transaction, UserFilter filter) {
        return store.list(transaction, filter, Bounds.EVERYWHERE, null, false, 1)
                .map(found -> found.isEmpty() ? null : found.get(0));
    }

    /**
     * Changes a user, and ends its sessions if it becomes inactive. Where rules look at who their subject is, a name may
     * be what they look for: there only administrators rename it.
     *
     * @param administered whether the actor administers an organization
     * @throws Failure CONFLICT, as the result, if the name is taken, also by a guest of the user's organization, or if
     *     the instance had no active owner then
     */
    public Uni<User> update(Actor actor, UserId id, UserChange change, Predicate<OrganizationId> administered) {
        return get(id).chain(found -> database.write(
                found.scope(),
                actor,
                transaction -> store.lockEverywhere(transaction, found)
                        .chain(() -> require(transaction, id))
                        .call(current -> change.renames(current)
                                ? requireAdministered(transaction, current, administered)
                                        .chain(() -> requireNoGuest(transaction, change.applyTo(current)))
                                : Uni.createFrom().voidItem())
                        .chain(current -> update(transaction, current, change.applyTo(current)))));
    }

    /**
     * Deletes a user, its password, sessions, places and tokens.
     *
     * @throws Failure CONFLICT, as the result, if the instance had no active owner then
     */
    public Uni<Void> delete(Actor actor, UserId id) {
        return get(id).chain(found -> database.delete(
                found.scope(),
                actor,
                transaction -> store.lockEverywhere(transaction, found)
                        .chain(() -> requireAnotherOwner(transaction, found))
                        .chain(() -> store.delete(transaction, found))));
    }

    /**
     * Sets the password of a user.
     *
     * @param allowed fails if the actor may not: asked before the password is hashed, and again behind the lock of the
     *     write, since the user may have been given more meanwhile
     */
    public Uni<Void> setPassword(
            Actor actor, UserId id, String password, BiFunction<Transaction, User, Uni<Void>> allowed) {
        return database.read(
                        Scope.instance(),
                        transaction -> require(transaction, id).call(user -> allowed.apply(transaction, user)))
                .chain(user -> passwords
                        .hash(user.scope(), user.name(), password)
                        .chain(stored -> database.write(
                                user.scope(),
                                actor,
                                transaction -> allowed.apply(transaction, user)
                                        .chain(() -> forNameOf(transaction, user, stored))
                                        .chain(kept -> store.setPassword(transaction, user, kept)))));
    }

    /** Sets the password of a user who has shown the one so far; whether that is still it. */
    public Uni<Boolean> changePassword(Actor actor, SignIn shown, String password) {
        User user = shown.user();
        return passwords
                .hash(user.scope(), user.name(), password)
                .chain(stored -> database.write(
                        user.scope(),
                        actor,
                        transaction -> forNameOf(transaction, user, stored)
                                .chain(kept -> store.changePassword(transaction, user, shown.hash(), kept))));
    }

    /** What {@link #setPassword(Transaction, User, StoredPassword)} keeps; made before a unit of work, since it takes time. */
    public Uni<StoredPassword> hashPassword(Scope home, String name, String password) {
        return passwords.hash(home, name, password);
    }

    /** As {@link #hashPassword}, with as short a password as InfluxDB Enterprise lets its users have. */
    public Uni<StoredPassword> hashAnyPassword(Scope home, String name, String password) {
        return passwords.hash(home, name, password, 1);
    }

    public Uni<Void> setPassword(Transaction transaction, User user, StoredPassword password) {
        return store.setPassword(transaction, user, password);
    }

    /** Deletes a user of the organization in whose scope this is; as {@link #delete(Actor, UserId)}. */
    public Uni<Void> delete(Transaction transaction, User user) {
        return store.delete(transaction, user);
    }

    /** Whether rules of the organization look at who their subject is: at its id, its name or another attribute. */
    public Uni<Boolean> areLookedAt(Transaction transaction, OrganizationId organization) {
        return subjects.areLookedAt(transaction, organization);
    }

    /** The organizations of the user, by home, place or token, in which {@link #areLookedAt} holds. */
    public Uni<List<OrganizationId>> looking(Transaction transaction, User user) {
        return subjects.looking(transaction, user);
    }

    /** Whether the user has more in the organization than its places give: permissions, attributes, roles or grants. */
    public Uni<Boolean> isFavoured(Transaction transaction, OrganizationId organization, User user) {
        return subjects.isFavoured(transaction, organization, user);
    }

    /**
     * Goes on only if the organization has no user of its own who is called as this one of the instance.
     *
     * @throws Failure CONFLICT, as the result
     */
    Uni<Void> requireNoNamesake(Transaction transaction, OrganizationId organization, User user) {
        return store.hasOwn(transaction, organization, user.name())
                .invoke(taken -> {
                    if (taken) {
                        throw Failure.conflict("user with name " + user.name() + " already exists in the organization");
                    }
                })
                .replaceWithVoid();
    }

    public Uni<Boolean> noneExists(Transaction transaction) {
        return store.list(transaction, new UserFilter(null, null), Bounds.EVERYWHERE, null, false, 1)
                .map(List::isEmpty);
    }

    /** What administrators do to a guest by its name would be done to whoever of the organization's own takes that name. */
    private Uni<Void> requireNoGuest(Transaction transaction, User user) {
        OrganizationId home = user.home();
        if (home == null) {
            return Uni.createFrom().voidItem();
        }
        return subjects.hasGuest(transaction, home, user.name())
                .invoke(taken -> {
                    if (taken) {
                        throw UserStore.taken(user);
                    }
                })
                .replaceWithVoid();
    }

    /** A user who is activated again signs in again. */
    private Uni<User> update(Transaction transaction, User current, User changed) {
        Uni<Void> allowed = changed.active() ? Uni.createFrom().voidItem() : requireAnotherOwner(transaction, changed);
        return allowed.chain(() -> store.update(transaction, changed))
                .chain(() -> current.active() && changed.active()
                        ? Uni.createFrom().voidItem()
                        : store.endSessions(transaction, changed))
                .replaceWith(changed);
    }

    /** Nobody gets an operator token without an active owner, so the last one stays. */
    private Uni<Void> requireAnotherOwner(Transaction transaction, User user) {
        return store.activeOwners(transaction)
                .invoke(owners -> {
                    if (owners.equals(List.of(user.id().value()))) {
                        throw Failure.conflict(
                                "user with name " + user.name() + " is the last active owner of the instance");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> requireAdministered(Transaction transaction, User user, Predicate<OrganizationId> administered) {
        return looking(transaction, user)
                .invoke(organizations -> {
                    if (!organizations.stream().allMatch(administered)) {
                        throw Failure.forbidden("name: rules of an organization of the user look at who the subject is,"
                                + " so only its administrators change it");
                    }
                })
                .replaceWithVoid();
    }

    /** What was made of a password as it is to be kept, since the user may have been renamed meanwhile. */
    private Uni<StoredPassword> forNameOf(Transaction transaction, User user, StoredPassword made) {
        return require(transaction, user.id()).map(found -> found.name().equals(user.name()) ? made : made.renamed());
    }

    private static Failure missing() {
        return Failure.notFound("user not found");
    }
}
