package io.gatehouse.api.influx;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.Permission;
import io.gatehouse.decision.ResourceType;
import io.gatehouse.organization.BucketService;
import io.gatehouse.organization.OrganizationService;
import io.gatehouse.token.Authorization;
import io.gatehouse.user.UserService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks up the names that lists of tokens show beside ids.
 *
 * <p>A bucket is named only within its own organization, so that a permission on an id tells nobody what another
 * organization calls it.
 */
@ApplicationScoped
class AuthorizationNames {
    private final OrganizationService organizations;
    private final UserService users;
    private final BucketService buckets;

    AuthorizationNames(OrganizationService organizations, UserService users, BucketService buckets) {
        this.organizations = organizations;
        this.users = users;
        this.buckets = buckets;
    }

    Uni<ResourceNames> of(Authorization authorization) {
        return of(List.of(authorization));
    }

    Uni<ResourceNames> of(List<Authorization> authorizations) {
        Set<Long> organizationIds = Stream.concat(
                        authorizations.stream().map(one -> one.organization().value()),
                        mentioned(authorizations, ResourceType.ORGS))
                .collect(Collectors.toSet());
        Set<Long> userIds = Stream.concat(
                        authorizations.stream().map(one -> one.user().value()),
                        mentioned(authorizations, ResourceType.USERS))
                .collect(Collectors.toSet());
        return organizations
                .names(organizationIds)
                .chain(organizationNames -> users.names(userIds)
                        .chain(userNames -> bucketNames(authorizations)
                                .map(names -> new ResourceNames(organizationNames, userNames, names))));
    }

    private Uni<Map<Long, String>> bucketNames(List<Authorization> authorizations) {
        Map<OrganizationId, List<Authorization>> byOrganization =
                authorizations.stream().collect(Collectors.groupingBy(Authorization::organization));
        Uni<Map<Long, String>> names = Uni.createFrom().item(new HashMap<>());
        for (var entry : byOrganization.entrySet()) {
            Set<Long> ids = mentioned(entry.getValue(), ResourceType.BUCKETS).collect(Collectors.toSet());
            if (!ids.isEmpty()) {
                names = names.call(all -> buckets.names(entry.getKey(), ids).invoke(all::putAll));
            }
        }
        return names;
    }

    private static Stream<Long> mentioned(List<Authorization> authorizations, ResourceType type) {
        return authorizations.stream()
                .flatMap(authorization -> authorization.permissions().stream())
                .filter(permission -> permission.type().equals(type.text()))
                .map(Permission::id)
                .flatMap(Stream::ofNullable);
    }
}
