package io.gatehouse.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.PermissionSet;
import io.gatehouse.decision.Token;
import io.gatehouse.decision.TokenId;
import io.gatehouse.decision.UserId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a database that takes connections and says nothing. */
class TokenUsageTest {
    private static final OrganizationId ORGANIZATION = new OrganizationId(1);
    private static final Token TOKEN =
            new Token(new TokenId(2), ORGANIZATION, true, null, true, new UserId(3), true, PermissionSet.of(List.of()));

    private final Vertx vertx = Vertx.vertx();
    private ServerSocket database;
    private TokenUsage usage;

    @BeforeEach
    void use() throws IOException {
        database = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Pool pool = PgBuilder.pool()
                .connectingTo(new PgConnectOptions()
                        .setHost(database.getInetAddress().getHostAddress())
                        .setPort(database.getLocalPort())
                        .setUser("nobody")
                        .setDatabase("none"))
                .using(vertx)
                .build();
        usage = new TokenUsage(new UsageStore(pool), System::nanoTime, Clock.systemUTC());
        var home = new Followed(
                ORGANIZATION,
                1000,
                Followed.State.UNKNOWN,
                self -> Uni.createFrom().voidItem(),
                0);
        usage.note(new HeldToken(TOKEN, home, 1));
    }

    @AfterEach
    void end() throws IOException {
        database.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void allThatWasNotedIsWrittenAfterWhatIsBeingWritten() throws Exception {
        CompletableFuture<Void> first = usage.flush().subscribeAsCompletionStage();
        CompletableFuture<Void> all = usage.flushAll().subscribeAsCompletionStage();

        database.accept().close();
        assertThat(first).failsWithin(30, TimeUnit.SECONDS);
        assertThat(all).isNotDone();
        database.accept().close();
        assertThat(all).failsWithin(30, TimeUnit.SECONDS);
    }

    @Test
    void whatIsBeingWrittenIsNotWrittenOnceMore() throws Exception {
        CompletableFuture<Void> first = usage.flush().subscribeAsCompletionStage();
        CompletableFuture<Void> second = usage.flush().subscribeAsCompletionStage();

        assertThat(second).isCompleted();
        assertThat(first).isNotDone();
        Socket asked = database.accept();
        asked.close();
        assertThat(first).failsWithin(30, TimeUnit.SECONDS);
        assertThat(usage.flush().subscribeAsCompletionStage()).as("tried again").isNotDone();
    }
}
