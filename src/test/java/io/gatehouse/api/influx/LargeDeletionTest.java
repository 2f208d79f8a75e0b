package io.gatehouse.api.influx;

import static io.gatehouse.api.Instance.all;
import static io.gatehouse.api.Instance.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.api.Instance;
import io.gatehouse.decision.Id;
import io.gatehouse.platform.OwnedTables;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An organization and a user with much that goes with them. However much that is, each statement is short: those that would
 * not be are refused here by the database.
 */
@QuarkusTest
class LargeDeletionTest {
    private static final int TOKENS = 10_500;
    private static final String QUESTION = "/authorize?permission=read:buckets";

    private final OwnedTables tables = OwnedTables.ofThisProgram();
    private String organization;

    @BeforeEach
    void createOrganization() throws SQLException {
        organization = Instance.organization("large");
        tables.execute("""
                create function little_goes() returns trigger language plpgsql as $$
                begin
                    if (select count(*) from gone) > 10000 then
                        raise exception 'too much at once';
                    end if;
                    return null;
                end $$;
                """);
        for (String table : List.of("tokens", "restrictions")) {
            tables.execute("create trigger little_goes after delete on " + table
                    + " referencing old table as gone for each statement execute function little_goes()");
        }
    }

    @AfterEach
    void letAllGo() throws SQLException {
        tables.execute("drop function little_goes cascade");
    }

    @Test
    void largeOrganizationGoesPartByPartAndLeavesItsTrail() throws SQLException {
        issueTokens(Instance.user("of-many"));
        tables.execute("insert into restrictions (org_id, id, rule) select " + Id.parse(organization)
                + ", n, '{}' from generate_series(1, " + TOKENS + ") n");

        as(Instance.operator()).delete("/api/v2/orgs/" + organization).then().statusCode(204);

        assertThat(deletions())
                .containsExactly(
                        "bucket 2",
                        "membership 1",
                        "organization 1",
                        "restriction " + TOKENS,
                        "secret " + TOKENS,
                        "token " + TOKENS);
        assertThat(tables.one("select count(distinct version) from audit_events where action = 'delete' and org_id = "
                        + Id.parse(organization)))
                .isEqualTo("1");
        assertThat(tables.one("select before - 'created_at' - 'updated_at' from audit_events where entity_id = 7"
                        + " and kind = 'token' and action = 'delete' and org_id = " + Id.parse(organization)))
                .contains("\"description\": \"one of many\"", "\"id\": 7");
    }

    @Test
    void userWithManyTokensGoesPartByPart() throws SQLException {
        String user = Instance.user("of-many");
        issueTokens(user);
        String last = Instance.token(Map.of(
                        "orgID",
                        organization,
                        "userID",
                        user,
                        "permissions",
                        List.of(all("read", "buckets", organization))))
                .path("token");
        as(last).get(QUESTION).then().statusCode(200);

        as(Instance.operator()).delete("/api/v2/users/" + user).then().statusCode(204);

        as(last).get(QUESTION).then().statusCode(401);
        assertThat(deletions()).containsExactly("secret " + (TOKENS + 1), "token " + (TOKENS + 1));
    }

    private void issueTokens(String user) throws SQLException {
        String each = " from generate_series(1, " + TOKENS + ") n";
        long org = Id.parse(organization);
        tables.execute("insert into tokens select " + org + ", n, 0, " + Id.parse(user)
                + ", 'active', 'one of many', '[]', null, now(), now()" + each);
        tables.execute("insert into token_secrets select " + org + ", sha256((" + org
                + " || ' ' || n)::bytea), n, 'test', 'gth_', null" + each);
    }

    private List<String> deletions() throws SQLException {
        return tables.list("select kind || ' ' || count(*) from audit_events where action = 'delete' and org_id = "
                + Id.parse(organization) + " group by kind order by kind");
    }
}
