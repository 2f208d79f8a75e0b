package io.gatehouse.organization;

import io.gatehouse.decision.BucketId;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.platform.Actor;
import io.gatehouse.platform.Database;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Ids;
import io.gatehouse.platform.Names;
import io.gatehouse.platform.Page;
import io.gatehouse.platform.Scope;
import io.gatehouse.platform.Transaction;
import io.gatehouse.platform.Visible;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Creating, finding, changing and deleting buckets. */
@ApplicationScoped
public class BucketService {
    private final Database database;
    private final BucketStore store;
    private final Clock clock;

    BucketService(Database database, BucketStore store, Clock clock) {
        this.database = database;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Creates a bucket. Without it, questions about {@code db/rp} are about {@code db}, whose rules and permissions it
     * would leave: where there are any, only administrators create it.
     *
     * @param administrator whether the actor administers the organization
     */
    public Uni<Bucket> create(Actor actor, OrganizationId organization, NewBucket bucket, boolean administrator) {
        requireBucketName(bucket.name());
        return database.write(
                Scope.of(organization),
                actor,
                transaction -> requireNoFallback(transaction, organization, bucket.name(), administrator)
                        .chain(() -> insert(transaction, organization, bucket, false)));
    }

    /** Creates a bucket for an administrator, as a part of a larger unit of work. */
    public Uni<Bucket> create(Transaction transaction, OrganizationId organization, NewBucket bucket) {
        requireBucketName(bucket.name());
        return insert(transaction, organization, bucket, false);
    }

    Uni<Void> createSystemBuckets(Transaction transaction, OrganizationId organization) {
        return insert(transaction, organization, systemBucket("_tasks", Duration.ofDays(3)), true)
                .chain(() -> insert(transaction, organization, systemBucket("_monitoring", Duration.ofDays(7)), true))
                .replaceWithVoid();
    }

    public Uni<List<Bucket>> list(BucketFilter filter, Page page, Visible<Bucket> visible) {
        return database.read(
                visible.scope(filter.organization()),
                transaction -> page.collect(
                        (after, descending, size) ->
                                store.list(transaction, filter, visible.bounds(), after, descending, size),
                        bucket -> bucket.id().value(),
                        visible.test()));
    }

    /** The ids of those buckets of one organization that there are, by their names; else as {@link #names}. */
    public Uni<Map<String, BucketId>> ids(
            Transaction transaction, OrganizationId organization, Collection<String> names) {
        return store.ids(transaction, organization, names);
    }

    /** The names of those buckets that there are, by their ids, as a part of a larger unit of work. */
    public Uni<Map<Long, String>> names(Transaction transaction, Collection<BucketKey> keys) {
        return store.names(transaction, keys);
    }

    /**
     * Changes a bucket. Rules and the permissions of users and roles go by its name: where there are any, only
     * administrators rename it.
     *
     * @param administrator whether the actor administers the organization
     */
    public Uni<Bucket> update(Actor actor, Bucket bucket, BucketChange change, boolean administrator) {
        return database.write(
                Scope.of(bucket.organization()),
                actor,
                transaction -> require(transaction, bucket.id())
                        .call(current -> {
                            String newName = change.newName(current);
                            return administrator || newName == null
                                    ? Uni.createFrom().voidItem()
                                    : requireNothingByName(transaction, current, newName);
                        })
                        .map(current -> change.applyTo(current, now()))
                        .call(changed -> store.update(transaction, changed)));
    }

    /**
     * Deletes a bucket. As with {@link #create(Actor, OrganizationId, NewBucket, boolean)}, questions about {@code db/rp}
     * are then about {@code db}.
     *
     * @param administrator whether the actor administers the organization
     */
    public Uni<Void> delete(Actor actor, Bucket bucket, boolean administrator) {
        if (bucket.system()) {
            throw Failure.invalid("system buckets cannot be deleted");
        }
        return database.write(
                Scope.of(bucket.organization()),
                actor,
                transaction -> store.find(transaction, bucket.id())
                        .chain(current -> current == null
                                ? Uni.createFrom().voidItem()
                                : requireNoFallback(transaction, current.organization(), current.name(), administrator))
                        .chain(() -> store.delete(transaction, bucket))
                        .replaceWithVoid());
    }

    private Uni<Bucket> insert(Transaction transaction, OrganizationId organization, NewBucket bucket, boolean system) {
        Instant now = now();
        var created = new Bucket(
                new BucketId(Ids.random()),
                organization,
                system,
                bucket.name(),
                bucket.description(),
                bucket.rp(),
                bucket.retention(),
                now,
                now);
        return store.insert(transaction, created).replaceWith(created);
    }

    /** A plain name means the same with and without a bucket of it. */
    private Uni<Void> requireNoFallback(
            Transaction transaction, OrganizationId organization, String name, boolean administrator) {
        return administrator || name.indexOf('/', 1) < 0
                ? Uni.createFrom().voidItem()
                : requireNothingByName(transaction, organization, withFallbacks(name));
    }

    private Uni<Void> requireNothingByName(Transaction transaction, Bucket bucket, String newName) {
        requireBucketName(newName);
        return requireNothingByName(
                transaction,
                bucket.organization(),
                Stream.concat(withFallbacks(bucket.name()), withFallbacks(newName)));
    }

    private Uni<Void> requireNothingByName(Transaction transaction, OrganizationId organization, Stream<String> names) {
        return store.goesByName(transaction, organization, names.toList())
                .invoke(goesByName -> {
                    if (goesByName) {
                        throw Failure.forbidden("name: rules or permissions of the organization go by it,"
                                + " so only administrators change it");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Bucket> require(Transaction transaction, BucketId id) {
        return store.find(transaction, id).onItem().ifNull().failWith(() -> Failure.notFound("bucket not found"));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** The name, and those whose buckets may stand for it where it has none: {@code db} for {@code db/rp}. */
    private static Stream<String> withFallbacks(String name) {
        return Stream.concat(
                Stream.of(name),
                IntStream.range(1, name.length())
                        .filter(at -> name.charAt(at) == '/')
                        .mapToObj(end -> name.substring(0, end)));
    }

    private static NewBucket systemBucket(String name, Duration retention) {
        return new NewBucket(
                name,
                "System bucket for " + name.substring(1) + " logs",
                null,
                new Retention(retention.toSeconds(), 0));
    }

    static void requireBucketName(String name) {
        Names.requireName("bucket name", name);
        if (name.startsWith("_")) {
            throw Failure.invalid("bucket name " + name + " is invalid. Buckets may not start with underscore");
        }
    }
}
