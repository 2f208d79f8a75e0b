package io.gatehouse.role;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.Permission;
import io.gatehouse.decision.PermissionSet;
import io.gatehouse.decision.UserId;
import io.gatehouse.platform.Database;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Names;
import io.gatehouse.platform.Scope;
import io.gatehouse.platform.Transaction;
import io.gatehouse.user.MembershipService;
import io.gatehouse.user.User;
import io.gatehouse.user.UserService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** An organization's users: creating, finding and deleting them, their passwords, permissions and attributes. */
@ApplicationScoped
public class AccountService {
    private static final int MOST_ATTRIBUTES = 1000;
    private static final int MOST_PERMISSIONS = 100_000;

    private final Database database;
    private final UserService users;
    private final MembershipService memberships;
    private final RightsStore store;
    private final Standings standings;

    AccountService(
            Database database,
            UserService users,
            MembershipService memberships,
            RightsStore store,
            Standings standings) {
        this.database = database;
        this.users = users;
        this.memberships = memberships;
        this.store = store;
        this.standings = standings;
    }

    /**
     * All of the organization, its own first.
     *
     * @throws Failure UNPROCESSABLE if they are more than an answer can hold
     */
    public Uni<List<Account>> list(Editor editor) {
        return database.read(
                editor.organization(),
                transaction -> standings
                        .require(transaction, editor)
                        .chain(() -> users.list(transaction, editor.organization(), WholeList.MOST + 1))
                        .call(found -> store.count(transaction, editor.organization(), WholeList.MOST + 1)
                                .invoke(entries -> WholeList.requireFew(
                                        "users, permissions and attributes", found.size() + entries)))
                        .chain(found -> store.accounts(transaction, editor.organization(), found)));
    }

    /** @throws Failure NOT_FOUND */
    public Uni<Account> get(Editor editor, String name) {
        return database.read(
                editor.organization(),
                transaction -> standings
                        .require(transaction, editor)
                        .chain(() -> require(transaction, editor.organization(), name)));
    }

    /** Hashing takes its turn among the organization's, so it is only for those who may. */
    public Uni<Void> create(
            Editor editor, String name, String password, Rights rights, Map<String, String> attributes) {
        Names.requireName("username", name);
        if (!attributes.isEmpty()) {
            requireAttributes(editor, attributes);
        }
        return database.read(editor.organization(), transaction -> requireMayCreate(transaction, editor, rights))
                .chain(() -> users.hashAnyPassword(editor.scope(), name, password))
                .chain(hash -> database.write(
                        editor.organization(),
                        editor.actor(),
                        transaction -> requireMayCreate(transaction, editor, rights)
                                .chain(() -> users.create(transaction, editor.organization(), name, true))
                                .call(user -> users.setPassword(transaction, user, hash))
                                .chain(user -> putNew(transaction, editor, new Account(user, rights, attributes)))));
    }

    public Uni<Void> delete(Editor editor, String name) {
        Change deletion = (transaction, standing, account) -> {
            requireOwn(account.user());
            return users.delete(transaction, account.user());
        };
        return database.delete(
                editor.organization(), editor.actor(), transaction -> apply(transaction, editor, name, deletion));
    }

    /** As {@link #create}, only for those who may. */
    public Uni<Void> changePassword(Editor editor, String name, String password) {
        Change check = (transaction, standing, account) -> {
            requireOwn(account.user());
            return standings.requireNoGain(transaction, editor, standing, account);
        };
        return database.read(editor.organization(), transaction -> apply(transaction, editor, name, check))
                .chain(() -> users.hashAnyPassword(editor.scope(), name, password))
                .chain(hash -> write(
                        editor,
                        name,
                        (transaction, standing, account) -> check.apply(transaction, standing, account)
                                .chain(() -> users.setPassword(transaction, account.user(), hash))));
    }

    public Uni<Void> addPermissions(Editor editor, String name, Rights rights) {
        return write(editor, name, (transaction, standing, account) -> {
            Rights all = account.rights().grownBy(rights);
            standing.requireHeld(rights);
            standing.requireNoAdministrator(all);
            return standings
                    .requireNoChoice(transaction, editor, standing)
                    .chain(() -> store.put(transaction, editor.organization(), account.with(all)));
        });
    }

    /** Those that the user does not have are ignored. */
    public Uni<Void> removePermissions(Editor editor, String name, Rights rights) {
        return change(editor, name, account -> account.with(account.rights().minus(rights)));
    }

    /** Says anew what is known of the user, for the conditions of rules; so this is for administrators. */
    public Uni<Void> setAttributes(Editor editor, String name, Map<String, String> attributes) {
        requireAttributes(editor, attributes);
        return change(editor, name, account -> account.with(attributes));
    }

    /**
     * What a signed-in user may do: the rights of its places, those on itself, and an owner's where it administers. Of the
     * places of an owner of the instance, who may do everything, only two are told.
     */
    public Uni<PermissionSet> permissions(User user) {
        return memberships.permissions(user).chain(places -> withRights(user, places));
    }

    /**
     * As {@link #permissions}, of an owner of the instance too, one by one.
     *
     * @throws Failure UNPROCESSABLE, as the result, if they are more than an answer can hold
     */
    public Uni<List<Permission>> listPermissions(User user) {
        return memberships
                .allPermissions(user)
                .chain(places -> withRights(user, places))
                .map(all -> {
                    if (all.size() > MOST_PERMISSIONS) {
                        throw new Failure(
                                Failure.Kind.UNPROCESSABLE, "there are more than " + MOST_PERMISSIONS + " permissions");
                    }
                    return all.stream().toList();
                });
    }

    /**
     * As {@link #permissions}, all of them, and those of its places in suspended organizations, which may be resumed. What
     * else it has there is among what {@link #favouring} finds.
     */
    public Uni<PermissionSet> permissionsOnceResumed(Transaction transaction, User user) {
        return memberships
                .permissionsOnceResumed(transaction, user)
                .chain(places -> store.everywhere(transaction, user).map(rights -> permissions(places, rights)));
    }

    /**
     * Goes on only if the user is active and may still do all that it was believed to, until the end of the transaction.
     *
     * @throws Failure UNAUTHENTICATED, as the result
     */
    public Uni<Void> requireHolding(Transaction transaction, UserId id, PermissionSet believed) {
        return users.lockActive(transaction, id)
                .chain(user -> memberships
                        .lockPermissions(transaction, user)
                        .chain(places ->
                                store.lockEverywhere(transaction, user).map(rights -> permissions(places, rights))))
                .invoke(permissions -> {
                    if (!permissions.includes(believed)) {
                        throw new Failure(Failure.Kind.UNAUTHENTICATED, "unauthorized access");
                    }
                })
                .replaceWithVoid();
    }

    /** The organizations in which the user has more than its places give: permissions, attributes, roles or grants. */
    public Uni<List<OrganizationId>> favouring(Transaction transaction, User user) {
        return store.favouring(transaction, user);
    }

    private Uni<PermissionSet> withRights(User user, PermissionSet places) {
        return database.read(
                Scope.instance(),
                transaction -> store.everywhere(transaction, user).map(rights -> permissions(places, rights)));
    }

    private static PermissionSet permissions(PermissionSet places, Map<OrganizationId, Rights> rights) {
        return places.owning(rights.entrySet().stream()
                .filter(held -> held.getValue().makeAdministrator())
                .map(Map.Entry::getKey)
                .toList());
    }

    private Uni<Void> change(Editor editor, String name, UnaryOperator<Account> change) {
        return write(
                editor,
                name,
                (transaction, standing, account) ->
                        store.put(transaction, editor.organization(), change.apply(account)));
    }

    private Uni<Void> write(Editor editor, String name, Change change) {
        return database.write(
                editor.organization(), editor.actor(), transaction -> apply(transaction, editor, name, change));
    }

    private Uni<Void> apply(Transaction transaction, Editor editor, String name, Change change) {
        return standings
                .require(transaction, editor)
                .chain(standing -> require(transaction, editor.organization(), name)
                        .call(account -> standings.requireBelow(transaction, editor, standing, account))
                        .chain(account -> change.apply(transaction, standing, account)));
    }

    private Uni<Void> requireMayCreate(Transaction transaction, Editor editor, Rights given) {
        return standings
                .require(transaction, editor)
                .invoke(standing -> {
                    standing.requireHeld(given);
                    standing.requireNoAdministrator(given);
                })
                .chain(standing -> standings.requireNoChoice(transaction, editor, standing));
    }

    private Uni<Void> putNew(Transaction transaction, Editor editor, Account account) {
        return account.rights().isEmpty() && account.attributes().isEmpty()
                ? Uni.createFrom().voidItem()
                : store.put(transaction, editor.organization(), account);
    }

    private Uni<Account> require(Transaction transaction, OrganizationId organization, String name) {
        return users.find(transaction, organization, name)
                .onItem()
                .ifNull()
                .failWith(() -> Failure.notFound("user not found"))
                .chain(user -> store.account(transaction, organization, user));
    }

    private static void requireOwn(User user) {
        if (user.home() == null) {
            throw Failure.forbidden(
                    "the user belongs to the instance; only its place and permissions are changed here");
        }
    }

    /** They open what grants with conditions on them open, so nobody else says them, of a new user neither. */
    private static void requireAttributes(Editor editor, Map<String, String> attributes) {
        if (!editor.administrator()) {
            throw Failure.forbidden("attributes are for administrators");
        }
        if (attributes.size() > MOST_ATTRIBUTES) {
            throw Failure.invalid("attributes: at most " + MOST_ATTRIBUTES + " are possible");
        }
        attributes.forEach((name, value) -> {
            Names.requireName("attributes", name);
            Names.requireText("attributes." + name, value);
        });
    }

    /** What happens to an account that may be changed. */
    @FunctionalInterface
    private interface Change {
        Uni<Void> apply(Transaction transaction, Standing standing, Account account);
    }
}
