package io.gatehouse.resource;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.platform.Slice;
import io.gatehouse.platform.Transaction;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tables {@code resource_types} and {@code resources}. */
@ApplicationScoped
class ResourceTypeStore {
    private static final String TYPES =
            "select name, cast(actions as text) as actions from resource_types where org_id = ?1 order by name";
    private static final String PUT_TYPE = "insert into resource_types (org_id, id, name, actions)"
            + " values (?1, ?2, ?3, cast(cast(?4 as text) as jsonb))"
            + " on conflict (org_id, name) do update set actions = excluded.actions";
    private static final String DELETE_TYPE = "delete from resource_types where org_id = ?1 and name = ?2";
    private static final String TYPE_ID = "(select id from resource_types where org_id = ?1 and name = ?2)";
    private static final String RESOURCES = "select name, cast(attributes as text) as attributes";
    private static final String OF_TYPE = " from resources where org_id = ?1 and type_id = " + TYPE_ID;
    private static final String ONE = RESOURCES + OF_TYPE + " and name = ?3";
    /** Those that are not too long together, and how many there are. */
    private static final String PAGE = "with found as (select name" + OF_TYPE
            + " and name > ?3 order by name limit ?4),"
            + " sized as (select name, octet_length(cast(attributes as text)) as bytes" + OF_TYPE
            + " and name in (select name from found)),"
            + " measured as (select name, bytes, sum(bytes) over (order by name) as total from sized) "
            + RESOURCES + ", (select count(*) from found) as found" + OF_TYPE
            + " and name in (select name from measured where total = bytes or total <= " + Slice.MOST_BYTES
            + ") order by name";

    private static final String PUT = "insert into resources (org_id, id, type_id, name, attributes)"
            + " values (?1, ?3, " + TYPE_ID + ", ?4, cast(cast(?5 as text) as jsonb))"
            + " on conflict (org_id, type_id, name) do update set attributes = excluded.attributes";
    private static final String DELETE =
            "delete from resources where org_id = ?1 and type_id = " + TYPE_ID + " and name = ?3";

    Uni<List<DeclaredType>> types(Transaction transaction, OrganizationId organization) {
        return transaction
                .session()
                .createNativeQuery(TYPES, Object[].class)
                .setParameter(1, organization.value())
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new DeclaredType((String) row[0], actions((String) row[1])))
                        .toList());
    }

    Uni<Void> put(Transaction transaction, OrganizationId organization, long id, DeclaredType type) {
        return transaction
                .session()
                .createNativeQuery(PUT_TYPE)
                .setParameter(1, organization.value())
                .setParameter(2, id)
                .setParameter(3, type.name())
                .setParameter(4, new JsonArray(type.actions()).encode())
                .executeUpdate()
                .replaceWithVoid();
    }

    Uni<Integer> delete(Transaction transaction, OrganizationId organization, String type) {
        return transaction
                .session()
                .createNativeQuery(DELETE_TYPE)
                .setParameter(1, organization.value())
                .setParameter(2, type)
                .executeUpdate();
    }

    /** In the order of their names, from behind one of them. */
    Uni<Slice<StoredResource>> resources(
            Transaction transaction, OrganizationId organization, String type, String after, int limit) {
        return transaction
                .session()
                .createNativeQuery(PAGE, Object[].class)
                .setParameter(1, organization.value())
                .setParameter(2, type)
                .setParameter(3, after)
                .setParameter(4, limit)
                .getResultList()
                .map(rows -> Slice.of(resources(rows), rows.isEmpty() ? 0 : (Long) rows.get(0)[2], limit));
    }

    Uni<List<StoredResource>> resource(Transaction transaction, OrganizationId organization, String type, String name) {
        return transaction
                .session()
                .createNativeQuery(ONE, Object[].class)
                .setParameter(1, organization.value())
                .setParameter(2, type)
                .setParameter(3, name)
                .getResultList()
                .map(ResourceTypeStore::resources);
    }

    Uni<Void> put(Transaction transaction, OrganizationId organization, long id, String type, StoredResource resource) {
        return transaction
                .session()
                .createNativeQuery(PUT)
                .setParameter(1, organization.value())
                .setParameter(2, type)
                .setParameter(3, id)
                .setParameter(4, resource.name())
                .setParameter(5, new JsonObject(new HashMap<>(resource.attributes())).encode())
                .executeUpdate()
                .replaceWithVoid();
    }

    Uni<Integer> delete(Transaction transaction, OrganizationId organization, String type, String name) {
        return transaction
                .session()
                .createNativeQuery(DELETE)
                .setParameter(1, organization.value())
                .setParameter(2, type)
                .setParameter(3, name)
                .executeUpdate();
    }

    private static List<String> actions(String json) {
        return new JsonArray(json).stream().map(String.class::cast).toList();
    }

    private static List<StoredResource> resources(List<Object[]> rows) {
        return rows.stream()
                .map(row -> new StoredResource((String) row[0], attributes((String) row[1])))
                .toList();
    }

    private static Map<String, String> attributes(String json) {
        Map<String, String> attributes = new LinkedHashMap<>();
        new JsonObject(json).forEach(entry -> attributes.put(entry.getKey(), (String) entry.getValue()));
        return attributes;
    }
}
