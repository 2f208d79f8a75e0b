package io.gatehouse.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The subject of a question as the organization knows it.
 *
 * @param token what it presents; null if a user was asked about directly
 * @param user who it is, or for whom the token acts
 * @param member null if the organization does not know the user; only a token's may be unknown
 * @param roles those that the user has here
 * @param added those that the request adds
 */
record Asker(@Nullable Token token, UserId user, @Nullable Member member, List<HeldRole> roles, List<HeldRole> added)
        implements Admission {

    static Asker of(Steps steps, PolicySnapshot snapshot, Token token, Set<String> roles) {
        Directory directory = snapshot.directory();
        UserId user = token.user();
        return new Asker(token, user, directory.member(user), directory.rolesOf(user), known(steps, directory, roles));
    }

    static Asker of(Steps steps, PolicySnapshot snapshot, Member member, Set<String> roles) {
        Directory directory = snapshot.directory();
        UserId user = member.user().id();
        return new Asker(null, user, member, directory.rolesOf(user), known(steps, directory, roles));
    }

    private static List<HeldRole> known(Steps steps, Directory directory, Set<String> names) {
        if (names.isEmpty()) {
            return List.of();
        }
        steps.take(names.size());
        List<HeldRole> known = new ArrayList<>();
        for (String name : names.stream().sorted().toList()) {
            HeldRole role = directory.role(name);
            if (role != null) {
                known.add(role);
            }
        }
        return known;
    }

    boolean administers(OrganizationId organization, Target target) {
        if (token != null) {
            PermissionSet held = token.permissions();
            return held.operator() || (target.ours() && held.administers(organization));
        }
        return target.ours() && member != null && member.administrator();
    }

    /** Whether a permission covers the action; a token has its own alone, a user also what its roles have. */
    boolean may(OrganizationId organization, String action, Target target) {
        if (token != null) {
            return covers(token.permissions(), organization, action, target);
        }
        return (member != null
                        && (member.rights().cover(action, target)
                                || covers(member.memberships(), organization, action, target)))
                || anyMay(roles, organization, action, target)
                || anyMay(added, organization, action, target);
    }

    private static boolean anyMay(List<HeldRole> roles, OrganizationId organization, String action, Target target) {
        for (int i = 0; i < roles.size(); i++) {
            HeldRole role = roles.get(i);
            if (role.rights().cover(action, target) || covers(role.declared(), organization, action, target)) {
                return true;
            }
        }
        return false;
    }

    private static boolean covers(PermissionSet held, OrganizationId organization, String action, Target target) {
        return held.covers(target.ours() ? organization : null, action, target.type(), target.id(), target.name());
    }

    @Nullable
    String attribute(String name) {
        return switch (name) {
            case "id" -> user.toString();
            case "name" -> member == null ? null : member.user().name();
            default -> member == null ? null : member.user().attributes().get(name);
        };
    }

    /** How the grant names the subject, or null if it does not. */
    @Nullable
    AppliedGrant applied(Grant grant) {
        List<String> named = Stream.concat(roles.stream(), added.stream())
                .map(role -> role.name().name())
                .filter(grant.roles()::contains)
                .distinct()
                .toList();
        boolean namesUser = grant.users().contains(user);
        TokenId namedToken = token != null && grant.tokens().contains(token.id()) ? token.id() : null;
        return namesUser || namedToken != null || !named.isEmpty()
                ? new AppliedGrant(grant, namesUser, named, namedToken)
                : null;
    }

    /** Whether the grant names this subject. */
    boolean isNamedBy(Grant grant, Steps steps) {
        return grant.users().contains(user)
                || (token != null && grant.tokens().contains(token.id()))
                || anyOf(roles, grant.roles(), steps)
                || anyOf(added, grant.roles(), steps);
    }

    private static boolean anyOf(List<HeldRole> held, Set<String> named, Steps steps) {
        for (int i = 0; i < held.size() && !named.isEmpty(); i++) {
            steps.take();
            if (named.contains(held.get(i).name().name())) {
                return true;
            }
        }
        return false;
    }

    /** One of the rules that is made for this subject and whose checks hold, or null. */
    @Nullable
    Rule first(PersistentMap<Holder, RuleList> rules, Question question) {
        Rule found = first(rules, user, question);
        if (found == null && token != null) {
            found = first(rules, token.id(), question);
        }
        found = found != null ? found : firstForRoles(rules, roles, question);
        return found != null ? found : firstForRoles(rules, added, question);
    }

    private static @Nullable Rule firstForRoles(
            PersistentMap<Holder, RuleList> rules, List<HeldRole> roles, Question question) {
        for (int i = 0; i < roles.size(); i++) {
            question.steps().take();
            Rule found = first(rules, roles.get(i).name(), question);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static @Nullable Rule first(PersistentMap<Holder, RuleList> rules, Holder holder, Question question) {
        RuleList list = rules.get(holder);
        return list == null ? null : list.first(question, false);
    }
}
