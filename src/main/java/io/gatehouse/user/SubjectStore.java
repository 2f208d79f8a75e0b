package io.gatehouse.user;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.platform.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** What other rooms' tables make of an organization's users as subjects of decisions; it only reads them. */
@ApplicationScoped
class SubjectStore {
    /** The text is looked at first, since most rules have no such word and need not be taken apart. */
    private static final String LOOKS_AT_SUBJECT = " where org_id = ?1 and cast(rule as text) like '%\"subject.%'"
            + " and exists(select from json_array_elements(rule -> 'conditions') c"
            + " where starts_with(c ->> 'attribute', 'subject.')"
            + " or (c ->> 'match' = 'same' and starts_with(c ->> 'value', 'subject.'))))";

    private static final String ARE_LOOKED_AT = "select exists(select from restrictions" + LOOKS_AT_SUBJECT
            + " or exists(select from grants" + LOOKS_AT_SUBJECT;

    /** Whether a condition of a restriction or grant is on an attribute of the subject. */
    Uni<Boolean> areLookedAt(Transaction transaction, OrganizationId organization) {
        return transaction
                .session()
                .createNativeQuery(ARE_LOOKED_AT, Boolean.class)
                .setParameter(1, organization.value())
                .getSingleResult();
    }
}
