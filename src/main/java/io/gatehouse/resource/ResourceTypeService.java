package io.gatehouse.resource;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.platform.Actor;
import io.gatehouse.platform.Database;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Ids;
import io.gatehouse.platform.Page;
import io.gatehouse.platform.Slice;
import io.gatehouse.platform.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Declaring types of resources, and storing what is known of the resources. */
@ApplicationScoped
public class ResourceTypeService {
    private static final int MOST_TYPES = 1000;
    private static final int MOST_ON_A_PAGE = 1000;

    private final Database database;
    private final ResourceTypeStore store;

    ResourceTypeService(Database database, ResourceTypeStore store) {
        this.database = database;
        this.store = store;
    }

    public Uni<List<DeclaredType>> list(OrganizationId organization) {
        return database.read(organization, transaction -> store.types(transaction, organization));
    }

    /** The actions of each type, as a part of a larger unit of work. */
    public Uni<Map<String, Set<String>>> actions(Transaction transaction, OrganizationId organization) {
        return store.types(transaction, organization)
                .map(types -> types.stream()
                        .collect(Collectors.toMap(DeclaredType::name, type -> Set.copyOf(type.actions()))));
    }

    public Uni<DeclaredType> get(OrganizationId organization, String name) {
        return database.read(organization, transaction -> require(transaction, organization, name));
    }

    /** Declares the type, or gives it other actions. */
    public Uni<DeclaredType> put(Actor actor, OrganizationId organization, DeclaredType type) {
        return database.write(
                        organization,
                        actor,
                        transaction -> store.types(transaction, organization)
                                .invoke(types -> requireDeclarable(types, type))
                                .chain(() -> store.put(transaction, organization, Ids.random(), type)))
                .replaceWith(type);
    }

    /** Deletes the type and its resources; rules about it match nothing from now on. */
    public Uni<Void> delete(Actor actor, OrganizationId organization, String name) {
        return database.write(organization, actor, transaction -> store.delete(transaction, organization, name))
                .invoke(deleted -> requireDeleted(deleted, missingType()))
                .replaceWithVoid();
    }

    /** In the order of their names, from behind one of them; where they are long, the first of them. */
    public Uni<Slice<StoredResource>> resources(OrganizationId organization, String type, String after, int limit) {
        Page.requireLimit(limit, MOST_ON_A_PAGE);
        return database.read(
                organization,
                transaction -> require(transaction, organization, type)
                        .chain(() -> store.resources(transaction, organization, type, after, limit)));
    }

    public Uni<StoredResource> resource(OrganizationId organization, String type, String name) {
        return database.read(
                organization,
                transaction -> require(transaction, organization, type)
                        .chain(() -> store.resource(transaction, organization, type, name))
                        .map(found -> {
                            if (found.isEmpty()) {
                                throw missingResource();
                            }
                            return found.get(0);
                        }));
    }

    /** Stores the resource, or other attributes of it. */
    public Uni<StoredResource> put(Actor actor, OrganizationId organization, String type, StoredResource resource) {
        return database.write(
                organization,
                actor,
                transaction -> require(transaction, organization, type)
                        .chain(() -> store.put(transaction, organization, Ids.random(), type, resource))
                        .replaceWith(resource));
    }

    public Uni<Void> delete(Actor actor, OrganizationId organization, String type, String name) {
        return database.write(
                        organization,
                        actor,
                        transaction -> require(transaction, organization, type)
                                .chain(() -> store.delete(transaction, organization, type, name)))
                .invoke(deleted -> requireDeleted(deleted, missingResource()))
                .replaceWithVoid();
    }

    private Uni<DeclaredType> require(Transaction transaction, OrganizationId organization, String name) {
        return store.types(transaction, organization)
                .map(types -> types.stream()
                        .filter(type -> type.name().equals(name))
                        .findFirst()
                        .orElseThrow(ResourceTypeService::missingType));
    }

    /** Types that are declared already stay so, also by a word that is not accepted any more. */
    private static void requireDeclarable(List<DeclaredType> types, DeclaredType type) {
        if (types.stream().anyMatch(declared -> declared.name().equals(type.name()))) {
            return;
        }
        type.requireNoSingular();
        // Whoever reads types reads all.
        if (types.size() >= MOST_TYPES) {
            throw Failure.invalid("at most " + MOST_TYPES + " resource types are possible");
        }
    }

    private static void requireDeleted(int deleted, Failure otherwise) {
        if (deleted == 0) {
            throw otherwise;
        }
    }

    private static Failure missingType() {
        return Failure.notFound("resource type not found");
    }

    private static Failure missingResource() {
        return Failure.notFound("resource not found");
    }
}
