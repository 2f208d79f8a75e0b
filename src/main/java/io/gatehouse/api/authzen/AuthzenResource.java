package io.gatehouse.api.authzen;

import io.gatehouse.api.AskQuery;
import io.gatehouse.api.AskedSubject;
import io.gatehouse.api.Asking;
import io.gatehouse.api.Askings;
import io.gatehouse.api.Caller;
import io.gatehouse.platform.DecisionMeter;
import io.gatehouse.platform.DecisionMeters;
import io.gatehouse.platform.Failure;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code /access/v1}: whether a subject may do something, asked once or often at a time. */
@Path("/access/v1")
class AuthzenResource {
    private static final String VERSION = "X-Policy-Version";

    private final Body body;
    private final Askings askings;
    private final SecurityIdentity identity;
    private final DecisionMeter meter;

    AuthzenResource(Body body, Askings askings, SecurityIdentity identity, DecisionMeters meters) {
        this.body = body;
        this.askings = askings;
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
        Question question = QuestionReader.read(body.read(query.contentType(), json));
        return askings.of(Caller.of(identity), query, secrets(List.of(question)))
                .map(asking -> answer(asking, question.answer(asking)));
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
        Fields request = body.read(query.contentType(), json);
        Batch batch = Batch.read(request);
        if (batch.items().isEmpty()) {
            Question question = QuestionReader.read(request);
            return askings.of(Caller.of(identity), query, secrets(List.of(question)))
                    .map(asking -> answer(asking, EvaluationsResponse.of(question.answer(asking))));
        }
        return askings.of(Caller.of(identity), query, secrets(batch.questions()))
                .map(asking -> answer(asking, EvaluationsResponse.of(answers(asking, batch))));
    }

    private void count(EvaluationResponse answer) {
        meter.count(answer.decision());
    }

    private static List<EvaluationResponse> answers(Asking asking, Batch batch) {
        List<EvaluationResponse> answers = new ArrayList<>();
        for (Batch.Item item : batch.items()) {
            EvaluationResponse answer = answer(asking, item);
            answers.add(answer);
            if (batch.semantic().endsWith(answer.decision())) {
                break;
            }
        }
        return answers;
    }

    private static EvaluationResponse answer(Asking asking, Batch.Item item) {
        Question question = item.question();
        try {
            return question == null
                    ? EvaluationResponse.failed(Objects.requireNonNull(item.failure()))
                    : question.answer(asking);
        } catch (Failure failure) {
            return EvaluationResponse.failed(failure);
        }
    }

    private static Set<String> secrets(List<Question> questions) {
        return questions.stream()
                .map(Question::subject)
                .filter(AskedSubject::isToken)
                .map(AskedSubject::id)
                .collect(Collectors.toSet());
    }

    private static <T> RestResponse<T> answer(Asking asking, T answer) {
        return RestResponse.ResponseBuilder.ok(answer)
                .header(VERSION, asking.snapshot().version())
                .build();
    }
}
