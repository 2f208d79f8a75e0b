package io.gatehouse.decision;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A grant that opens something to one subject.
 *
 * @param user whether it names the user
 * @param roles of the subject that it names
 * @param token the subject's, if it names it
 */
public record AppliedGrant(
        Grant grant,
        boolean user,
        List<String> roles,
        @Nullable TokenId token) {
    public AppliedGrant {
        roles = List.copyOf(roles);
    }
}
