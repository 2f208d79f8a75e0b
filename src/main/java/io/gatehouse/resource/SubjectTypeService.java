package io.gatehouse.resource;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.platform.Actor;
import io.gatehouse.platform.Database;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Declaring types of subjects, which stand for the organization's users. */
@ApplicationScoped
public class SubjectTypeService {
    private static final int MOST = 100;

    private final Database database;
    private final SubjectTypeStore store;

    SubjectTypeService(Database database, SubjectTypeStore store) {
        this.database = database;
        this.store = store;
    }

    /** In the order of their names. */
    public Uni<List<SubjectType>> list(OrganizationId organization) {
        return database.read(organization, transaction -> store.list(transaction, organization));
    }

    /** @throws Failure NOT_FOUND */
    public Uni<SubjectType> get(OrganizationId organization, String name) {
        return list(organization)
                .map(types -> types.stream()
                        .filter(type -> type.name().equals(name))
                        .findFirst()
                        .orElseThrow(SubjectTypeService::missing));
    }

    /** Declares the type; one that is declared stays so. */
    public Uni<SubjectType> put(Actor actor, OrganizationId organization, SubjectType type) {
        return database.write(
                        organization,
                        actor,
                        transaction -> store.list(transaction, organization)
                                .invoke(types -> requireRoom(types, type))
                                .chain(() -> store.put(transaction, organization, Ids.random(), type)))
                .replaceWith(type);
    }

    /** Questions about a subject of this type are about an unknown one from now on. */
    public Uni<Void> delete(Actor actor, OrganizationId organization, String name) {
        return database.write(organization, actor, transaction -> store.delete(transaction, organization, name))
                .invoke(deleted -> {
                    if (deleted == 0) {
                        throw missing();
                    }
                })
                .replaceWithVoid();
    }

    private static void requireRoom(List<SubjectType> types, SubjectType added) {
        if (types.size() >= MOST && !types.contains(added)) {
            throw Failure.invalid("at most " + MOST + " subject types are possible");
        }
    }

    private static Failure missing() {
        return Failure.notFound("subject type not found");
    }
}
