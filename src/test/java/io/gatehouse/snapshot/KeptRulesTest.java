package io.gatehouse.snapshot;

import static io.gatehouse.api.Instance.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.api.Instance;
import io.gatehouse.decision.Grant;
import io.gatehouse.decision.Id;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.PolicySnapshot;
import io.gatehouse.decision.Restriction;
import io.gatehouse.decision.RuleId;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is no rule changes without the rules being read again. */
@QuarkusTest
class KeptRulesTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String RULE = """
            "database": {"match": "exact", "value": "db"}, "permissions": ["read"]""";

    @Inject
    Snapshots snapshots;

    private String organization;
    private RuleId restriction;
    private RuleId grant;

    @BeforeEach
    void setUp() {
        organization = Instance.organization("kept");
        post("/role", "{\"action\": \"create\", \"role\": {\"name\": \"east\"}}");
        restriction = new RuleId(Id.parse(post("/influxdb/v2/acl/restrictions", "{" + RULE + "}")));
        grant = new RuleId(
                Id.parse(post("/influxdb/v2/acl/grants", "{" + RULE + ", \"roles\": [{\"name\": \"east\"}]}")));
    }

    @Test
    void changesOfBucketsUsersAndRolesKeepTheRules() {
        Restriction before = Objects.requireNonNull(snapshot().restriction(restriction));

        Instance.bucket(organization, "db");
        post("/user", "{\"action\": \"create\", \"user\": {\"name\": \"paul\", \"password\": \"long enough\"}}");
        post("/role", "{\"action\": \"add-users\", \"role\": {\"name\": \"east\", \"users\": [\"paul\"]}}");

        assertThat(snapshot().user("paul")).isNotNull();
        assertThat(snapshot().restriction(restriction)).isSameAs(before);
    }

    @Test
    void ruleAndOtherThingsThatChangeTogetherAreBothFound() throws SQLException {
        snapshot();
        try (Connection owner = OtherInstance.owner();
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("update organizations set description = 'changed' where id = " + Id.parse(organization));
            statement.execute("delete from restrictions where id = " + restriction.value());
            owner.commit();
        }

        Awaitility.await().atMost(SOON).until(() -> snapshot().restriction(restriction) == null);
        assertThat(snapshot().grant(grant)).isNotNull();
    }

    @Test
    void roleWithAnotherNameIsTheOneThatAGrantNames() throws SQLException {
        assertThat(snapshot().grant(grant)).extracting(Grant::roles).asString().contains("east");
        try (Connection owner = OtherInstance.owner();
                Statement statement = owner.createStatement()) {
            statement.execute("update roles set name = 'west' where org_id = " + Id.parse(organization));
        }

        Awaitility.await()
                .atMost(SOON)
                .until(() ->
                        Objects.requireNonNull(snapshot().grant(grant)).roles().contains("west"));
    }

    private PolicySnapshot snapshot() {
        return Objects.requireNonNull(snapshots
                .get(OrganizationId.parse(organization), Freshness.ANY)
                .await()
                .atMost(SOON));
    }

    /** Returns the id of what was made, if anything was. */
    private String post(String path, String body) {
        var answer = as(Instance.operator()).body(body).post(path + "?orgID=" + organization);
        answer.then().statusCode(200);
        return answer.asString().isEmpty() ? "" : answer.<String>path("id");
    }
}
