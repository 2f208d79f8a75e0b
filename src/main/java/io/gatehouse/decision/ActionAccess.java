package io.gatehouse.decision;

import java.util.List;

/**
 * How far a subject may do one action in a database, and through what.
 *
 * @param reason of the decision on the whole database, as it is without anything that only a request can say
 * @param permissions all that cover the database
 * @param restrictions those that close some of it; of an action that the subject may not do at all, none
 * @param grants those that open some of it to the subject
 */
public record ActionAccess(
        String action,
        Extent extent,
        Reason reason,
        List<PermissionSource> permissions,
        List<Restriction> restrictions,
        List<AppliedGrant> grants) {
    public ActionAccess {
        permissions = List.copyOf(permissions);
        restrictions = List.copyOf(restrictions);
        grants = List.copyOf(grants);
    }
}
