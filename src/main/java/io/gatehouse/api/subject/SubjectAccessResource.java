package io.gatehouse.api.subject;

import io.gatehouse.api.AskQuery;
import io.gatehouse.api.AskedSubject;
import io.gatehouse.api.Asking;
import io.gatehouse.api.Askings;
import io.gatehouse.api.Caller;
import io.gatehouse.api.LongQuestions;
import io.gatehouse.api.PolicyHeaders;
import io.gatehouse.decision.DatabaseAccess;
import io.gatehouse.decision.Reason;
import io.gatehouse.platform.Failure;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Set;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * {@code /v1/subjects/{type}/{id}/access}: how far a subject reaches into a database.
 *
 * <p>A token is named by the id of its authorization. The whole policy is looked through, so not on the event loop.
 */
@Path("/v1/subjects/{type}/{id}/access")
class SubjectAccessResource {
    private final Askings askings;
    private final LongQuestions longQuestions;
    private final SecurityIdentity identity;

    SubjectAccessResource(Askings askings, LongQuestions longQuestions, SecurityIdentity identity) {
        this.askings = askings;
        this.longQuestions = longQuestions;
        this.identity = identity;
    }

    @GET
    public Uni<RestResponse<AccessResponse>> access(
            @RestPath String type, @RestPath String id, @BeanParam AskQuery ask, @BeanParam AccessQuery query) {
        AskedSubject about = AskedSubject.ofAddress("id", type, id);
        query.check();
        return askings.of(Caller.of(identity), ask, Set.of(), about.authorization())
                .chain(asking ->
                        longQuestions.answer(asking.snapshot().organization(), () -> answer(asking, about, query)));
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
        return PolicyHeaders.answer(AccessResponse.from(about, query.requireDatabase(), access), asking.snapshot());
    }
}
