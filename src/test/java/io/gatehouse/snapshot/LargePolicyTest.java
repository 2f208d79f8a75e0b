package io.gatehouse.snapshot;

import static io.gatehouse.api.Instance.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.api.Instance;
import io.gatehouse.decision.Id;
import io.gatehouse.decision.OrganizationId;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** One organization's policy is larger than the memory of an instance: nothing is decided on it, and all else goes on. */
@QuarkusTest
@TestProfile(LargePolicyTest.Profile.class)
class LargePolicyTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int FEW = 5;
    private static final int MANY = 25;

    @Inject
    FollowedOrganizations organizations;

    @Inject
    WarmUp warmUp;

    @Inject
    MovableTicker ticker;

    @Inject
    MeterRegistry registry;

    /** With memory for about a dozen of the rules below. */
    public static final class Profile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("gatehouse.snapshot.memory", "2M");
        }
    }

    @Test
    void policyThatDoesNotFitIsNotTriedForEachQuestionAndOthersAreDecided() throws SQLException {
        Asked large = Asked.issued();
        Asked small = Asked.issued();
        addRules(large, MANY);
        small.awaitStatus(200, SOON);

        large.awaitStatus(503, SOON);
        double loads = loads();
        assertThat(large.status()).isEqualTo(503);
        assertThat(loads()).isEqualTo(loads);
        assertThat(small.status()).isEqualTo(200);
    }

    @Test
    void policyThatWasMadeSmallEnoughIsDecidedOn() throws SQLException {
        Asked large = Asked.issued();
        addRules(large, MANY);
        large.awaitStatus(503, SOON);

        String rules = "/influxdb/v2/acl/restrictions";
        String asked = "?orgID=" + large.organization();
        List<String> ids =
                as(Instance.operator()).get(rules + asked).then().extract().path("restrictions.id");
        ids.forEach(id ->
                as(Instance.operator()).delete(rules + "/" + id + asked).then().statusCode(204));
        ticker.pass(Duration.ofMinutes(1));

        large.awaitStatus(200, SOON);
    }

    @Test
    void policyThatIsHeldIsLetGoWhenItGrowsTooLarge() throws SQLException {
        Asked growing = Asked.issued();
        addRules(growing, FEW);
        growing.awaitStatus(200, SOON);

        addRules(growing, MANY);

        growing.awaitStatus(503, SOON);
        Followed followed = Objects.requireNonNull(organizations.find(id(growing)));
        assertThat(followed.state().loaded()).isNull();
        OtherInstance.setStatus(growing.organization(), growing.id(), "inactive");
        long version = version(growing);
        Awaitility.await("changes are followed all the same").atMost(SOON).until(() -> followed.version() == version);
    }

    @Test
    void othersAreLoadedBeforehandAllTheSame() throws SQLException {
        Asked large = Asked.issued();
        addRules(large, MANY);
        List<Asked> others = new ArrayList<>();
        try (Connection owner = OtherInstance.owner();
                Statement statement = owner.createStatement()) {
            statement.execute(used(large, 1000));
            for (int i = 0; i < 10; i++) {
                Asked other = Asked.issued();
                others.add(other);
                statement.execute(used(other, 100 - i));
            }
        }

        warmUp.begin();

        for (Asked other : others) {
            Awaitility.await().atMost(SOON).until(() -> {
                Followed followed = organizations.find(id(other));
                return followed != null && followed.state().loaded() != null;
            });
        }
    }

    /** In one commit, each of 60,000 characters. */
    private static void addRules(Asked asked, int count) throws SQLException {
        try (Connection owner = OtherInstance.owner();
                Statement statement = owner.createStatement()) {
            statement.execute("""
                    insert into restrictions (org_id, id, rule)
                    select %1$s, %2$s + i, json_build_object('resource_type', 'buckets',
                        'name', json_build_object('match', 'exact', 'value', 'db'),
                        'tags', (select json_agg(json_build_object('match', 'exact', 'key', 't' || t,
                            'value', rpad(i || '-' || t || '-', 4000, 'x'))) from generate_series(1, 15) t),
                        'actions', json_build_array('write'))
                    from generate_series(1, %3$s) i""".formatted(id(asked).value(), System.nanoTime(), count));
        }
    }

    private static String used(Asked asked, int hoursFromNow) {
        return "insert into token_usage (org_id, token_id, last_used_at) values (%s, %s, now() + interval '%s hours')"
                .formatted(id(asked).value(), Id.parse(asked.id()), hoursFromNow);
    }

    private static long version(Asked asked) throws SQLException {
        try (Connection reader = OtherInstance.reader();
                Statement statement = reader.createStatement();
                ResultSet rows = statement.executeQuery("select version from policy_versions where org_id = "
                        + id(asked).value())) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private double loads() {
        return registry.get("gatehouse.policy.reloads")
                .tag("cause", "first_use")
                .functionCounter()
                .count();
    }

    private static OrganizationId id(Asked asked) {
        return OrganizationId.parse(asked.organization());
    }
}
