package io.gatehouse.role;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.platform.Database;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Ids;
import io.gatehouse.platform.Names;
import io.gatehouse.platform.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Creating, finding, changing and deleting roles. */
@ApplicationScoped
public class RoleService {
    private final Database database;
    private final RoleStore store;
    private final Standings standings;
    private final DeclaredPermissions declared;
    private final Clock clock;

    RoleService(Database database, RoleStore store, Standings standings, DeclaredPermissions declared, Clock clock) {
        this.database = database;
        this.store = store;
        this.standings = standings;
        this.declared = declared;
        this.clock = clock;
    }

    /**
     * All in the order of their creation.
     *
     * @throws Failure UNPROCESSABLE if they are more than an answer can hold
     */
    public Uni<List<Role>> list(Editor editor) {
        return database.read(
                editor.organization(),
                transaction -> standings
                        .require(transaction, editor)
                        .chain(() -> store.count(transaction, editor.organization(), WholeList.MOST + 1))
                        .invoke(entries -> WholeList.requireFew("roles, users of them and permissions", entries))
                        .chain(() -> store.list(transaction, editor.organization())));
    }

    /** @throws Failure NOT_FOUND */
    public Uni<Role> get(Editor editor, String name) {
        return database.read(
                editor.organization(),
                transaction -> standings
                        .require(transaction, editor)
                        .chain(() -> require(transaction, editor.organization(), name)));
    }

    /** @throws Failure CONFLICT if there is one of that name; INVALID if a user is unknown */
    public Uni<Void> create(Editor editor, NewRole requested) {
        Names.requireName("role name", requested.name());
        return database.write(
                editor.organization(),
                editor.actor(),
                transaction -> standings
                        .require(transaction, editor)
                        .invoke(standing -> standing.requireMayGiveToRole(requested.permissions()))
                        .chain(standing -> standings.requireNoChoice(transaction, editor, standing))
                        .chain(() -> standings.users(transaction, editor.organization(), requested.users()))
                        .chain(found -> newRole(transaction, editor, requested)
                                .chain(role -> store.insert(transaction, editor.organization(), role)
                                        .chain(() ->
                                                store.addUsers(transaction, editor.organization(), role, found)))));
    }

    /**
     * Its users, permissions and places in grants stay. A question may say which roles its subject has, so the role is
     * given to whomever the new name stands for.
     *
     * @throws Failure CONFLICT if there is one of the new name
     */
    public Uni<Void> rename(Editor editor, String name, String newName) {
        Names.requireName("role newName", newName);
        return write(
                editor,
                name,
                (transaction, standing, role) -> requireNoGain(transaction, editor, standing, role)
                        .chain(() -> store.rename(transaction, editor.organization(), role, newName)));
    }

    /** Its users stay. */
    public Uni<Void> delete(Editor editor, String name) {
        return write(
                editor, name, (transaction, standing, role) -> store.delete(transaction, editor.organization(), role));
    }

    public Uni<Void> addPermissions(Editor editor, String name, RolePermissions given) {
        return write(editor, name, (transaction, standing, role) -> {
            standing.requireMayGiveToRole(given);
            return standings
                    .requireNoChoice(transaction, editor, standing)
                    .chain(() -> declared.read(transaction, editor.organization(), given.onTypes()))
                    .map(added -> role.with(
                            role.rights().grownBy(given.rights()),
                            DeclaredPermissions.requireFew(Stream.concat(role.declared().stream(), added.stream())
                                    .distinct()
                                    .toList())))
                    .chain(changed -> store.update(transaction, editor.organization(), changed));
        });
    }

    /** Those that the role does not have are ignored, whether they are declared any more or not. */
    public Uni<Void> removePermissions(Editor editor, String name, RolePermissions taken) {
        return write(
                editor,
                name,
                (transaction, standing, role) -> store.update(
                        transaction,
                        editor.organization(),
                        role.with(
                                role.rights().minus(taken.rights()),
                                DeclaredPermissions.without(role.declared(), taken.onTypes()))));
    }

    /** @throws Failure INVALID if one of them is unknown; then none is added */
    public Uni<Void> addUsers(Editor editor, String name, UserNames names) {
        return write(
                editor,
                name,
                (transaction, standing, role) -> requireNoGain(transaction, editor, standing, role)
                        .chain(() -> standings.users(transaction, editor.organization(), names))
                        .chain(found -> store.addUsers(transaction, editor.organization(), role, found)));
    }

    /** Users who do not have the role are ignored; unknown ones are refused. */
    public Uni<Void> removeUsers(Editor editor, String name, UserNames names) {
        return write(
                editor,
                name,
                (transaction, standing, role) -> standings
                        .users(transaction, editor.organization(), names)
                        .chain(found -> store.removeUsers(transaction, editor.organization(), role, found)));
    }

    /** The ids of those roles that there are, by their names, as a part of a larger unit of work. */
    public Uni<Map<String, RoleId>> ids(
            Transaction transaction, OrganizationId organization, Collection<String> names) {
        return store.ids(transaction, organization, names);
    }

    /** Goes on only if the role gives nothing that the editor lacks. */
    private Uni<Void> requireNoGain(Transaction transaction, Editor editor, Standing standing, Role role) {
        standing.requireHeld(role.rights());
        return standings
                .requireNoChoice(transaction, editor, standing)
                .chain(() -> standings.requireNoGain(transaction, editor, standing, List.of(role)));
    }

    private Uni<Void> write(Editor editor, String name, Change change) {
        return database.write(
                editor.organization(),
                editor.actor(),
                transaction -> standings
                        .require(transaction, editor)
                        .chain(standing -> require(transaction, editor.organization(), name)
                                .chain(role -> change.apply(transaction, standing, role))));
    }

    private Uni<Role> newRole(Transaction transaction, Editor editor, NewRole requested) {
        RolePermissions permissions = requested.permissions();
        return declared.read(transaction, editor.organization(), permissions.onTypes())
                .map(onTypes -> new Role(
                        new RoleId(Ids.timeOrdered(clock.millis())),
                        requested.name(),
                        permissions.rights(),
                        DeclaredPermissions.requireFew(onTypes),
                        List.of()));
    }

    private Uni<Role> require(Transaction transaction, OrganizationId organization, String name) {
        return store.find(transaction, organization, name)
                .onItem()
                .ifNull()
                .failWith(() -> Failure.notFound("role not found"));
    }

    /** What happens to a role. */
    @FunctionalInterface
    private interface Change {
        Uni<Void> apply(Transaction transaction, Standing standing, Role role);
    }
}
