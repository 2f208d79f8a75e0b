package io.gatehouse.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.arc.Arc;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What one request waits for may be told to it in the course of another one, and is then none of the other's business. */
@QuarkusTest
class RequestIsolationTest {
    @Inject
    Vertx vertx;

    @Test
    void whatARequestHoldsStaysOutOfTheOneThatAnswersIt() {
        var shared = new CompletableFuture<String>();
        var requests = Arc.container().requestContext();
        requests.activate();
        var waiting = Uni.createFrom()
                .completionStage(shared)
                .map(answer -> requests.isActive() ? "another request's context" : answer)
                .subscribe()
                .asCompletionStage();
        requests.terminate();

        var left = new CompletableFuture<Boolean>();
        ((ContextInternal) vertx.getOrCreateContext()).duplicate().runOnContext(request -> {
            shared.complete("the answer");
            left.complete(requests.isActive());
        });

        assertThat(waiting.toCompletableFuture().join()).isEqualTo("the answer");
        assertThat(left.join()).isFalse();
    }
}
