package io.gatehouse.role;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.Permission;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Names;
import io.gatehouse.platform.Transaction;
import io.gatehouse.resource.ResourceTypeService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads permissions on declared types, which must be declared with these actions. */
@ApplicationScoped
class DeclaredPermissions {
    /** Of one role: each change of them is recorded whole, before and after. */
    private static final int MOST = 10_000;

    private final ResourceTypeService types;

    DeclaredPermissions(ResourceTypeService types) {
        this.types = types;
    }

    /**
     * Each once.
     *
     * @throws Failure INVALID
     */
    Uni<List<Permission>> read(
            Transaction transaction, OrganizationId organization, List<RolePermissions.OnType> requested) {
        return requested.isEmpty()
                ? Uni.createFrom().item(List.of())
                : types.actions(transaction, organization).map(declared -> read(organization, declared, requested));
    }

    /** What is left of the permissions where these are taken away. */
    static List<Permission> without(List<Permission> held, List<RolePermissions.OnType> taken) {
        Set<Permission> gone = taken.stream()
                .filter(one -> !one.type().isEmpty())
                .flatMap(one -> one.actions().stream()
                        .filter(action -> !action.isEmpty())
                        .map(action -> anywhere(action, one.type(), one.name())))
                .collect(Collectors.toSet());
        return held.stream()
                .filter(one -> !gone.contains(anywhere(one.action(), one.type(), one.name())))
                .toList();
    }

    /** @throws Failure INVALID if they are more than one role can have */
    static List<Permission> requireFew(List<Permission> permissions) {
        if (permissions.size() > MOST) {
            throw Failure.invalid("resources: at most " + MOST + " permissions are possible");
        }
        return permissions;
    }

    private static Permission anywhere(String action, String type, @Nullable String name) {
        return new Permission(action, type, null, null, name);
    }

    private static List<Permission> read(
            OrganizationId organization, Map<String, Set<String>> declared, List<RolePermissions.OnType> requested) {
        Set<Permission> permissions = new LinkedHashSet<>();
        for (RolePermissions.OnType one : requested) {
            String name = one.name() == null ? null : Names.requireName("resources.name", one.name());
            for (String action : one.actions()) {
                if (!declared.getOrDefault(one.type(), Set.of()).contains(action)) {
                    throw Failure.invalid("resources: `" + one.type() + "` with `" + action + "` is not declared");
                }
                permissions.add(new Permission(action, one.type(), organization, null, name));
            }
        }
        return List.copyOf(permissions);
    }
}
