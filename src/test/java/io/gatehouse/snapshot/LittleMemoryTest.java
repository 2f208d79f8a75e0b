package io.gatehouse.snapshot;

import static io.gatehouse.api.Instance.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.gatehouse.api.Instance;
import io.gatehouse.decision.OrganizationId;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Where memory holds a few organizations only, what is asked about may be dropped as soon as it is read. */
@QuarkusTest
@TestProfile(LittleMemoryTest.Profile.class)
class LittleMemoryTest {
    private static final int ORGANIZATIONS = 30;
    private static final int ROUNDS = 3;

    @Inject
    FollowedOrganizations organizations;

    @Inject
    WarmUp warmUp;

    @Test
    void tokensAskAboutThemselvesWhicheverOrganizationsAreHeld() {
        List<Asked> all = new ArrayList<>();
        for (int i = 0; i < ORGANIZATIONS; i++) {
            Asked asked = Asked.issued();
            Instance.bucket(asked.organization(), "db");
            all.add(asked);
        }
        for (int round = 0; round < ROUNDS; round++) {
            all.forEach(LittleMemoryTest::requireAllowed);
        }
    }

    @Test
    void instanceWithoutPatienceForItsWarmUpIsReady() {
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(warmUp::isDone);
    }

    @Test
    void whatIsAskedAboutIsHeldAndOthersGiveWay() {
        for (int i = 0; i < ORGANIZATIONS; i++) {
            Asked asked = Asked.issued();
            Instance.bucket(asked.organization(), "db");
            requireAllowed(asked);
            var followed = Objects.requireNonNull(organizations.find(OrganizationId.parse(asked.organization())));
            assertThat(followed.state().loaded()).isNotNull();
        }
        assertThat(organizations.loaded().count()).isBetween(1L, ORGANIZATIONS / 2L);
    }

    private static void requireAllowed(Asked asked) {
        as(asked.secret())
                .body(
                        "{\"subject\": {\"type\": \"token\", \"id\": \"" + asked.secret()
                                + "\"}, \"action\": {\"name\": \"read\"}, \"resource\": {\"type\": \"bucket\", \"id\": \"db\"}}")
                .post("/access/v1/evaluation")
                .then()
                .statusCode(200)
                .body("decision", equalTo(true));
    }

    public static final class Profile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("gatehouse.snapshot.memory", "64K", "gatehouse.snapshot.warm-patience", "PT0S");
        }
    }
}
