package io.gatehouse.api.meta;

import static io.gatehouse.api.Instance.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.api.Instance;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A user of the instance chooses its name, and takes none of an organization's own user with it. */
@QuarkusTest
class TakenNamesTest {
    private static final String ON_DB1 = "{\"database\": {\"match\": \"exact\", \"value\": \"db1\"}";

    private final String name = "alice-" + UUID.randomUUID();
    private Meta meta;
    private String member;

    @BeforeEach
    void setUp() {
        meta = Meta.create("taken");
        meta.done(
                "/user", "{\"action\": \"create\", \"user\": {\"name\": \"" + name + "\", \"password\": \"secret\"}}");
        meta.done(
                "/role",
                "{\"action\": \"create\", \"role\": {\"name\": \"readers\", \"permissions\": {\"db1\": [\"ReadData\"]}}}");
        meta.rule("restrictions", ON_DB1 + ", \"permissions\": [\"read\"]}");
        meta.rule(
                "grants",
                ON_DB1 + ", \"permissions\": [\"read\"], \"roles\": [{\"name\": \"readers\"}], \"conditions\":"
                        + " [{\"attribute\": \"subject.name\", \"match\": \"exact\", \"value\": \"" + name + "\"}]}");
        member = Instance.user("mallory");
        as(Instance.operator())
                .body(Map.of("id", member))
                .post("/api/v2/orgs/" + meta.organization() + "/members")
                .then()
                .statusCode(201);
        String called = as(Instance.operator()).get("/api/v2/users/" + member).path("name");
        meta.done(
                "/role",
                "{\"action\": \"add-users\", \"role\": {\"name\": \"readers\", \"users\": [\"" + name + "\", \""
                        + called + "\"]}}");
    }

    @Test
    void nameMeansTheOrganizationsOwnUserAlone() {
        assertThat(mayRead(name)).isTrue();
        assertThat(mayRead(member)).isFalse();

        rename(name);

        assertThat(mayRead(name)).isTrue();
        assertThat(mayRead(member)).isFalse();
    }

    @Test
    void nameThatNobodyHasIsTheMembers() {
        String other = "bob-" + UUID.randomUUID();

        rename(other);

        assertThat(meta.may(other, "write", "db2", "m", Map.of())).isFalse();
        assertThat(meta.may(other, "read", "db2", "m", Map.of())).isTrue();
    }

    private boolean mayRead(String user) {
        return meta.may(user, "read", "db1", "m", Map.of());
    }

    private void rename(String to) {
        as(Instance.operator())
                .body(Map.of("name", to))
                .patch("/api/v2/users/" + member)
                .then()
                .statusCode(200);
    }
}
