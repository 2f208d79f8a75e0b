package io.gatehouse.token;

import io.gatehouse.decision.Id;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.Permission;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON in which permissions are stored. */
public final class StoredPermissions {
    private StoredPermissions() {}

    public static List<Permission> parse(String json) {
        return new JsonArray(json)
                .stream().map(item -> parse((JsonObject) item)).toList();
    }

    public static String print(List<Permission> permissions) {
        var array = new JsonArray();
        permissions.forEach(permission -> array.add(print(permission)));
        return array.encode();
    }

    private static Permission parse(JsonObject json) {
        String organization = json.getString("org");
        String id = json.getString("id");
        return new Permission(
                json.getString("action"),
                json.getString("type"),
                organization == null ? null : OrganizationId.parse(organization),
                id == null ? null : Long.valueOf(Id.parse(id)),
                json.getString("name"));
    }

    private static JsonObject print(Permission permission) {
        var json = new JsonObject().put("action", permission.action()).put("type", permission.type());
        put(json, "org", permission.organization());
        put(json, "id", permission.id() == null ? null : Id.print(permission.id()));
        put(json, "name", permission.name());
        return json;
    }

    private static void put(JsonObject json, String field, @Nullable Object value) {
        if (value != null) {
            json.put(field, value.toString());
        }
    }
}
