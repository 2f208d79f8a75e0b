package io.gatehouse.policy;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.RuleId;
import io.gatehouse.platform.Actor;
import io.gatehouse.platform.Database;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Ids;
import io.gatehouse.platform.Scope;
import io.gatehouse.platform.Transaction;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/** Making, finding, exchanging and deleting restrictions and grants. */
@ApplicationScoped
public class PolicyService {
    private final Database database;
    private final PolicyStore store;
    private final SubjectLookup subjects;
    private final DeclaredTypes types;
    private final Clock clock;

    PolicyService(Database database, PolicyStore store, SubjectLookup subjects, DeclaredTypes types, Clock clock) {
        this.database = database;
        this.store = store;
        this.subjects = subjects;
        this.types = types;
        this.clock = clock;
    }

    /** In the order of their creation. */
    public Uni<List<Rule>> list(OrganizationId organization, RuleKind kind) {
        return database.read(Scope.of(organization), transaction -> store.list(transaction, organization, kind));
    }

    public Uni<Rule> get(OrganizationId organization, RuleKind kind, RuleId id) {
        return database.read(Scope.of(organization), transaction -> require(transaction, organization, kind, id));
    }

    /** @throws Failure INVALID if it names nobody, somebody unknown, or a type or action that was not declared */
    public Uni<Rule> create(
            Actor actor, OrganizationId organization, RuleKind kind, RuleShape shape, SubjectNames names) {
        requireSubjects(kind, names);
        var id = new RuleId(Ids.timeOrdered(clock.millis()));
        return database.write(
                Scope.of(organization),
                actor,
                transaction -> types.require(transaction, organization, shape)
                        .chain(() -> subjects.find(transaction, organization, names))
                        .call(() -> store.insert(transaction, organization, kind, id, shape))
                        .chain(found -> store.addSubjects(transaction, organization, id, found))
                        .chain(() -> require(transaction, organization, kind, id)));
    }

    /** Puts another rule in the place of this one, under its id, in one transaction: at no moment there is none. */
    public Uni<Rule> replace(Actor actor, OrganizationId organization, RuleKind kind, Rule replacement) {
        requireSubjects(kind, replacement.subjects());
        RuleId id = replacement.id();
        return database.write(
                Scope.of(organization),
                actor,
                transaction -> require(transaction, organization, kind, id)
                        .chain(() -> types.require(transaction, organization, replacement.shape()))
                        .chain(() -> subjects.find(transaction, organization, replacement.subjects()))
                        .call(() -> store.update(transaction, organization, kind, id, replacement.shape()))
                        .chain(found -> exchange(transaction, organization, kind, id, found))
                        .chain(() -> require(transaction, organization, kind, id)));
    }

    public Uni<Void> delete(Actor actor, OrganizationId organization, RuleKind kind, RuleId id) {
        return database.write(
                        Scope.of(organization), actor, transaction -> store.delete(transaction, organization, kind, id))
                .invoke(deleted -> {
                    if (deleted == 0) {
                        throw kind.missing();
                    }
                })
                .replaceWithVoid();
    }

    /** Rules that can never matter, with the reason. */
    public Uni<List<Finding>> lint(OrganizationId organization) {
        return database.read(
                        Scope.of(organization),
                        transaction -> types.all(transaction, organization)
                                .chain(declared -> store.list(transaction, organization, RuleKind.RESTRICTION)
                                        .map(restrictions -> new Lint(declared, restrictions)))
                                .chain(lint -> store.list(transaction, organization, RuleKind.GRANT)
                                        .map(grants -> (Supplier<List<Finding>>) () -> lint.findings(grants))))
                // Of many rules it takes seconds, which are no event loop's.
                .emitOn(Infrastructure.getDefaultExecutor())
                .map(Supplier::get);
    }

    private Uni<Void> exchange(
            Transaction transaction, OrganizationId organization, RuleKind kind, RuleId id, Subjects found) {
        return switch (kind) {
            case RESTRICTION -> Uni.createFrom().voidItem();
            case GRANT ->
                store.removeSubjects(transaction, organization, id)
                        .chain(() -> store.addSubjects(transaction, organization, id, found));
        };
    }

    private Uni<Rule> require(Transaction transaction, OrganizationId organization, RuleKind kind, RuleId id) {
        return store.find(transaction, organization, kind, id).onItem().ifNull().failWith(kind::missing);
    }

    private static void requireSubjects(RuleKind kind, SubjectNames names) {
        if (kind == RuleKind.GRANT && names.isEmpty()) {
            throw Failure.invalid("users, roles or tokens required");
        }
        if (kind == RuleKind.RESTRICTION && !names.isEmpty()) {
            throw Failure.invalid("a restriction is for everybody: it has no users, roles or tokens");
        }
    }
}
