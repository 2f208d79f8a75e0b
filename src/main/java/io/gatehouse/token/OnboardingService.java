package io.gatehouse.token;

import io.gatehouse.decision.Permission;
import io.gatehouse.decision.ResourceType;
import io.gatehouse.organization.BucketService;
import io.gatehouse.organization.NewBucket;
import io.gatehouse.organization.Organization;
import io.gatehouse.organization.OrganizationService;
import io.gatehouse.platform.Actor;
import io.gatehouse.platform.Database;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Page;
import io.gatehouse.platform.Scope;
import io.gatehouse.platform.Transaction;
import io.gatehouse.platform.Visible;
import io.gatehouse.user.FirstUser;
import io.gatehouse.user.StoredPassword;
import io.gatehouse.user.User;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Setting the instance up, once: its first user, organization, bucket and operator token, in one unit of work. And
 * another operator token, where all are lost.
 */
@ApplicationScoped
public class OnboardingService {
    private final Database database;
    private final FirstUser firstUser;
    private final OrganizationService organizations;
    private final BucketService buckets;
    private final TokenMint mint;

    OnboardingService(
            Database database,
            FirstUser firstUser,
            OrganizationService organizations,
            BucketService buckets,
            TokenMint mint) {
        this.database = database;
        this.firstUser = firstUser;
        this.organizations = organizations;
        this.buckets = buckets;
        this.mint = mint;
    }

    /** Whether nobody has set the instance up yet: there is no user and no organization. */
    public Uni<Boolean> isOpen() {
        return database.read(Scope.instance(), this::isOpen);
    }

    /**
     * Sets the instance up.
     *
     * @throws Failure CONFLICT if that has been done; of several at once, one wins
     */
    public Uni<Onboarding> setUp(OnboardingRequest request, @Nullable String address) {
        mint.requireStrong(request.token());
        var actor = new Actor("setup", null, address);
        return isOpen().invoke(OnboardingService::requireOpen)
                .chain(() -> firstUser.password(request.username(), request.password()))
                .chain(password ->
                        database.write(Scope.instance(), actor, transaction -> setUp(transaction, request, password)));
    }

    /**
     * Issues an operator token to an owner of the instance. Whoever calls this has the database and the pepper, and so
     * needs no permission.
     *
     * @param organization its home, active; absent: one that the owner owns
     * @param owner absent: the first who is active
     * @throws Failure NOT_FOUND if there is no such organization or owner
     */
    public Uni<IssuedToken> anotherOperatorToken(Actor actor, @Nullable String organization, @Nullable String owner) {
        return firstUser
                .owner(owner)
                .chain(user -> home(organization, user).chain(home -> {
                    var requested = operator(user, home, actor.credential());
                    return database.write(
                            Scope.of(home.id()),
                            actor,
                            transaction -> mint.issue(transaction, user, requested, operatorPermissions()));
                }));
    }

    private Uni<Organization> home(@Nullable String name, User owner) {
        return firstUser
                .owned(owner)
                .chain(owned -> organizations.list(
                        Page.of(1, 0, false, null),
                        Visible.anywhere(organization -> organization.active()
                                && (name == null
                                        ? owned.contains(organization.id())
                                        : name.equals(organization.name())))))
                .map(found -> found.stream()
                        .findFirst()
                        .orElseThrow(() -> Failure.notFound(
                                name == null
                                        ? "user `" + owner.name() + "` owns no active organization; name one with --org"
                                        : "there is no active organization `" + name + "`")));
    }

    private Uni<Onboarding> setUp(
            Transaction transaction, OnboardingRequest request, Optional<StoredPassword> password) {
        return isOpen(transaction)
                .invoke(OnboardingService::requireOpen)
                .chain(() -> firstUser.create(transaction, request.username(), password))
                .chain(user -> organizations
                        .create(transaction, request.organization(), null, user.id())
                        .chain(organization -> setUp(transaction, request, user, organization)));
    }

    private Uni<Onboarding> setUp(
            Transaction transaction, OnboardingRequest request, User user, Organization organization) {
        var bucket = new NewBucket(request.bucket(), "", null, request.retention());
        return buckets.create(transaction, organization.id(), bucket)
                .chain(created -> operatorToken(transaction, request, user, organization)
                        .map(token -> new Onboarding(user, organization, created, token)));
    }

    private Uni<IssuedToken> operatorToken(
            Transaction transaction, OnboardingRequest request, User user, Organization organization) {
        List<Permission> everything = operatorPermissions();
        var requested = operator(user, organization, user.name() + "'s Token");
        return request.token() == null
                ? mint.issue(transaction, user, requested, everything)
                : mint.issue(transaction, user, requested, everything, request.token());
    }

    private static NewAuthorization operator(User user, Organization organization, String description) {
        return new NewAuthorization(
                organization.id(),
                user.id(),
                true,
                description,
                operatorPermissions().stream()
                        .map(permission ->
                                new RequestedPermission(permission.action(), permission.type(), null, null, null, null))
                        .toList(),
                null);
    }

    private Uni<Boolean> isOpen(Transaction transaction) {
        return firstUser
                .isWanted(transaction)
                .chain(none -> none
                        ? organizations.noneExists(transaction)
                        : Uni.createFrom().item(false));
    }

    /** Source: InfluxDB v2, {@code authz.go}, {@code OperatorPermissions}. */
    private static List<Permission> operatorPermissions() {
        return Stream.of(ResourceType.values())
                .filter(type -> type != ResourceType.INSTANCE)
                .flatMap(type -> Stream.of(
                        Permission.everywhere(Permission.READ, type.text()),
                        Permission.everywhere(Permission.WRITE, type.text())))
                .toList();
    }

    private static void requireOpen(boolean open) {
        if (!open) {
            throw Failure.conflict("onboarding has already been completed");
        }
    }
}
