package io.gatehouse.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether a grant has lost its last subject is asked once for a grant, and not for each subject that it lost. */
@QuarkusTest
class EndedGrantsTest {
    private final long org = Ids.random();

    @Test
    void tokensThatStoodInSeveralGrantsTakeOneQuestionForEachGrant() throws SQLException {
        try (var owner = DatabaseRole.owner()) {
            for (String row : List.of(
                    "organizations values ($, 'o$', '', 'active', now(), now())",
                    "users (org_id, id, name, status) values ($, 1, 'goes', 'active'), ($, 2, 'stays', 'active')",
                    "tokens select $, n, $, 1 + n / 100, 'active', '', '[]', null, now(), now() from generate_series(1, 100) n",
                    "grants (org_id, id, rule) values ($, 1, '{}'), ($, 2, '{}'), ($, 3, '{}')",
                    "grant_tokens select $, g, n from generate_series(1, 2) g, generate_series(1, 100) n",
                    "grant_tokens select $, 3, n from generate_series(1, 99) n")) {
                owner.execute("insert into " + row.replace("$", Long.toString(org)));
            }
            owner.execute("set constraints all immediate");
            owner.execute("set constraints all deferred");
            owner.execute("create sequence questions");
            owner.execute("create function count_questions() returns trigger language plpgsql as"
                    + " $$ begin perform nextval('questions'); return null; end $$");
            owner.execute("create trigger count_questions before delete on grants"
                    + " for each statement execute function count_questions()");

            owner.execute("delete from users where org_id = " + org + " and id = 1");
            owner.execute("set constraints all immediate");

            assertThat(owner.value("select last_value from questions")).isEqualTo("3");
            assertThat(owner.values("select id from grants where org_id = " + org + " order by id"))
                    .containsExactly("1", "2");
        }
    }
}
