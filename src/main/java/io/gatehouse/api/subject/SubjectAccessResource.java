package io.gatehouse.api.subject;

import io.gatehouse.api.AskQuery;
import io.gatehouse.api.AskedSubject;
import io.gatehouse.api.Asking;
import io.gatehouse.api.Askings;
import io.gatehouse.api.Caller;
import io.gatehouse.decision.DatabaseAccess;
import io.gatehouse.decision.Reason;
import io.gatehouse.platform.Failure;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * {@code /v1/subjects/{type}/{id}/access}: how far a subject reaches into a database.
 *
 * <p>A token is named by the id of its authorization. The whole policy is looked through, so not on the event loop.
 */
@Path("/v1/subjects/{type}/{id}/access")
class SubjectAccessResource {
    private static final String VERSION = "X-Policy-Version";
    private static final int MOST_AT_ONCE = 4;

    private final Askings askings;
    private final SecurityIdentity identity;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    SubjectAccessResource(Askings askings, SecurityIdentity identity) {
        this.askings = askings;
        this.identity = identity;
    }

    @GET
    public Uni<RestResponse<AccessResponse>> access(
            @RestPath String type, @RestPath String id, @BeanParam AskQuery ask, @BeanParam AccessQuery query) {
        AskedSubject about = AskedSubject.ofAddress("id", type, id);
        query.check();
        return askings.of(Caller.of(identity), ask, Set.of(), about.authorization())
                .emitOn(Infrastructure.getDefaultExecutor())
                .map(asking -> answerInTurn(asking, about, query));
    }

    private RestResponse<AccessResponse> answerInTurn(Asking asking, AskedSubject about, AccessQuery query) {
        if (!places.tryAcquire()) {
            throw new Failure(Failure.Kind.TOO_MANY_REQUESTS, "too many are looking through the policy");
        }
        try {
            return answer(asking, about, query);
        } finally {
            places.release();
        }
    }

    private static RestResponse<AccessResponse> answer(Asking asking, AskedSubject about, AccessQuery query) {
        DatabaseAccess access = DatabaseAccess.of(
                asking.snapshot(),
                asking.subject(about),
                query.requireDatabase(),
                asking.now(),
                query.after(),
                query.limit());
        if (access.refused() == Reason.TOKEN_UNKNOWN || access.refused() == Reason.USER_UNKNOWN) {
            throw Failure.notFound("subject not found");
        }
        if (access.actions().stream().anyMatch(action -> action.reason() == Reason.MALFORMED)) {
            throw Failure.invalid("database must hold neither a new line nor NUL");
        }
        return RestResponse.ResponseBuilder.ok(AccessResponse.from(about, query.requireDatabase(), access))
                .header(VERSION, asking.snapshot().version())
                .build();
    }
}
