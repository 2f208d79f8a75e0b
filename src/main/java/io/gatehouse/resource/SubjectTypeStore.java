package io.gatehouse.resource;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.platform.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The table {@code subject_types}. */
@ApplicationScoped
class SubjectTypeStore {
    private static final String LIST = "select name from subject_types where org_id = ?1 order by name";
    private static final String PUT = "insert into subject_types (org_id, id, name) values (?1, ?2, ?3)"
            + " on conflict (org_id, name) do nothing";
    private static final String DELETE = "delete from subject_types where org_id = ?1 and name = ?2";

    /** In the order of their names. */
    Uni<List<SubjectType>> list(Transaction transaction, OrganizationId organization) {
        return transaction
                .session()
                .createNativeQuery(LIST, String.class)
                .setParameter(1, organization.value())
                .getResultList()
                .map(names -> names.stream().map(SubjectType::new).toList());
    }

    Uni<Void> put(Transaction transaction, OrganizationId organization, long id, SubjectType type) {
        return transaction
                .session()
                .createNativeQuery(PUT)
                .setParameter(1, organization.value())
                .setParameter(2, id)
                .setParameter(3, type.name())
                .executeUpdate()
                .replaceWithVoid();
    }

    Uni<Integer> delete(Transaction transaction, OrganizationId organization, String name) {
        return transaction
                .session()
                .createNativeQuery(DELETE)
                .setParameter(1, organization.value())
                .setParameter(2, name)
                .executeUpdate();
    }
}
