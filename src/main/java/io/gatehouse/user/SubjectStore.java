package io.gatehouse.user;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.platform.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What other rooms' tables make of an organization's users as subjects of decisions; it only reads them. */
@ApplicationScoped
class SubjectStore {
    /** The text is looked at first, since most rules have no such word and need not be taken apart. */
    private static final String LOOKS_AT_SUBJECT = " and cast(rule as text) like '%\"subject.%'"
            + " and exists(select from json_array_elements(rule -> 'conditions') c"
            + " where starts_with(c ->> 'attribute', 'subject.')"
            + " or (c ->> 'match' = 'same' and starts_with(c ->> 'value', 'subject.'))))";

    private static final String ARE_LOOKED_AT = "select exists(select from restrictions where org_id = ?1"
            + LOOKS_AT_SUBJECT + " or exists(select from grants where org_id = ?1" + LOOKS_AT_SUBJECT;
    private static final String LOOKING = "select o.id from (select cast(?1 as bigint) as id"
            + " union select org_id from memberships where user_org_id = ?1 and user_id = ?2"
            + " union select org_id from tokens where user_org_id = ?1 and user_id = ?2) o"
            + " where exists(select from restrictions where org_id = o.id" + LOOKS_AT_SUBJECT
            + " or exists(select from grants where org_id = o.id" + LOOKS_AT_SUBJECT;

    private static final String HAS_GUEST = "select exists(select from users u where u.org_id = 0 and u.name = ?2"
            + " and (exists(select from memberships where org_id = ?1 and user_org_id = 0 and user_id = u.id)"
            + " or exists(select from tokens where org_id = ?1 and user_org_id = 0 and user_id = u.id)))";

    private static final String IS_FAVOURED =
            "select exists(select from user_rights where org_id = ?1 and user_org_id = ?2 and user_id = ?3"
                    + " and (permissions <> '{}' or attributes <> '{}'))"
                    + " or exists(select from role_members where org_id = ?1 and user_org_id = ?2 and user_id = ?3)"
                    + " or exists(select from grant_users where org_id = ?1 and user_org_id = ?2 and user_id = ?3)";

    /** Whether a condition of a restriction or grant is on an attribute of the subject. */
    Uni<Boolean> areLookedAt(Transaction transaction, OrganizationId organization) {
        return transaction
                .session()
                .createNativeQuery(ARE_LOOKED_AT, Boolean.class)
                .setParameter(1, organization.value())
                .getSingleResult();
    }

    /** The organizations in which the user counts and rules look at subjects. */
    Uni<List<OrganizationId>> looking(Transaction transaction, User user) {
        return transaction
                .session()
                .createNativeQuery(LOOKING, Long.class)
                .setParameter(1, user.scope().organization())
                .setParameter(2, user.id().value())
                .getResultList()
                .map(ids -> ids.stream().map(OrganizationId::new).toList());
    }

    /** Whether a user of the instance with this name has a place or a token there. */
    Uni<Boolean> hasGuest(Transaction transaction, OrganizationId organization, String name) {
        return transaction
                .session()
                .createNativeQuery(HAS_GUEST, Boolean.class)
                .setParameter(1, organization.value())
                .setParameter(2, name)
                .getSingleResult();
    }

    /** Whether the user has permissions, attributes, roles or grants there. */
    Uni<Boolean> isFavoured(Transaction transaction, OrganizationId organization, User user) {
        return transaction
                .session()
                .createNativeQuery(IS_FAVOURED, Boolean.class)
                .setParameter(1, organization.value())
                .setParameter(2, user.scope().organization())
                .setParameter(3, user.id().value())
                .getSingleResult();
    }
}
