package io.gatehouse.api.authzen;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.api.AskedTokens;
import io.gatehouse.api.Asking;
import io.gatehouse.api.Caller;
import io.gatehouse.decision.Condition;
import io.gatehouse.decision.Grant;
import io.gatehouse.decision.Matcher;
import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.Permission;
import io.gatehouse.decision.PermissionSet;
import io.gatehouse.decision.PolicySnapshot;
import io.gatehouse.decision.Restriction;
import io.gatehouse.decision.Role;
import io.gatehouse.decision.RuleId;
import io.gatehouse.decision.User;
import io.gatehouse.decision.UserId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The fixture of AuthZEN's certification scenario, and the eight decisions that it demands. */
class CertificationTest {
    private static final OrganizationId ORGANIZATION = new OrganizationId(1);
    private static final UserId ALICE = new UserId(10);
    private static final UserId BOB = new UserId(11);
    private static final UserId HARNESS = new UserId(12);
    private static final String RECORD = "record";

    private static final PolicySnapshot SNAPSHOT = PolicySnapshot.builder(ORGANIZATION, 1)
            .type(RECORD, Set.of("read", "write", "delete"))
            .user(user(ALICE, "alice", "read", "write", "delete"))
            .user(user(BOB, "bob", "read"))
            .role(new Role("admin", Map.of(), List.of(permission("write")), Set.of()))
            .restriction(new Restriction(
                    new RuleId(20), records(Condition.of("resource.status", "exact", "archived")), Set.of("write")))
            .grant(new Grant(new RuleId(21), records(), Set.of("write"), Set.of(), Set.of("admin"), Set.of()))
            .restriction(new Restriction(
                    new RuleId(22), records(Condition.of("action.soft", "exact", "false")), Set.of("delete")))
            .build();

    @Test
    void identifiersDecide() {
        assertThat(decide("alice", "{}", "read", "{}", "{}")).isTrue();
        assertThat(decide("alice", "{}", "write", "{}", "{}")).isTrue();
        assertThat(decide("bob", "{}", "read", "{}", "{}")).isTrue();
        assertThat(decide("bob", "{}", "write", "{}", "{}")).isFalse();
    }

    @Test
    void propertiesDecide() {
        String archived = "{'status': 'archived'}";
        assertThat(decide("alice", "{}", "write", "{}", archived)).isFalse();
        assertThat(decide("bob", "{'role': 'admin'}", "write", "{}", archived)).isTrue();
        assertThat(decide("bob", "{'roles': ['admin']}", "write", "{}", archived))
                .isTrue();
        assertThat(decide("alice", "{}", "delete", "{'soft': true}", "{}")).isTrue();
        assertThat(decide("alice", "{}", "delete", "{'soft': false}", "{}")).isFalse();
    }

    @Test
    void unknownRolesAndPropertiesChangeNothing() {
        assertThat(decide(
                        "alice",
                        "{'department': 'Sales', 'role': 'manager'}",
                        "read",
                        "{'method': 'GET'}",
                        "{'status': 'active', 'owner': 'bob'}"))
                .isTrue();
    }

    @Test
    void whoAsksAboutHimselfGainsNoRole() {
        var question = question("bob", "{'role': 'admin'}", "write", "{}", "{}");

        for (boolean entitled : new boolean[] {true, false}) {
            assertThat(question.answer(asking(BOB, entitled)).decision()).isFalse();
        }
        assertThat(question.answer(asking(HARNESS, true)).decision()).isTrue();
    }

    private static boolean decide(
            String subject,
            String subjectProperties,
            String action,
            String actionProperties,
            String resourceProperties) {
        return question(subject, subjectProperties, action, actionProperties, resourceProperties)
                .answer(asking(HARNESS, true))
                .decision();
    }

    private static Asking asking(UserId user, boolean entitled) {
        var caller = new Caller(null, user, ORGANIZATION, PermissionSet.EMPTY, null);
        return new Asking(caller, SNAPSHOT, AskedTokens.NONE, entitled, Instant.EPOCH);
    }

    private static Question question(
            String subject,
            String subjectProperties,
            String action,
            String actionProperties,
            String resourceProperties) {
        String json = """
                {'subject': {'type': 'user', 'id': '%s', 'properties': %s},
                 'action': {'name': '%s', 'properties': %s},
                 'resource': {'type': 'record', 'id': 'record-1', 'properties': %s},
                 'context': {'time': '2025-06-27T18:03-07:00', 'ip': '192.168.1.1'}}
                """.formatted(subject, subjectProperties, action, actionProperties, resourceProperties)
                .replace('\'', '"');
        return QuestionReader.read(new Body().read("application/json", json.getBytes(StandardCharsets.UTF_8)));
    }

    private static User user(UserId id, String name, String... actions) {
        List<Permission> permissions =
                List.of(actions).stream().map(CertificationTest::permission).toList();
        return new User(id, name, true, false, Map.of(), permissions, Map.of());
    }

    private static Permission permission(String action) {
        return Permission.in(ORGANIZATION, action, RECORD);
    }

    private static Matcher records(Condition... conditions) {
        return new Matcher(RECORD, null, null, List.of(), List.of(conditions));
    }
}
