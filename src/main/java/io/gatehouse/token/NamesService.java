package io.gatehouse.token;

import io.gatehouse.decision.Permission;
import io.gatehouse.decision.ResourceType;
import io.gatehouse.organization.BucketKey;
import io.gatehouse.organization.BucketService;
import io.gatehouse.organization.OrganizationService;
import io.gatehouse.platform.Database;
import io.gatehouse.platform.Scope;
import io.gatehouse.platform.Transaction;
import io.gatehouse.user.UserService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks up the names that lists of tokens show beside ids, all in one unit of work.
 *
 * <p>A bucket is named only within its own organization, so that a permission on an id tells nobody what another
 * organization calls it.
 */
@ApplicationScoped
public class NamesService {
    private final Database database;
    private final OrganizationService organizations;
    private final UserService users;
    private final BucketService buckets;

    NamesService(Database database, OrganizationService organizations, UserService users, BucketService buckets) {
        this.database = database;
        this.organizations = organizations;
        this.users = users;
        this.buckets = buckets;
    }

    public Uni<Names> of(Authorization authorization) {
        return of(List.of(authorization));
    }

    public Uni<Names> of(List<Authorization> authorizations) {
        Set<Long> organizationIds = Stream.concat(
                        authorizations.stream().map(one -> one.organization().value()),
                        mentioned(authorizations, ResourceType.ORGS))
                .collect(Collectors.toSet());
        Set<Long> userIds = Stream.concat(
                        authorizations.stream().map(one -> one.user().value()),
                        mentioned(authorizations, ResourceType.USERS))
                .collect(Collectors.toSet());
        return database.read(
                Scope.instance(),
                transaction -> organizations
                        .names(transaction, organizationIds)
                        .chain(organizationNames -> users.names(transaction, userIds)
                                .chain(userNames -> bucketNames(transaction, authorizations)
                                        .map(names -> new Names(organizationNames, userNames, names)))));
    }

    private Uni<Map<Long, String>> bucketNames(Transaction transaction, List<Authorization> authorizations) {
        Set<BucketKey> keys = authorizations.stream()
                .flatMap(one ->
                        mentioned(List.of(one), ResourceType.BUCKETS).map(id -> new BucketKey(one.organization(), id)))
                .collect(Collectors.toSet());
        return keys.isEmpty() ? Uni.createFrom().item(Map.of()) : buckets.names(transaction, keys);
    }

    private static Stream<Long> mentioned(List<Authorization> authorizations, ResourceType type) {
        return authorizations.stream()
                .flatMap(authorization -> authorization.permissions().stream())
                .filter(permission -> permission.type().equals(type.text()))
                .map(Permission::id)
                .flatMap(Stream::ofNullable);
    }
}
