package io.gatehouse.api.authzen;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.api.Asking;
import io.gatehouse.api.Askings;
import io.gatehouse.api.DoorPaths;
import io.gatehouse.api.HeldCallers;
import io.gatehouse.api.HeldCallers.Held;
import io.gatehouse.api.LongQuestions;
import io.gatehouse.api.PolicyHeaders;
import io.gatehouse.api.RequestId;
import io.gatehouse.decision.Steps;
import io.gatehouse.platform.DecisionMeter;
import io.gatehouse.platform.DecisionMeters;
import io.gatehouse.snapshot.Freshness;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Answers the ordinary evaluation in front of the door, where the policy that it takes is in memory. */
@Singleton
class EvaluationLane {
    /*
     * Between the socket and AuthzenResource stand the security filters, the chain of Quarkus REST with its request
     * scope, and several stages of Uni. None of them is needed for a question that needs no waiting. So this filter
     * answers it, and only it: what it cannot answer with 200 at once, and whatever is out of the ordinary, goes on to
     * the door, which alone says what is wrong. No refusal, limit or error is written here.
     */
    private static final int BEFORE_AUTHENTICATION = 240;

    private static final String JSON = "application/json";
    private static final String ANSWER_TYPE = "application/json;charset=UTF-8";

    /** The length from which on bodies count, have a deadline and wait for their turn. */
    private static final String LARGE = Integer.toString(LongQuestions.LARGE);

    // Not static: a native image cannot carry them.
    private final Buffer allowed = Buffer.buffer("{\"decision\":true}");
    private final Buffer denied = Buffer.buffer("{\"decision\":false}");
    private final HeldCallers callers;
    private final Askings askings;
    private final Body bodies;
    private final ObjectMapper mapper;
    private final DecisionMeter meter;

    EvaluationLane(HeldCallers callers, Askings askings, Body bodies, ObjectMapper mapper, DecisionMeters meters) {
        this.callers = callers;
        this.askings = askings;
        this.bodies = bodies;
        this.mapper = mapper;
        this.meter = meters.authzen();
    }

    void open(@Observes Filters filters) {
        filters.register(this::pass, BEFORE_AUTHENTICATION);
    }

    private void pass(RoutingContext request) {
        HttpServerRequest http = request.request();
        if (!isOrdinary(http)) {
            request.next();
            return;
        }
        long startedAt = System.nanoTime();
        callers.find(request, held -> {
            if (held == null) {
                request.next();
            } else {
                read(request, held, startedAt);
            }
        });
    }

    private void read(RoutingContext request, Held held, long startedAt) {
        HttpServerRequest http = request.request();
        http.bodyHandler(body -> {
            Held caller = callers.stillValid(held); // a body may come long after the head
            EvaluationAnswer answer = caller == null ? null : answer(http, body, caller);
            if (answer == null) {
                ((RoutingContextInternal) request).setBody(body);
                request.next();
                return;
            }
            send(http, answer);
            meter.count(answer.response().decision());
            meter.time(startedAt);
        });
        http.resume();
    }

    /** Whether it is a question as clients send it: a short JSON body, for the caller's own organization. */
    private static boolean isOrdinary(HttpServerRequest http) {
        MultiMap headers = http.headers();
        return http.version() != HttpVersion.HTTP_2 // the door could not read its body any more
                && http.method().equals(HttpMethod.POST)
                && DoorPaths.EVALUATION.equals(http.path())
                && http.query() == null
                && isShort(headers.get(HttpHeaders.CONTENT_LENGTH))
                && takesJson(headers.get(HttpHeaders.ACCEPT))
                && !headers.contains(HttpHeaders.TRANSFER_ENCODING)
                && !headers.contains(HttpHeaders.CONTENT_ENCODING)
                && !headers.contains(HttpHeaders.EXPECT)
                && !headers.contains(PolicyHeaders.CONSISTENCY);
    }

    private static boolean isShort(@Nullable String length) {
        return length != null
                && (length.length() < LARGE.length()
                        || (length.length() == LARGE.length() && length.compareTo(LARGE) < 0));
    }

    private static boolean takesJson(@Nullable String accept) {
        return accept == null || accept.equals("*/*") || accept.equals(JSON);
    }

    private @Nullable EvaluationAnswer answer(HttpServerRequest http, Buffer body, Held held) {
        try {
            Question question =
                    QuestionReader.read(bodies.read(http.getHeader(HttpHeaders.CONTENT_TYPE), body.getBytes()));
            Freshness freshness = PolicyHeaders.freshness(http.getHeader(PolicyHeaders.MIN_VERSION), null);
            Asking asking = askings.ifHeld(held, freshness, question.subject());
            EvaluationResponse response =
                    asking == null ? null : question.answerWithin(Steps.of(LongQuestions.LONG), asking);
            return asking == null || response == null
                    ? null
                    : new EvaluationAnswer(response, asking.snapshot().version());
        } catch (RuntimeException refused) {
            return null; // the door says it, whatever it is; thrown from here, nobody would be answered
        }
    }

    private void send(HttpServerRequest http, EvaluationAnswer answer) {
        HttpServerResponse response = http.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, ANSWER_TYPE)
                .putHeader(PolicyHeaders.VERSION, Long.toString(answer.version()));
        String id = http.getHeader(RequestId.HEADER);
        if (id != null) {
            response.putHeader(RequestId.HEADER, id);
        }
        response.end(answer.response().context() == null ? plain(answer.response()) : explained(answer.response()));
    }

    private Buffer plain(EvaluationResponse response) {
        return response.decision() ? allowed : denied;
    }

    private Buffer explained(EvaluationResponse response) {
        try {
            return Buffer.buffer(mapper.writeValueAsBytes(response));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What is answered, on which version of the policy. */
    private record EvaluationAnswer(EvaluationResponse response, long version) {}
}
