package io.gatehouse.decision;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one subject can do in one database, and through what.
 *
 * @param refused why the subject may do nothing anywhere; null if it may ask at all
 * @param user who the subject is, or for whom the token acts; null if that is not known
 * @param name of the user; null if the organization does not know it
 * @param roles of the user
 * @param next where the rules go on that were too many for this page; null at the end
 */
public record DatabaseAccess(
        @Nullable Reason refused,
        @Nullable UserId user,
        @Nullable String name,
        List<String> roles,
        List<ActionAccess> actions,
        @Nullable RuleId next) {
    private static final List<Action> ACTIONS = List.of(Action.READ, Action.WRITE);

    public DatabaseAccess {
        roles = List.copyOf(roles);
        actions = List.copyOf(actions);
    }

    /**
     * Finds it. It takes one look at every rule of the organization.
     *
     * @param after only rules with greater ids are listed; null: from the first one on
     * @param limit so many rules at most, of both kinds together
     */
    public static DatabaseAccess of(
            PolicySnapshot snapshot, Subject subject, String database, Instant now, @Nullable RuleId after, int limit) {
        Admission admission = Admission.of(Steps.unlimited(), snapshot, subject, now);
        if (admission instanceof Admission.Refused refused) {
            return new DatabaseAccess(refused.decision().reason(), null, null, List.of(), List.of(), null);
        }
        Asker asker = (Asker) admission;
        RulePage page = new RulePage(after, limit);
        List<DatabaseLook> looks = ACTIONS.stream()
                .map(action -> DatabaseLook.of(snapshot, subject, asker, action, database, now))
                .toList();
        looks.forEach(look -> look.collect(page));
        return new DatabaseAccess(
                null,
                asker.user(),
                asker.member() == null ? null : asker.member().user().name(),
                asker.roles().stream().map(role -> role.name().name()).toList(),
                looks.stream().map(look -> look.access(page)).toList(),
                page.next());
    }
}
