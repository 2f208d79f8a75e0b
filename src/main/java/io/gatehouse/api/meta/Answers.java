package io.gatehouse.api.meta;

import io.gatehouse.platform.Failure;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;

/** How the Meta API says that something was done, or that it exists already. */
final class Answers {
    private static final String TEXT = "text/plain; charset=utf-8";

    private Answers() {}

    /** 200 without a body once it is done; the vendor's client takes nothing else for success. */
    static Uni<Response> done(Uni<Void> work, String duplicate) {
        return work.onFailure(error -> error instanceof Failure failure && failure.kind() == Failure.Kind.CONFLICT)
                .transform(error -> Failure.invalid(duplicate))
                .map(done -> Response.ok("", TEXT).build());
    }
}
