package io.gatehouse.platform;

import io.gatehouse.decision.OrganizationId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Units of work on the admin tables, each one transaction with the scope that row-level security enforces.
 *
 * <p>A write that has committed is announced to {@link PolicyChanges} and its version noted for the answer, before the
 * caller hears of it.
 */
@ApplicationScoped
public class Database {
    /** Key in the request's context under which the version that its write made is kept, if it made one. */
    public static final String VERSION_KEY = "gatehouse.policy-version";

    private static final Logger LOG = Logger.getLogger(Database.class);

    /** How long a unit of work may take. */
    static final Duration LIMIT = Duration.ofSeconds(30);

    /** How long one may take that deletes an organization or a user, with all that goes with it. */
    static final Duration DELETION_LIMIT = Duration.ofMinutes(5);

    /** Of the connections, the writes to one organization take one in so many. */
    private static final int PART_OF_CONNECTIONS = 4;

    /** How long a write may wait for others in its organization before it begins. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    /**
     * So often a write is begun anew. Two that each lock the other's credential wait for each other, for the second that
     * PostgreSQL takes to notice.
     */
    private static final int MOST_DEADLOCKS = 3;

    private static final String BEGIN_READ = "select begin_read(?1)";
    private static final String BEGIN_WRITE = "select begin_write(?1, ?2, ?3)";
    private static final String VERSION = "select org_id, version from policy_versions"
            + " where org_id = ?1 and transaction_id = pg_current_xact_id_if_assigned()";
    private static final String VERSIONS = "select org_id, version from policy_versions"
            + " where transaction_id = pg_current_xact_id_if_assigned() order by org_id";

    private final Mutiny.SessionFactory sessions;
    private final PolicyChanges changes;
    private final WriteTurns turns;

    Database(
            Mutiny.SessionFactory sessions,
            PolicyChanges changes,
            @ConfigProperty(name = "quarkus.datasource.reactive.max-size") int connections) {
        this.sessions = sessions;
        this.changes = changes;
        this.turns = new WriteTurns(Math.max(1, connections / PART_OF_CONNECTIONS), LONGEST_WAIT);
    }

    /** Reads what the scope may see. */
    public <T> Uni<T> read(Scope scope, Function<Transaction, Uni<T>> work) {
        return bounded(sessions.withStatelessTransaction(
                session -> beginRead(session, scope).chain(found -> work.apply(new Transaction(session)))));
    }

    /**
     * Reads what is in an organization.
     *
     * @throws Failure NOT_FOUND if it is not there
     */
    public <T> Uni<T> read(OrganizationId organization, Function<Transaction, Uni<T>> work) {
        return bounded(sessions.withStatelessTransaction(session -> beginRead(session, Scope.of(organization))
                .invoke(Database::requireFound)
                .chain(found -> work.apply(new Transaction(session)))));
    }

    /** Reads, and writes what is no part of the policy and leaves no trail: sessions, usage. */
    public <T> Uni<T> unrecorded(Scope scope, Function<Transaction, Uni<T>> work) {
        return read(scope, work);
    }

    /**
     * Writes within the scope; what it changed is in the trail, and in force here, when the result arrives.
     *
     * @param work may be done more than once, each time in a transaction of its own, of which only the last is kept
     * @throws Failure UNAUTHENTICATED if the actor's {@link Proof} does not hold any more
     */
    public <T> Uni<T> write(Scope scope, Actor actor, Function<Transaction, Uni<T>> work) {
        return write(scope, LIMIT, actor, work);
    }

    /**
     * As {@link #write(Scope, Actor, Function)}, for what takes as long as there is much that goes with it. Each of its
     * statements must be short all the same: connections on which the database is silent are given up.
     */
    public <T> Uni<T> delete(Scope scope, Actor actor, Function<Transaction, Uni<T>> work) {
        return write(scope, DELETION_LIMIT, actor, work);
    }

    private <T> Uni<T> write(Scope scope, Duration limit, Actor actor, Function<Transaction, Uni<T>> work) {
        return announced(
                scope,
                limit,
                session -> beginWrite(session, scope, actor).chain(found -> written(session, scope, work)));
    }

    /**
     * As {@link #write(Scope, Actor, Function)}, in an organization.
     *
     * @throws Failure NOT_FOUND if it is not there
     */
    public <T> Uni<T> write(OrganizationId organization, Actor actor, Function<Transaction, Uni<T>> work) {
        return write(organization, LIMIT, actor, work);
    }

    /** As {@link #delete(Scope, Actor, Function)}, in an organization. */
    public <T> Uni<T> delete(OrganizationId organization, Actor actor, Function<Transaction, Uni<T>> work) {
        return write(organization, DELETION_LIMIT, actor, work);
    }

    private <T> Uni<T> write(
            OrganizationId organization, Duration limit, Actor actor, Function<Transaction, Uni<T>> work) {
        Scope scope = Scope.of(organization);
        return announced(
                scope,
                limit,
                session -> beginWrite(session, scope, actor)
                        .invoke(Database::requireFound)
                        .chain(found -> written(session, scope, work)));
    }

    private static Uni<@Nullable String> beginRead(Mutiny.StatelessSession session, Scope scope) {
        return session.createNativeQuery(BEGIN_READ, String.class)
                .setParameter(1, scope.setting())
                .getSingleResultOrNull();
    }

    /** The proof comes first behind the lock, and sees every organization, since the credential may be another one's. */
    private static Uni<@Nullable Long> beginWrite(Mutiny.StatelessSession session, Scope scope, Actor actor) {
        Proof proof = actor.proof();
        if (proof == null) {
            return beginWrite(session, scope, scope, actor);
        }
        return beginWrite(session, scope, Scope.instance(), actor)
                .call(() -> proof.requireValid(new Transaction(session)))
                .call(() -> beginRead(session, scope));
    }

    private static Uni<@Nullable Long> beginWrite(
            Mutiny.StatelessSession session, Scope locked, Scope seen, Actor actor) {
        return session.createNativeQuery(BEGIN_WRITE, Long.class)
                .setParameter(1, locked.organization())
                .setParameter(2, seen.setting())
                .setParameter(3, actor.setting())
                .getSingleResultOrNull();
    }

    /** @param found what the first statement of a transaction said */
    private static void requireFound(@Nullable Object found) {
        if (found == null) {
            throw Failure.notFound("organization not found");
        }
    }

    private static <T> Uni<Written<T>> written(
            Mutiny.StatelessSession session, Scope scope, Function<Transaction, Uni<T>> work) {
        return work.apply(new Transaction(session))
                .chain(result -> versions(session, scope).map(made -> new Written<>(result, made)));
    }

    private <T> Uni<T> announced(
            Scope locked, Duration limit, Function<Mutiny.StatelessSession, Uni<Written<T>>> work) {
        Uni<Written<T>> attempt = Uni.createFrom()
                .deferred(() -> sessions.withStatelessTransaction(work))
                .onFailure(DatabaseErrors::isDeadlock)
                .retry()
                .atMost(MOST_DEADLOCKS);
        return turns.take(locked, () -> bounded(attempt, limit)).chain(this::announce);
    }

    private <T> Uni<T> announce(Written<T> written) {
        if (written.versions().isEmpty()) {
            return Uni.createFrom().item(written.result());
        }
        PolicyVersion told = theOne(written.versions());
        var context = Vertx.currentContext();
        if (context != null && told != null) {
            context.putLocal(VERSION_KEY, told);
        }
        return changes.committed(written.versions()).replaceWith(written.result());
    }

    /** That of the organization, or of the instance; null if there are several, of which no number stands for all. */
    private static @Nullable PolicyVersion theOne(List<PolicyVersion> made) {
        List<PolicyVersion> ofOrganizations =
                made.stream().filter(version -> version.organization() != 0).toList();
        return switch (ofOrganizations.size()) {
            case 0 -> made.get(0);
            case 1 -> ofOrganizations.get(0);
            default -> null;
        };
    }

    private static Uni<List<PolicyVersion>> versions(Mutiny.StatelessSession session, Scope scope) {
        var query = scope.organization() == 0
                ? session.createNativeQuery(VERSIONS, Object[].class)
                : session.createNativeQuery(VERSION, Object[].class).setParameter(1, scope.organization());
        return query.getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new PolicyVersion((Long) row[0], (Long) row[1]))
                        .toList());
    }

    private static <T> Uni<T> bounded(Uni<T> work) {
        return bounded(work, LIMIT);
    }

    private static <T> Uni<T> bounded(Uni<T> work, Duration limit) {
        return work.ifNoItem()
                .after(limit)
                .on(EventLoops.timers())
                .failWith(() -> Failure.unavailable("the database did not answer in time"))
                .onFailure(DatabaseErrors::isUnavailable)
                .invoke(error -> LOG.warnf("the database is not available: %s", error))
                .onFailure(DatabaseErrors::isUnavailable)
                .transform(error -> Failure.unavailable("the database is not available"));
    }

    private record Written<T>(T result, List<PolicyVersion> versions) {}
}
