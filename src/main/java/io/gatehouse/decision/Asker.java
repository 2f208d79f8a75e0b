package io.gatehouse.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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

    static Asker of(PolicySnapshot snapshot, Token token, Set<String> roles) {
        Directory directory = snapshot.directory();
        UserId user = token.user();
        return new Asker(token, user, directory.member(user), directory.rolesOf(user), known(directory, roles));
    }

    static Asker of(PolicySnapshot snapshot, Member member, Set<String> roles) {
        Directory directory = snapshot.directory();
        UserId user = member.user().id();
        return new Asker(null, user, member, directory.rolesOf(user), known(directory, roles));
    }

    private static List<HeldRole> known(Directory directory, Set<String> names) {
        if (names.isEmpty()) {
            return List.of();
        }
        List<HeldRole> known = new ArrayList<>();
        for (String name : names) {
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

    /** The rule with the lowest id among these, made for this subject, and the best so far. */
    @Nullable
    Rule lowest(PersistentMap<Holder, RuleList> rules, Question question, @Nullable Rule best) {
        RuleList forEverybody = rules.get(Holder.Everybody.EVERYBODY);
        if (forEverybody != null) {
            return older(best, forEverybody.first(question, true));
        }
        Rule found = lowest(rules, user, question, best);
        if (token != null) {
            found = lowest(rules, token.id(), question, found);
        }
        for (int i = 0; i < roles.size(); i++) {
            found = lowest(rules, roles.get(i).name(), question, found);
        }
        for (int i = 0; i < added.size(); i++) {
            found = lowest(rules, added.get(i).name(), question, found);
        }
        return found;
    }

    private static @Nullable Rule lowest(
            PersistentMap<Holder, RuleList> rules, Holder holder, Question question, @Nullable Rule best) {
        RuleList list = rules.get(holder);
        return list == null ? best : older(best, list.first(question, false));
    }

    private static @Nullable Rule older(@Nullable Rule one, @Nullable Rule other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return other.olderThan(one) ? other : one;
    }
}
