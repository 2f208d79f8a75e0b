package io.gatehouse.token;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.ResourceType;
import io.gatehouse.decision.UserId;
import io.gatehouse.platform.Failure;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The short text form of permissions: {@code read:buckets,write:bucket:performance_data}.
 *
 * <p>{@code action:type} holds for all of the type in one organization, {@code action:type:name} for one resource, by its
 * name or id, where the type may be singular. {@code orgs} and {@code users} without a name mean the organization and the
 * user themselves, as in the {@code influx} command's all-access tokens.
 */
final class PermissionShorthand {
    private PermissionShorthand() {}

    /**
     * Reads the text; duplicates collapse, the order stays.
     *
     * @throws Failure INVALID, naming the item that cannot be read
     */
    static List<RequestedPermission> parse(String text, OrganizationId organization, UserId user) {
        var permissions = new LinkedHashSet<RequestedPermission>();
        for (String item : text.split(",", -1)) {
            permissions.add(item(item.strip(), organization, user));
        }
        return new ArrayList<>(permissions);
    }

    private static RequestedPermission item(String item, OrganizationId organization, UserId user) {
        String[] parts = item.split(":", 3);
        if (parts.length < 2 || parts[0].isEmpty() || (parts.length == 3 && parts[2].isBlank())) {
            throw Failure.invalid("perms: `" + item + "` is not of the form action:type or action:type:name");
        }
        boolean named = parts.length == 3;
        ResourceType type = type(item, parts[1], named);
        if (named) {
            return new RequestedPermission(parts[0], type.text(), organization, null, parts[2].strip(), null);
        }
        return switch (type) {
            case ORGS -> new RequestedPermission(parts[0], type.text(), null, organization.value(), null, null);
            case USERS -> new RequestedPermission(parts[0], type.text(), null, user.value(), null, null);
            default -> RequestedPermission.everything(parts[0], type.text(), organization);
        };
    }

    private static ResourceType type(String item, String text, boolean named) {
        ResourceType plural = ResourceType.find(text);
        if (plural != null) {
            return plural;
        }
        ResourceType singular = ResourceType.findBySingular(text);
        if (singular == null) {
            throw Failure.invalid("perms: `" + item + "` has an unknown resource type");
        }
        if (!named) {
            throw Failure.invalid("perms: `" + item + "` names no resource; all of them are `" + singular.text() + "`");
        }
        return singular;
    }
}
