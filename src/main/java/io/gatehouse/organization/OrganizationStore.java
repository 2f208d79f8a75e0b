package io.gatehouse.organization;

import io.gatehouse.decision.Bounds;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.platform.DatabaseErrors;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.ListQuery;
import io.gatehouse.platform.Pairs;
import io.gatehouse.platform.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table {@code organizations}. */
@ApplicationScoped
class OrganizationStore {
    private static final String EMPTY = "select empty_organization(?1, 10000)";
    private static final String NAMES = "select id, name from organizations where id = any(?1)";

    Uni<Void> insert(Transaction transaction, Organization organization) {
        return named(organization, transaction.session().insert(OrganizationEntity.from(organization)));
    }

    Uni<Void> update(Transaction transaction, Organization organization) {
        return named(organization, transaction.session().update(OrganizationEntity.from(organization)));
    }

    /** What there may be much of goes first, part by part. */
    Uni<Integer> delete(Transaction transaction, OrganizationId id) {
        return transaction
                .untilNothingIsLeft(() -> transaction
                        .session()
                        .createNativeQuery(EMPTY, Long.class)
                        .setParameter(1, id.value())
                        .getSingleResult())
                .chain(() -> transaction
                        .session()
                        .createMutationQuery("delete from OrganizationEntity where id = ?1")
                        .setParameter(1, id.value())
                        .executeUpdate());
    }

    Uni<@Nullable Organization> find(Transaction transaction, OrganizationId id) {
        return transaction
                .session()
                .createSelectionQuery("from OrganizationEntity where id = ?1", OrganizationEntity.class)
                .setParameter(1, id.value())
                .getSingleResultOrNull()
                .map(OrganizationStore::record);
    }

    Uni<@Nullable Organization> find(Transaction transaction, String name) {
        return transaction
                .session()
                .createSelectionQuery("from OrganizationEntity where name = ?1", OrganizationEntity.class)
                .setParameter(1, name)
                .getSingleResultOrNull()
                .map(OrganizationStore::record);
    }

    /** In the order of their ids, from behind one of them. */
    Uni<List<Organization>> list(
            Transaction transaction, Bounds bounds, @Nullable Long after, boolean descending, int size) {
        return ListQuery.of(OrganizationEntity.class)
                .within("id", bounds)
                .fetch(transaction, after, descending, size)
                .map(rows ->
                        rows.stream().map(OrganizationEntity::toOrganization).toList());
    }

    Uni<Map<Long, String>> names(Transaction transaction, Collection<Long> ids) {
        return transaction
                .session()
                .createNativeQuery(NAMES, Object[].class)
                .setParameter(1, ids.toArray(Long[]::new))
                .getResultList()
                .map(rows -> Pairs.map(rows, Long.class::cast, String.class::cast));
    }

    Uni<Boolean> isEmpty(Transaction transaction) {
        return list(transaction, Bounds.EVERYWHERE, null, false, 1).map(List::isEmpty);
    }

    private static @Nullable Organization record(@Nullable OrganizationEntity entity) {
        return entity == null ? null : entity.toOrganization();
    }

    private static Uni<Void> named(Organization organization, Uni<Void> write) {
        return write.onFailure(DatabaseErrors::isDuplicate)
                .transform(
                        error -> Failure.conflict("organization with name " + organization.name() + " already exists"));
    }
}
