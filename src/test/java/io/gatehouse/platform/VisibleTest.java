package io.gatehouse.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.api.Instance;
import io.gatehouse.decision.Bounds;
import io.gatehouse.decision.Id;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.organization.Bucket;
import io.gatehouse.organization.BucketFilter;
import io.gatehouse.organization.BucketService;
import io.gatehouse.organization.OrganizationService;
import io.gatehouse.user.User;
import io.gatehouse.user.UserFilter;
import io.gatehouse.user.UserService;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows outside of the bounds do not leave the database: the test of what is visible never meets them. */
@QuarkusTest
class VisibleTest {
    private static final Page PAGE = Page.of(100, 0, false, null);

    @Inject
    OrganizationService organizations;

    @Inject
    UserService users;

    @Inject
    BucketService buckets;

    private OrganizationId mine;

    @BeforeEach
    void createTwoOrganizations() {
        mine = OrganizationId.parse(Instance.organization("mine"));
        Instance.organization("theirs");
    }

    @Test
    void organizationsAreReadByTheirIds() throws Throwable {
        var bounds = new Bounds(false, Set.of(), Set.of(mine.value()));

        assertThat(met(bounds, organizations::list, one -> one.id())).containsExactly(mine);
    }

    @Test
    void usersAreReadByTheirIds() throws Throwable {
        long user = Id.parse(Instance.user("mine"));
        Instance.user("theirs");
        var bounds = new Bounds(false, Set.of(), Set.of(user));
        Lister<User> list = (page, visible) -> users.list(new UserFilter(null, null), page, visible);

        assertThat(met(bounds, list, one -> one.id().value())).containsExactly(user);
    }

    @Test
    void bucketsAreReadByTheirOrganizationsOrIds() throws Throwable {
        OrganizationId second = OrganizationId.parse(Instance.organization("second"));
        long theirs = Id.parse(Instance.bucket(Instance.organization("third"), "seen"));
        Lister<Bucket> list = (page, visible) -> buckets.list(new BucketFilter(null, null, null), page, visible);
        var one = new Bounds(false, Set.of(mine), Set.of());
        var several = new Bounds(false, Set.of(mine, second), Set.of(theirs));

        assertThat(met(one, list, found -> found.organization())).hasSize(2).containsOnly(mine);
        assertThat(met(several, list, found -> found.name()))
                .containsExactlyInAnyOrder("_tasks", "_tasks", "_monitoring", "_monitoring", "seen");
    }

    @Test
    void nothingIsReadNowhere() throws Throwable {
        assertThat(met(Bounds.NOWHERE, organizations::list, one -> one.id())).isEmpty();
    }

    private static <T, R> List<R> met(Bounds bounds, Lister<T> lister, Function<T, R> what) throws Throwable {
        List<R> met = new ArrayList<>();
        Predicate<T> test = row -> met.add(what.apply(row));
        VertxContextSupport.subscribeAndAwait(() -> lister.list(PAGE, new Visible<>(bounds, test)));
        return met;
    }

    /** A list of a room. */
    @FunctionalInterface
    private interface Lister<T> {
        Uni<List<T>> list(Page page, Visible<T> visible);
    }
}
