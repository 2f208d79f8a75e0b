package io.gatehouse.api.subject;

import io.gatehouse.api.AskedSubject;
import io.gatehouse.decision.ActionAccess;
import io.gatehouse.decision.DatabaseAccess;
import io.gatehouse.decision.PermissionSource;
import io.gatehouse.decision.RuleId;
import io.gatehouse.decision.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a subject can do in a database.
 *
 * @param reason why the subject may do nothing at all; absent otherwise
 * @param next the value of {@code after} that goes on with the rules; absent: these are all
 */
record AccessResponse(
        SubjectText subject,
        String database,
        @Nullable String reason,
        List<ActionText> access,
        @Nullable String next) {

    static AccessResponse from(AskedSubject about, String database, DatabaseAccess access) {
        UserId user = access.user();
        RuleId next = access.next();
        return new AccessResponse(
                new SubjectText(
                        about.type(),
                        about.id(),
                        user == null ? null : new UserText(user.toString(), access.name()),
                        access.roles()),
                database,
                access.refused() == null ? null : access.refused().text(),
                access.actions().stream().map(ActionText::from).toList(),
                next == null ? null : next.toString());
    }

    /**
     * Who was asked about.
     *
     * @param user who it is, or for whom the token acts
     * @param roles of the user
     */
    record SubjectText(String type, String id, @Nullable UserText user, List<String> roles) {}

    /** A user; without a name if it belongs to another organization, as an operator may. */
    record UserText(String id, @Nullable String name) {}

    /**
     * One action.
     *
     * @param allowed {@code full}, {@code part} or {@code none}
     */
    record ActionText(
            String action,
            String allowed,
            String reason,
            List<SourceText> permissions,
            List<RuleText> restrictions,
            List<RuleText> grants) {

        static ActionText from(ActionAccess access) {
            return new ActionText(
                    access.action(),
                    access.extent().text(),
                    access.reason().text(),
                    access.permissions().stream().map(SourceText::from).toList(),
                    access.restrictions().stream()
                            .map(rule -> RuleText.from(rule.id(), rule.matcher()))
                            .toList(),
                    access.grants().stream().map(RuleText::from).toList());
        }
    }

    /** Where a permission comes from. */
    record SourceText(
            String through,
            @Nullable String role,
            String permission,
            @Nullable String database) {

        static SourceText from(PermissionSource source) {
            return new SourceText(source.kind().text(), source.role(), source.permission(), source.database());
        }
    }
}
