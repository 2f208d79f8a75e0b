package io.gatehouse.organization;

import io.gatehouse.decision.Bounds;
import io.gatehouse.decision.BucketId;
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

/** The table {@code buckets}. */
@ApplicationScoped
class BucketStore {
    private static final String NAMES = "select distinct b.id, b.name"
            + " from unnest(cast(?1 as bigint[]), cast(?2 as bigint[])) as asked (org_id, id)"
            + " join buckets b on b.org_id = asked.org_id and b.id = asked.id";
    private static final String IDS = "select name, id from buckets where org_id = ?1 and name = any(?2)";
    private static final String GOES_BY_NAME = "select exists(select from restrictions where org_id = ?1)"
            + " or exists(select from grants where org_id = ?1)"
            + " or exists(select from roles where org_id = ?1"
            + " and jsonb_exists_any(permissions, cast(?2 as text[])))"
            + " or exists(select from user_rights where org_id = ?1"
            + " and jsonb_exists_any(permissions, cast(?2 as text[])))";

    Uni<Void> insert(Transaction transaction, Bucket bucket) {
        return transaction
                .session()
                .insert(BucketEntity.from(bucket))
                .onFailure(DatabaseErrors::isDuplicate)
                .transform(error -> Failure.conflict("bucket with name " + bucket.name() + " already exists"))
                .onFailure(DatabaseErrors::isOrphan)
                .transform(error -> Failure.notFound("organization not found"));
    }

    Uni<Void> update(Transaction transaction, Bucket bucket) {
        return transaction
                .session()
                .update(BucketEntity.from(bucket))
                .onFailure(DatabaseErrors::isDuplicate)
                .transform(error -> Failure.conflict("bucket name is not unique"));
    }

    Uni<Integer> delete(Transaction transaction, Bucket bucket) {
        return transaction
                .session()
                .createMutationQuery("delete from BucketEntity where orgId = ?1 and id = ?2")
                .setParameter(1, bucket.organization().value())
                .setParameter(2, bucket.id().value())
                .executeUpdate();
    }

    Uni<@Nullable Bucket> find(Transaction transaction, BucketId id) {
        return transaction
                .session()
                .createSelectionQuery("from BucketEntity where id = ?1", BucketEntity.class)
                .setParameter(1, id.value())
                .getSingleResultOrNull()
                .map(entity -> entity == null ? null : entity.toBucket());
    }

    Uni<Map<Long, String>> names(Transaction transaction, Collection<BucketKey> keys) {
        return transaction
                .session()
                .createNativeQuery(NAMES, Object[].class)
                .setParameter(
                        1, keys.stream().map(key -> key.organization().value()).toArray(Long[]::new))
                .setParameter(2, keys.stream().map(BucketKey::id).toArray(Long[]::new))
                .getResultList()
                .map(rows -> Pairs.map(rows, Long.class::cast, String.class::cast));
    }

    Uni<Map<String, BucketId>> ids(Transaction transaction, OrganizationId organization, Collection<String> names) {
        return transaction
                .session()
                .createNativeQuery(IDS, Object[].class)
                .setParameter(1, organization.value())
                .setParameter(2, names.toArray(String[]::new))
                .getResultList()
                .map(rows -> Pairs.map(rows, String.class::cast, id -> new BucketId((Long) id)));
    }

    /** Whether there are rules in the organization, on buckets or on anything else, or permissions by one of the names. */
    Uni<Boolean> goesByName(Transaction transaction, OrganizationId organization, Collection<String> names) {
        return transaction
                .session()
                .createNativeQuery(GOES_BY_NAME, Boolean.class)
                .setParameter(1, organization.value())
                .setParameter(2, names.toArray(String[]::new))
                .getSingleResult();
    }

    /** In the order of their ids, from behind one of them. */
    Uni<List<Bucket>> list(
            Transaction transaction,
            BucketFilter filter,
            Bounds bounds,
            @Nullable Long after,
            boolean descending,
            int size) {
        var organization = filter.organization();
        var id = filter.id();
        return ListQuery.of(BucketEntity.class)
                .where("orgId", organization == null ? null : organization.value())
                .where("name", filter.name())
                .where("id", id == null ? null : id.value())
                .within(bounds)
                .fetch(transaction, after, descending, size)
                .map(rows -> rows.stream().map(BucketEntity::toBucket).toList());
    }
}
