package io.gatehouse.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.api.Instance;
import io.gatehouse.decision.Id;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the database says to the first statement of a transaction, on which {@link Database} relies. */
@QuarkusTest
class FirstStatementTest {
    private long mine;

    @BeforeEach
    void setUp() {
        mine = Id.parse(Instance.organization("first"));
    }

    @Test
    void firstStatementTellsWhetherTheOrganizationIsThere() throws SQLException {
        long none = Ids.random();
        try (var application = DatabaseRole.application()) {
            assertThat(application.value("select begin_read('instance')")).isEqualTo("instance");
            assertThat(application.value("select begin_read('" + mine + "')")).isEqualTo(String.valueOf(mine));
            assertThat(application.value("select begin_read('" + none + "')")).isEqualTo("null");
            assertThat(application.value(beginWrite(0, "instance"))).isNotEqualTo("null");
            assertThat(application.value(beginWrite(mine, mine))).isNotEqualTo("null");
            assertThat(application.value(beginWrite(none, none))).isEqualTo("null");
        }
    }

    @Test
    void writerThatWaitedForTheOrganizationsEndIsTold() throws Exception {
        CompletableFuture<String> waiting;
        try (var deleting = DatabaseRole.application();
                var writer = DatabaseRole.application()) {
            deleting.value(beginWrite(mine, mine));
            deleting.execute("delete from organizations where id = " + mine);
            String process = writer.value("select pg_backend_pid()");
            waiting = CompletableFuture.supplyAsync(() -> {
                try {
                    return writer.value(beginWrite(mine, mine));
                } catch (SQLException failed) {
                    throw new IllegalStateException(failed);
                }
            });
            await().until(() ->
                    !deleting.value("select pg_blocking_pids(" + process + ")").equals("{}"));
            deleting.commit();

            assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo("null");
        }
    }

    private static String beginWrite(long organization, Object scope) {
        return "select begin_write(" + organization + ", '" + scope + "', '{\"credential\": \"the test\"}')";
    }
}
