package io.gatehouse.policy;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.RuleId;
import io.gatehouse.platform.Actor;
import io.gatehouse.platform.Database;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Ids;
import io.gatehouse.platform.Page;
import io.gatehouse.platform.Slice;
import io.gatehouse.platform.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Making, finding, exchanging and deleting restrictions and grants. */
@ApplicationScoped
public class PolicyService {
    private static final int MOST_IN_A_LIST = 10_000;
    private static final int MOST_BYTES_IN_A_LIST = 2 * Slice.MOST_BYTES;
    private static final int MOST_ON_A_PAGE = 1_000;
    private static final int LONGEST_RULE = 65_536;
    private static final String TOO_MANY_TO_LINT = "too many to be held against each other";

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

    /**
     * All of a kind in the order of their creation, as the vendor's clients know it.
     *
     * @throws Failure UNPROCESSABLE if there are more than an answer can hold: they must be read in pages
     */
    public Uni<StoredRules> list(OrganizationId organization, RuleKind kind) {
        return database.read(
                organization,
                transaction -> all(transaction, organization, kind, "read them in pages, with `limit` and `after`"));
    }

    /**
     * A page of them, in the order of their creation; where they are long, the first of it.
     *
     * @param after from behind this one, which must be there; null: from the first one on
     */
    public Uni<StoredRules> list(OrganizationId organization, RuleKind kind, @Nullable RuleId after, int limit) {
        Page.requireLimit(limit, MOST_ON_A_PAGE);
        return database.read(
                organization,
                transaction -> (after == null
                                ? Uni.createFrom().voidItem()
                                : require(transaction, organization, kind, after))
                        .chain(() -> store.list(transaction, organization, kind, after, limit, Slice.MOST_BYTES)));
    }

    public Uni<Rule> get(OrganizationId organization, RuleKind kind, RuleId id) {
        return database.read(organization, transaction -> require(transaction, organization, kind, id));
    }

    /**
     * Makes a rule.
     *
     * @throws Failure INVALID if it is too long, or names nobody, somebody unknown, or a type or action that was not
     *     declared
     */
    public Uni<Rule> create(
            Actor actor, OrganizationId organization, RuleKind kind, RuleShape shape, SubjectNames names) {
        requireLength(shape);
        requireSubjects(kind, names);
        var id = new RuleId(Ids.timeOrdered(clock.millis()));
        return database.write(
                organization,
                actor,
                transaction -> types.require(transaction, organization, shape)
                        .chain(() -> subjects.find(transaction, organization, names))
                        .call(() -> store.insert(transaction, organization, kind, id, shape))
                        .chain(found -> store.addSubjects(transaction, organization, id, found))
                        .chain(() -> require(transaction, organization, kind, id)));
    }

    /** Puts another rule in the place of this one, under its id, in one transaction: at no moment there is none. */
    public Uni<Rule> replace(Actor actor, OrganizationId organization, RuleKind kind, Rule replacement) {
        requireLength(replacement.shape());
        requireSubjects(kind, replacement.subjects());
        RuleId id = replacement.id();
        return database.write(
                organization,
                actor,
                transaction -> require(transaction, organization, kind, id)
                        .chain(() -> types.require(transaction, organization, replacement.shape()))
                        .chain(() -> subjects.find(transaction, organization, replacement.subjects()))
                        .call(() -> store.update(transaction, organization, kind, id, replacement.shape()))
                        .chain(found -> exchange(transaction, organization, kind, id, found))
                        .chain(() -> require(transaction, organization, kind, id)));
    }

    public Uni<Void> delete(Actor actor, OrganizationId organization, RuleKind kind, RuleId id) {
        return database.write(organization, actor, transaction -> store.delete(transaction, organization, kind, id))
                .invoke(deleted -> {
                    if (deleted == 0) {
                        throw kind.missing();
                    }
                })
                .replaceWithVoid();
    }

    /**
     * What finds the rules that can never matter. With many rules it takes a second: too long for an event loop.
     *
     * @throws Failure UNPROCESSABLE if there are too many to look at
     */
    public Uni<Lint> lint(OrganizationId organization) {
        return database.read(
                organization,
                transaction -> types.all(transaction, organization)
                        .chain(declared -> all(transaction, organization, RuleKind.RESTRICTION, TOO_MANY_TO_LINT)
                                .chain(restrictions -> all(transaction, organization, RuleKind.GRANT, TOO_MANY_TO_LINT)
                                        .map(grants -> new Lint(declared, restrictions, grants)))));
    }

    private Uni<StoredRules> all(Transaction transaction, OrganizationId organization, RuleKind kind, String advice) {
        return store.list(transaction, organization, kind, null, MOST_IN_A_LIST + 1, MOST_BYTES_IN_A_LIST)
                .invoke(found -> {
                    if (found.goesOn()) {
                        throw new Failure(
                                Failure.Kind.UNPROCESSABLE,
                                tooMany(kind, found.size() > MOST_IN_A_LIST) + ": " + advice);
                    }
                });
    }

    private static String tooMany(RuleKind kind, boolean byNumber) {
        return byNumber
                ? "there are more than " + MOST_IN_A_LIST + " " + kind.plural()
                : "the " + kind.plural() + " are longer than " + MOST_BYTES_IN_A_LIST + " bytes";
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

    /** Every instance that is asked about the organization holds it. */
    private static void requireLength(RuleShape shape) {
        if (StoredShape.print(shape).length() > LONGEST_RULE) {
            throw Failure.invalid(
                    "tags and conditions are too long: a rule has at most " + LONGEST_RULE + " characters of JSON");
        }
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
