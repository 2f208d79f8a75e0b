package io.gatehouse.token;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.ResourceType;
import io.gatehouse.decision.UserId;
import io.gatehouse.organization.BucketKey;
import io.gatehouse.organization.BucketService;
import io.gatehouse.organization.OrganizationService;
import io.gatehouse.platform.Transaction;
import io.gatehouse.resource.ResourceTypeService;
import io.gatehouse.user.User;
import io.gatehouse.user.UserService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks up what asked permissions name, all of a kind at once, and only those kinds that are named. */
@ApplicationScoped
class ReferentLookup {
    private final OrganizationService organizations;
    private final BucketService buckets;
    private final UserService users;
    private final ResourceTypeService types;

    ReferentLookup(
            OrganizationService organizations, BucketService buckets, UserService users, ResourceTypeService types) {
        this.organizations = organizations;
        this.buckets = buckets;
        this.users = users;
        this.types = types;
    }

    Uni<Referents> find(Transaction transaction, OrganizationId home, List<RequestedPermission> requested) {
        Set<Long> ids = Stream.concat(ids(requested), referencedIds(requested)).collect(Collectors.toSet());
        Set<String> bucketNames = references(requested, ResourceType.BUCKETS).collect(Collectors.toSet());
        return actions(transaction, home, requested)
                .chain(actions -> all(ids, asked -> organizations.names(transaction, asked))
                        .chain(foundOrganizations -> all(ids, asked -> bucketNames(transaction, home, asked))
                                .chain(foundBuckets -> all(bucketNames, asked -> buckets.ids(transaction, home, asked))
                                        .chain(bucketsByName -> findUsers(transaction, home, requested)
                                                .map(users -> new Referents(
                                                        actions,
                                                        foundOrganizations,
                                                        foundBuckets.keySet(),
                                                        bucketsByName,
                                                        users.byName,
                                                        users.names))))));
    }

    private record FoundUsers(Map<String, UserId> byName, Map<Long, String> names) {}

    private Uni<FoundUsers> findUsers(
            Transaction transaction, OrganizationId home, List<RequestedPermission> requested) {
        Set<String> names = references(requested, ResourceType.USERS).collect(Collectors.toSet());
        Set<Long> ids = requested.stream()
                .filter(one -> one.isOn(ResourceType.USERS) && one.reference() != null)
                .map(RequestedPermission::id)
                .flatMap(Stream::ofNullable)
                .collect(Collectors.toSet());
        return all(names, asked -> userIds(transaction, home, asked))
                .chain(byName ->
                        all(ids, asked -> users.names(transaction, asked)).map(found -> new FoundUsers(byName, found)));
    }

    private Uni<Map<Long, String>> bucketNames(Transaction transaction, OrganizationId home, Collection<Long> ids) {
        return buckets.names(
                transaction, ids.stream().map(id -> new BucketKey(home, id)).toList());
    }

    private Uni<Map<String, UserId>> userIds(Transaction transaction, OrganizationId home, Collection<String> names) {
        return users.find(transaction, home, names)
                .map(found -> found.values().stream().collect(Collectors.toMap(User::name, User::id)));
    }

    private Uni<Map<String, Set<String>>> actions(
            Transaction transaction, OrganizationId home, List<RequestedPermission> requested) {
        return requested.stream().allMatch(one -> ResourceType.find(one.type()) != null)
                ? Uni.createFrom().item(Map.of())
                : types.actions(transaction, home);
    }

    private static <N, T> Uni<Map<N, T>> all(Collection<N> asked, Function<Collection<N>, Uni<Map<N, T>>> find) {
        return asked.isEmpty() ? Uni.createFrom().item(Map.of()) : find.apply(asked);
    }

    /** Of buckets and organizations: they are mistaken for each other. */
    private static Stream<Long> ids(List<RequestedPermission> requested) {
        return requested.stream()
                .filter(one ->
                        one.isOn(ResourceType.ORGS) || (one.isOn(ResourceType.BUCKETS) && one.reference() == null))
                .map(RequestedPermission::id)
                .flatMap(Stream::ofNullable);
    }

    private static Stream<Long> referencedIds(List<RequestedPermission> requested) {
        return requested.stream()
                .filter(one -> one.isOn(ResourceType.BUCKETS))
                .map(RequestedPermission::referencedId)
                .flatMap(Stream::ofNullable);
    }

    private static Stream<String> references(List<RequestedPermission> requested, ResourceType type) {
        return requested.stream()
                .filter(one -> one.isOn(type))
                .map(RequestedPermission::reference)
                .flatMap(Stream::ofNullable);
    }
}
