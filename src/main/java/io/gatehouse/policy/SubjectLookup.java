package io.gatehouse.policy;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.TokenId;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Transaction;
import io.gatehouse.role.RoleService;
import io.gatehouse.token.TokenService;
import io.gatehouse.user.User;
import io.gatehouse.user.UserService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the subjects that a grant names, in its own organization alone. */
@ApplicationScoped
class SubjectLookup {
    private final UserService users;
    private final RoleService roles;
    private final TokenService tokens;

    SubjectLookup(UserService users, RoleService roles, TokenService tokens) {
        this.users = users;
        this.roles = roles;
        this.tokens = tokens;
    }

    /** @throws Failure INVALID if one of them is unknown here */
    Uni<Subjects> find(Transaction transaction, OrganizationId organization, SubjectNames names) {
        Uni<List<User>> foundUsers = each(names.users(), "user", name -> users.find(transaction, organization, name));
        return foundUsers.chain(withUsers -> each(
                        names.roles(), "role", name -> roles.find(transaction, organization, name))
                .chain(withRoles -> each(names.tokens(), "token", id -> token(transaction, organization, id))
                        .map(withTokens -> new Subjects(withUsers, withRoles, withTokens))));
    }

    private Uni<@Nullable TokenId> token(Transaction transaction, OrganizationId organization, TokenId id) {
        return tokens.find(transaction, organization, id).map(found -> found == null ? null : id);
    }

    private static <N, T> Uni<List<T>> each(List<N> names, String what, Function<N, Uni<@Nullable T>> find) {
        Uni<List<T>> found = Uni.createFrom().item(new ArrayList<>());
        for (N name : names) {
            found = found.call(list -> find.apply(name)
                    .onItem()
                    .ifNull()
                    .failWith(() -> Failure.invalid(what + " `" + name + "` not found"))
                    .invoke(list::add));
        }
        return found;
    }
}
