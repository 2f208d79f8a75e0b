package io.gatehouse.organization;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.UserId;
import io.gatehouse.platform.Actor;
import io.gatehouse.platform.Database;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Ids;
import io.gatehouse.platform.Names;
import io.gatehouse.platform.Page;
import io.gatehouse.platform.Scope;
import io.gatehouse.platform.Transaction;
import io.gatehouse.platform.Visible;
import io.gatehouse.user.MembershipService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Creating, finding, changing, suspending and deleting organizations. */
@ApplicationScoped
public class OrganizationService {
    private final Database database;
    private final OrganizationStore store;
    private final BucketService buckets;
    private final MembershipService memberships;
    private final Clock clock;

    OrganizationService(
            Database database,
            OrganizationStore store,
            BucketService buckets,
            MembershipService memberships,
            Clock clock) {
        this.database = database;
        this.store = store;
        this.buckets = buckets;
        this.memberships = memberships;
        this.clock = clock;
    }

    /**
     * Creates an organization with its two system buckets. The creating user, if any, becomes its owner, unless it is
     * another organization's own, which has a place nowhere else.
     */
    public Uni<Organization> create(Actor actor, String name, @Nullable String description, @Nullable UserId owner) {
        return database.write(Scope.instance(), actor, transaction -> create(transaction, name, description, owner));
    }

    /** As {@link #create(Actor, String, String, UserId)}, as a part of a larger unit of work. */
    public Uni<Organization> create(
            Transaction transaction, String name, @Nullable String description, @Nullable UserId owner) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var organization = new Organization(
                new OrganizationId(Ids.random()),
                Names.requireName("org name", name.strip()),
                Names.requireText("description", description == null ? "" : description),
                true,
                now,
                now);
        return store.insert(transaction, organization)
                .chain(() -> buckets.createSystemBuckets(transaction, organization.id()))
                .chain(() -> owner == null
                        ? Uni.createFrom().voidItem()
                        : memberships.addCreator(transaction, organization.id(), owner))
                .replaceWith(organization);
    }

    public Uni<Organization> get(OrganizationId id) {
        return database.read(Scope.of(id), transaction -> require(transaction, id));
    }

    /** @return nothing, if there is no organization of that name */
    public Uni<@Nullable Organization> find(String name) {
        return database.read(Scope.instance(), transaction -> store.find(transaction, name.strip()));
    }

    public Uni<List<Organization>> list(Page page, Visible<Organization> visible) {
        return database.read(
                Scope.instance(),
                transaction -> page.collect(
                        (after, descending, size) -> store.list(transaction, visible.bounds(), after, descending, size),
                        organization -> organization.id().value(),
                        visible.test()));
    }

    public Uni<Organization> update(Actor actor, OrganizationId id, OrganizationChange change) {
        return database.write(
                Scope.of(id),
                actor,
                transaction -> require(transaction, id)
                        .map(organization ->
                                change.applyTo(organization, clock.instant().truncatedTo(ChronoUnit.MICROS)))
                        .call(changed -> store.update(transaction, changed)));
    }

    /** Deletes the organization and all that belongs to it: buckets, users of its own, memberships, tokens. */
    public Uni<Void> delete(Actor actor, OrganizationId id) {
        return database.delete(Scope.of(id), actor, transaction -> store.delete(transaction, id))
                .invoke(deleted -> {
                    if (deleted == 0) {
                        throw missing();
                    }
                })
                .replaceWithVoid();
    }

    public Uni<Boolean> noneExists(Transaction transaction) {
        return store.isEmpty(transaction);
    }

    /** The names of those organizations that there are, as a part of a larger unit of work. */
    public Uni<Map<Long, String>> names(Transaction transaction, Collection<Long> ids) {
        return store.names(transaction, ids);
    }

    /** The names of those organizations that there are. */
    public Uni<Map<Long, String>> names(Collection<Long> ids) {
        return database.read(Scope.instance(), transaction -> store.names(transaction, ids));
    }

    /** As {@link #get}, as a part of a larger unit of work. */
    public Uni<Organization> require(Transaction transaction, OrganizationId id) {
        return store.find(transaction, id).onItem().ifNull().failWith(OrganizationService::missing);
    }

    private static Failure missing() {
        return Failure.notFound("organization not found");
    }
}
