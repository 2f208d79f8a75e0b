package io.gatehouse.policy;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.TokenId;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Transaction;
import io.gatehouse.role.RoleService;
import io.gatehouse.token.TokenService;
import io.gatehouse.user.UserService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

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
        return all(names.users(), "user", asked -> users.find(transaction, organization, asked))
                .chain(withUsers -> all(names.roles(), "role", asked -> roles.ids(transaction, organization, asked))
                        .chain(withRoles -> all(
                                        names.tokens(), "token", asked -> tokens(transaction, organization, asked))
                                .map(withTokens -> new Subjects(withUsers, withRoles, withTokens))));
    }

    private Uni<Map<TokenId, TokenId>> tokens(
            Transaction transaction, OrganizationId organization, List<TokenId> asked) {
        return tokens.existing(transaction, organization, asked)
                .map(found -> found.stream().collect(Collectors.toMap(id -> id, id -> id)));
    }

    /** Looks all of a kind up at once; of several that are unknown, the first one is named. */
    private static <N, T> Uni<List<T>> all(List<N> asked, String what, Function<List<N>, Uni<Map<N, T>>> find) {
        if (asked.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return find.apply(asked).map(found -> {
            List<T> all = new ArrayList<>();
            for (N name : asked) {
                T one = found.get(name);
                if (one == null) {
                    throw Failure.invalid(what + " `" + name + "` not found");
                }
                all.add(one);
            }
            return all;
        });
    }
}
