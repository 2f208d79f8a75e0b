package io.gatehouse.token;

import io.gatehouse.decision.Bounds;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.TokenId;
import io.gatehouse.decision.UserId;
import io.gatehouse.platform.DatabaseErrors;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.ListQuery;
import io.gatehouse.platform.SecretHash;
import io.gatehouse.platform.Slice;
import io.gatehouse.platform.Transaction;
import io.gatehouse.user.User;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The tables {@code tokens} and {@code token_secrets}. */
@ApplicationScoped
class TokenStore {
    private static final String INSERT_SECRET =
            "insert into token_secrets (org_id, hash, token_id, kid, prefix) values (?1, ?2, ?3, ?4, ?5)";
    private static final String DELETE_RETIRED_SECRETS =
            "delete from token_secrets where org_id = ?1 and token_id = ?2 and expires_at is not null";
    private static final String RETIRE_SECRET =
            "update token_secrets set expires_at = ?3 where org_id = ?1 and token_id = ?2";

    /**
     * In the order of the locks of whoever deletes one of them with what belongs to it. Found by the token, which has one
     * secret or two: by an array of hashes, the planner went through those of all tokens.
     */
    private static final String LOCK_VALID = """
            select t.id
            from token_secrets s
            join tokens t on t.org_id = s.org_id and t.id = s.token_id
            join users u on u.org_id = t.user_org_id and u.id = t.user_id
            join organizations o on o.id = t.org_id
            where s.org_id = ?3 and s.token_id = ?4 and encode(s.hash, 'hex') = any(string_to_array(?1, ','))
                and o.status = 'active' and u.status = 'active' and t.status = 'active'
                and (t.expires_at is null or t.expires_at > ?2) and (s.expires_at is null or s.expires_at > ?2)
            for share of o, u, t, s""";

    private static final String HAS_GRANTS =
            "select exists(select from grant_tokens where org_id = ?1 and token_id = ?2)";
    private static final String EXISTING = "select id from tokens where org_id = ?1 and id = any(?2)";

    /** HQL has no word for it; counted by the database, so that no more is read than is wanted. */
    private static final String ID_AND_SIZES = "id, cast(sql('jsonb_array_length(permissions)') as Integer),"
            + " cast(sql('octet_length(cast(permissions as text)) + octet_length(description)') as Integer)";

    private static final int CHUNK = 200;
    private static final int CHUNK_PERMISSIONS = 10_000;

    Uni<Void> insert(Transaction transaction, Authorization authorization, User user) {
        return transaction
                .session()
                .insert(TokenEntity.from(authorization, user))
                .onFailure(DatabaseErrors::isOrphan)
                .transform(error -> Failure.invalid("unable to create token"));
    }

    Uni<Void> insertSecret(Transaction transaction, Authorization authorization, String secret, SecretHash hash) {
        return transaction
                .session()
                .createNativeQuery(INSERT_SECRET)
                .setParameter(1, authorization.organization().value())
                .setParameter(2, hash.value())
                .setParameter(3, authorization.id().value())
                .setParameter(4, hash.kid())
                .setParameter(5, TokenSecret.display(secret))
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Lets the secret so far end at that instant, at once if that is not later than now; those before it have ended. */
    Uni<Void> retireSecret(Transaction transaction, Authorization authorization, Instant end, Instant now) {
        return deleteRetired(transaction, authorization)
                .chain(() -> secrets(transaction, RETIRE_SECRET, authorization)
                        .setParameter(3, end)
                        .executeUpdate())
                .chain(() ->
                        end.isAfter(now) ? Uni.createFrom().voidItem() : deleteRetired(transaction, authorization));
    }

    /** Whether the token holds with a secret of these hashes; nobody revokes it before the transaction ends. */
    Uni<Boolean> lockValid(
            Transaction transaction, OrganizationId organization, TokenId token, List<SecretHash> hashes, Instant now) {
        return transaction
                .session()
                .createNativeQuery(LOCK_VALID, Long.class)
                .setParameter(
                        1,
                        String.join(
                                ",",
                                hashes.stream()
                                        .map(hash -> HexFormat.of().formatHex(hash.value()))
                                        .toList()))
                .setParameter(2, now)
                .setParameter(3, organization.value())
                .setParameter(4, token.value())
                .getSingleResultOrNull()
                .map(Objects::nonNull);
    }

    /** Whether grants name the token. */
    Uni<Boolean> hasGrants(Transaction transaction, Authorization authorization) {
        return transaction
                .session()
                .createNativeQuery(HAS_GRANTS, Boolean.class)
                .setParameter(1, authorization.organization().value())
                .setParameter(2, authorization.id().value())
                .getSingleResult();
    }

    Uni<Void> update(Transaction transaction, Authorization authorization) {
        return transaction.session().update(TokenEntity.from(authorization));
    }

    Uni<Integer> delete(Transaction transaction, Authorization authorization) {
        return transaction
                .session()
                .createMutationQuery("delete from TokenEntity where orgId = ?1 and id = ?2")
                .setParameter(1, authorization.organization().value())
                .setParameter(2, authorization.id().value())
                .executeUpdate();
    }

    /** Wherever the transaction sees it. */
    Uni<@Nullable Authorization> find(Transaction transaction, TokenId id) {
        return list(transaction, AuthorizationFilter.one(id), Bounds.EVERYWHERE, null, id.value())
                .map(found -> found.isEmpty() ? null : found.get(0));
    }

    Uni<Set<TokenId>> existing(Transaction transaction, OrganizationId organization, Collection<TokenId> ids) {
        return transaction
                .session()
                .createNativeQuery(EXISTING, Long.class)
                .setParameter(1, organization.value())
                .setParameter(2, ids.stream().map(TokenId::value).toArray(Long[]::new))
                .getResultList()
                .map(found -> found.stream().map(TokenId::new).collect(Collectors.toSet()));
    }

    /**
     * The id of the last token, in the order of their ids, that can be read together with those before it: they are few,
     * and have few permissions and short texts, unless it is one alone.
     *
     * @return null: there is none any more
     */
    Uni<@Nullable Long> endOfChunk(
            Transaction transaction, AuthorizationFilter filter, Bounds bounds, @Nullable Long after) {
        return query(filter, bounds)
                .fetch(transaction, ID_AND_SIZES, after, false, CHUNK)
                .map(TokenStore::endOfChunk);
    }

    /** In the order of their ids, which is that of their creation, from behind one of them up to another. */
    Uni<List<Authorization>> list(
            Transaction transaction, AuthorizationFilter filter, Bounds bounds, @Nullable Long after, long end) {
        return query(filter, bounds)
                .atMost("id", end)
                .fetch(transaction, after, false, CHUNK)
                .map(rows -> rows.stream().map(TokenEntity::toAuthorization).toList());
    }

    private static @Nullable Long endOfChunk(List<Object[]> tokens) {
        Long end = null;
        int permissions = 0;
        long bytes = 0;
        for (Object[] token : tokens) {
            permissions += (Integer) token[1];
            bytes += (Integer) token[2];
            if (end != null && (permissions > CHUNK_PERMISSIONS || bytes > Slice.MOST_BYTES)) {
                return end;
            }
            end = (Long) token[0];
        }
        return end;
    }

    private static ListQuery<TokenEntity> query(AuthorizationFilter filter, Bounds bounds) {
        var organization = filter.organization();
        var users = filter.users();
        var id = filter.id();
        var query = ListQuery.of(TokenEntity.class)
                .where("orgId", organization == null ? null : organization.value())
                .where("id", id == null ? null : id.value())
                .within("userId", filter.readable())
                .within(bounds);
        return users == null
                ? query
                : query.among("userId", users.stream().map(UserId::value).toList());
    }

    private static Uni<Void> deleteRetired(Transaction transaction, Authorization authorization) {
        return secrets(transaction, DELETE_RETIRED_SECRETS, authorization)
                .executeUpdate()
                .replaceWithVoid();
    }

    private static Mutiny.MutationQuery secrets(
            Transaction transaction, String statement, Authorization authorization) {
        return transaction
                .session()
                .createNativeQuery(statement)
                .setParameter(1, authorization.organization().value())
                .setParameter(2, authorization.id().value());
    }
}
