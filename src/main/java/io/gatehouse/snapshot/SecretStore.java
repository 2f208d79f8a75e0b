package io.gatehouse.snapshot;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.PermissionSet;
import io.gatehouse.decision.Token;
import io.gatehouse.decision.TokenId;
import io.gatehouse.decision.UserId;
import io.gatehouse.platform.SecretHash;
import io.gatehouse.token.StoredPermissions;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks up tokens by the hashes of their secrets, as the reader. */
@Singleton
class SecretStore {
    private static final String ACTIVE = "active";

    private static final String FIND = """
            select s.hash, s.expires_at as secret_expires_at, t.org_id, t.id, t.status, t.expires_at,
                t.permissions::text as permissions, t.user_id, u.status as user_status, o.status as org_status, v.version
            from token_secrets s
            join tokens t on t.org_id = s.org_id and t.id = s.token_id
            join users u on u.org_id = t.user_org_id and u.id = t.user_id
            join organizations o on o.id = t.org_id
            join policy_versions v on v.org_id = t.org_id
            where s.hash = any($1)
            """;
    private static final String NAMED = """
            select null::timestamptz as secret_expires_at, t.org_id, t.id, t.status, t.expires_at,
                t.permissions::text as permissions, t.user_id, u.status as user_status, o.status as org_status
            from tokens t
            join users u on u.org_id = t.user_org_id and u.id = t.user_id
            join organizations o on o.id = t.org_id
            where t.org_id = $1 and t.id = $2
            """;
    private static final String CHOSEN =
            "select kid, hash from token_secrets where not starts_with(prefix, 'gth_') limit 1000";

    /** Bytes of the heap for each character of the text: it stands there itself, and so does what is made of it. */
    private static final int OF_A_CHARACTER = 6;

    /** Permissions of so many characters together are read where they arrive; a token may have far more. */
    private static final int FEW_CHARACTERS = 64 * 1024;

    private final Pool pool;
    private final Replica replica;
    private final Vertx vertx;
    private final Ticker ticker;

    /** By their text: many tokens of an organization hold the same, which then are read and kept once. */
    private final Cache<String, PermissionSet> permissions;

    SecretStore(
            @ReactiveDataSource("reader") Pool pool, Replica replica, Vertx vertx, MemoryBudget budget, Ticker ticker) {
        this.pool = pool;
        this.replica = replica;
        this.vertx = vertx;
        this.ticker = ticker;
        this.permissions = Caffeine.newBuilder()
                .maximumWeight(budget.permissions())
                .weigher((String text, PermissionSet held) -> OF_A_CHARACTER * text.length())
                .build();
    }

    /** The tokens that have secrets with these hashes. */
    Future<Found> find(List<SecretHash> hashes) {
        return hashes.isEmpty() ? Future.succeededFuture(Found.NOTHING) : find(pool, hashes, false);
    }

    /** Those of them that the replica knows. */
    Future<Found> findInReplica(List<SecretHash> hashes) {
        return hashes.isEmpty()
                ? Future.succeededFuture(Found.NOTHING)
                : replica.ask(asked -> find(asked, hashes, true), Found.NOTHING);
    }

    private Future<Found> find(Pool asked, List<SecretHash> hashes, boolean ofReplica) {
        long now = ticker.read();
        Buffer[] values =
                hashes.stream().map(hash -> Buffer.buffer(hash.value())).toArray(Buffer[]::new);
        // Asked of the pool itself, which is a sixth faster.
        return asked.preparedQuery(FIND)
                .execute(Tuple.of(values))
                .compose(rows -> read(rows, () -> found(rows, now, ofReplica)));
    }

    /** The organization's token with this id; null if it has none. */
    Future<@Nullable Token> find(OrganizationId organization, TokenId id) {
        return pool.withConnection(connection ->
                        connection.preparedQuery(NAMED).execute(Tuple.of(organization.value(), id.value())))
                .compose(rows -> read(rows, () -> first(rows)));
    }

    /** The hashes of the secrets that Gatehouse did not generate. */
    Future<Set<SecretHash>> chosen() {
        return pool.withConnection(
                connection -> connection.preparedQuery(CHOSEN).execute().map(SecretStore::hashes));
    }

    private <T extends @Nullable Object> Future<T> read(RowSet<Row> rows, Supplier<T> reading) {
        int characters = 0;
        for (Row row : rows) {
            characters += row.getString("permissions").length();
        }
        return characters <= FEW_CHARACTERS
                ? Future.succeededFuture(reading.get())
                : vertx.executeBlocking(reading::get, false);
    }

    private Found found(RowSet<Row> rows, long now, boolean ofReplica) {
        List<Found.Secret> secrets = new ArrayList<>();
        for (Row row : rows) {
            var token = new FoundToken(token(row), row.getLong("version"), now, ofReplica);
            secrets.add(new Found.Secret(row.getBuffer("hash"), token));
        }
        return new Found(secrets);
    }

    private @Nullable Token first(RowSet<Row> rows) {
        for (Row row : rows) {
            return token(row);
        }
        return null;
    }

    private Token token(Row row) {
        return new Token(
                new TokenId(row.getLong("id")),
                new OrganizationId(row.getLong("org_id")),
                row.getString("status").equals(ACTIVE),
                earlier(instant(row, "expires_at"), instant(row, "secret_expires_at")),
                row.getString("org_status").equals(ACTIVE),
                new UserId(row.getLong("user_id")),
                row.getString("user_status").equals(ACTIVE),
                permissions(row.getString("permissions")));
    }

    /** Not made within the cache, where others would wait for it whose texts are close by. */
    private PermissionSet permissions(String text) {
        PermissionSet known = permissions.getIfPresent(text);
        if (known != null) {
            return known;
        }
        PermissionSet made = PermissionSet.of(StoredPermissions.parse(text));
        PermissionSet other = permissions.asMap().putIfAbsent(text, made);
        return other == null ? made : other;
    }

    private static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime value = row.getOffsetDateTime(column);
        return value == null ? null : value.toInstant();
    }

    /** An old secret ends with the grace of its rotation, a new one with the token. */
    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    private static Set<SecretHash> hashes(RowSet<Row> rows) {
        Set<SecretHash> hashes = new HashSet<>();
        for (Row row : rows) {
            hashes.add(
                    new SecretHash(row.getString("kid"), row.getBuffer("hash").getBytes()));
        }
        return hashes;
    }

    /** What was found. */
    record Found(List<Secret> secrets) {
        static final Found NOTHING = new Found(List.of());

        /** Both; what is found in both is the other's. */
        Found and(Found other) {
            return new Found(
                    Stream.concat(other.secrets.stream(), secrets.stream()).toList());
        }

        /** The token with this hash of its secret, compared in constant time; null if there is none. */
        @Nullable
        FoundToken of(SecretHash hash) {
            for (Secret secret : secrets) {
                if (MessageDigest.isEqual(secret.hash().getBytes(), hash.value())) {
                    return secret.token();
                }
            }
            return null;
        }

        private record Secret(Buffer hash, FoundToken token) {}
    }
}
