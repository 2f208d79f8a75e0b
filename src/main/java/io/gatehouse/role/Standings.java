package io.gatehouse.role;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Transaction;
import io.gatehouse.user.MembershipService;
import io.gatehouse.user.User;
import io.gatehouse.user.UserService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks up what editors and the users whom they edit hold. */
@ApplicationScoped
class Standings {
    private final UserService users;
    private final MembershipService memberships;
    private final RightsStore rights;
    private final RoleStore roles;

    Standings(UserService users, MembershipService memberships, RightsStore rights, RoleStore roles) {
        this.users = users;
        this.memberships = memberships;
        this.rights = rights;
        this.roles = roles;
    }

    /** What the editor may do; fails if that is nothing. */
    Uni<Standing> require(Transaction transaction, Editor editor) {
        if (editor.administrator()) {
            return Uni.createFrom().item(new Standing(editor.user(), true, Rights.NONE, Set.of()));
        }
        return users.require(transaction, editor.user())
                .chain(user -> rights.account(transaction, editor.organization(), user))
                .chain(account -> roles.of(transaction, editor.organization(), editor.user())
                        .map(held -> standing(account, held)))
                .invoke(Standing::requireEditor);
    }

    /** Goes on only if the editor may change the account. */
    Uni<Void> requireBelow(Transaction transaction, Editor editor, Standing standing, Account account) {
        return placed(transaction, editor, account.user())
                .invoke(placed -> standing.requireBelow(account, placed))
                .replaceWithVoid();
    }

    /** Goes on only if who signs in as this account has nothing that the editor lacks. */
    Uni<Void> requireNoGain(Transaction transaction, Editor editor, Standing standing, Account account) {
        if (standing.administrator() || account.user().id().equals(standing.user())) {
            return Uni.createFrom().voidItem();
        }
        requireNone(!account.attributes().isEmpty());
        return requireNoChoice(transaction, editor, standing)
                .chain(() -> rights.hasGrants(transaction, editor.organization(), account.user()))
                .invoke(Standings::requireNone)
                .chain(() -> roles.of(
                        transaction, editor.organization(), account.user().id()))
                .invoke(held -> standing.requireHeld(standing(account, held).rights()))
                .chain(held -> requireNoGain(transaction, editor, standing, held));
    }

    /** Goes on only if who gets these roles is opened nothing that is not opened to the editor. */
    Uni<Void> requireNoGain(Transaction transaction, Editor editor, Standing standing, List<Role> given) {
        List<Role> gained =
                given.stream().filter(role -> !standing.has(role.id())).toList();
        if (gained.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        requireNone(gained.stream().anyMatch(role -> !role.declared().isEmpty()));
        return roles.haveGrants(transaction, editor.organization(), gained)
                .invoke(Standings::requireNone)
                .replaceWithVoid();
    }

    /**
     * Goes on only if the editor does not choose by it for whom a rule holds. Where rules look at who their subject is,
     * whoever makes a user, becomes one, or gives it something, picks the subject that they look for.
     */
    Uni<Void> requireNoChoice(Transaction transaction, Editor editor, Standing standing) {
        return standing.administrator()
                ? Uni.createFrom().voidItem()
                : users.areLookedAt(transaction, editor.organization())
                        .invoke(Standings::requireNotLookedAt)
                        .replaceWithVoid();
    }

    /** @throws Failure INVALID, as the result, if the organization does not know one of them */
    Uni<List<User>> users(Transaction transaction, OrganizationId organization, UserNames names) {
        return users.find(transaction, organization, names.list()).map(found -> {
            if (!found.keySet().containsAll(names.list())) {
                throw Failure.invalid("user not found");
            }
            return names.list().stream().map(found::get).toList();
        });
    }

    private Uni<Boolean> placed(Transaction transaction, Editor editor, User user) {
        return editor.administrator()
                ? Uni.createFrom().item(false)
                : memberships.of(transaction, user).map(places -> !places.isEmpty());
    }

    private static Standing standing(Account account, List<Role> roles) {
        Rights all = account.rights();
        for (Role role : roles) {
            all = all.plus(role.rights());
        }
        return new Standing(
                account.user().id(),
                account.rights().makeAdministrator(),
                all,
                roles.stream().map(Role::id).collect(Collectors.toSet()));
    }

    private static void requireNotLookedAt(boolean lookedAt) {
        if (lookedAt) {
            throw Failure.forbidden("rules of the organization look at who the subject is, so only administrators"
                    + " create users and roles, set others' passwords, and give permissions and roles");
        }
    }

    private static void requireNone(boolean opened) {
        if (opened) {
            throw Failure.forbidden("what grants, attributes and declared types open to others cannot be given");
        }
    }
}
