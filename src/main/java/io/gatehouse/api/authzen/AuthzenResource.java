package io.gatehouse.api.authzen;

import io.gatehouse.api.AskQuery;
import io.gatehouse.api.Asking;
import io.gatehouse.api.Askings;
import io.gatehouse.api.Caller;
import io.gatehouse.api.DoorPaths;
import io.gatehouse.api.LongQuestions;
import io.gatehouse.api.PolicyHeaders;
import io.gatehouse.decision.Steps;
import io.gatehouse.platform.DecisionMeter;
import io.gatehouse.platform.DecisionMeters;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code /access/v1}: whether a subject may do something, asked once or often at a time. */
@Path(DoorPaths.AUTHZEN)
class AuthzenResource {
    private final Body body;
    private final Askings askings;
    private final LongQuestions longQuestions;
    private final SecurityIdentity identity;
    private final DecisionMeter meter;

    AuthzenResource(
            Body body, Askings askings, LongQuestions longQuestions, SecurityIdentity identity, DecisionMeters meters) {
        this.body = body;
        this.askings = askings;
        this.longQuestions = longQuestions;
        this.identity = identity;
        this.meter = meters.authzen();
    }

    @POST
    @Path("evaluation")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<EvaluationResponse>> evaluation(@BeanParam AskQuery query, byte @Nullable [] json) {
        return meter.measure(() -> evaluate(query, json), response -> count(response.getEntity()));
    }

    private Uni<RestResponse<EvaluationResponse>> evaluate(AskQuery query, byte @Nullable [] json) {
        Caller caller = Caller.of(identity);
        return longQuestions
                .read(caller, json, () -> QuestionReader.read(body.read(query.contentType(), json)))
                .chain(question -> askings.of(caller, query, question.secrets())
                        .chain(asking -> answer(asking, question)
                                .map(answer -> PolicyHeaders.answer(answer, asking.snapshot()))));
    }

    private Uni<EvaluationResponse> answer(Asking asking, Question question) {
        return longQuestions.answer(
                asking.snapshot().organization(),
                () -> question.answerWithin(Steps.of(LongQuestions.LONG), asking),
                () -> question.answer(asking));
    }

    @POST
    @Path("evaluations")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<EvaluationsResponse>> evaluations(@BeanParam AskQuery query, byte @Nullable [] json) {
        return meter.measure(
                () -> evaluateAll(query, json),
                response -> response.getEntity().all().forEach(this::count));
    }

    private Uni<RestResponse<EvaluationsResponse>> evaluateAll(AskQuery query, byte @Nullable [] json) {
        Caller caller = Caller.of(identity);
        return longQuestions
                .read(caller, json, () -> Batch.read(body.read(query.contentType(), json)))
                .chain(batch -> askings.of(caller, query, batch.secrets())
                        .chain(asking ->
                                answer(asking, batch).map(answer -> PolicyHeaders.answer(answer, asking.snapshot()))));
    }

    private Uni<EvaluationsResponse> answer(Asking asking, Batch batch) {
        Question single = batch.single();
        if (single != null) {
            return answer(asking, single).map(EvaluationsResponse::of);
        }
        var answers = new BatchAnswers(batch, asking);
        return longQuestions
                .answer(asking.snapshot().organization(), answers::moreIfShort, answers::more)
                .map(EvaluationsResponse::of);
    }

    private void count(EvaluationResponse answer) {
        meter.count(answer.decision());
    }
}
