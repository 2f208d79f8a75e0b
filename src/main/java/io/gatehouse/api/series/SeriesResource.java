package io.gatehouse.api.series;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.gatehouse.api.AskQuery;
import io.gatehouse.api.AskedSubject;
import io.gatehouse.api.Askings;
import io.gatehouse.api.Caller;
import io.gatehouse.api.DoorPaths;
import io.gatehouse.api.LongQuestions;
import io.gatehouse.api.MalformedJson;
import io.gatehouse.api.PolicyHeaders;
import io.gatehouse.decision.Action;
import io.gatehouse.decision.Context;
import io.gatehouse.platform.DecisionMeter;
import io.gatehouse.platform.DecisionMeters;
import io.gatehouse.platform.Failure;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code /v1/series}: whole writes and reads of series. */
@Path(DoorPaths.SERIES)
class SeriesResource {
    private final ObjectReader json;
    private final Askings askings;
    private final LongQuestions longQuestions;
    private final SecurityIdentity identity;
    private final DecisionMeter meter;

    SeriesResource(
            ObjectMapper mapper,
            Askings askings,
            LongQuestions longQuestions,
            SecurityIdentity identity,
            DecisionMeters meters) {
        this.json = mapper.reader().with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        this.askings = askings;
        this.longQuestions = longQuestions;
        this.identity = identity;
        this.meter = meters.series();
    }

    @POST
    @Path("check")
    public Uni<RestResponse<CheckResponse>> check(
            @BeanParam AskQuery ask,
            @BeanParam SeriesQuery query,
            @RestHeader(HttpHeaders.CONTENT_ENCODING) List<String> encodings,
            byte @Nullable [] body) {
        return meter.measure(
                () -> checked(ask, query, WriteBody.of(encodings, body)),
                response -> meter.count(response.getEntity().decision()));
    }

    private Uni<RestResponse<CheckResponse>> checked(AskQuery ask, SeriesQuery query, WriteBody body) {
        Asked asked = new Asked(
                Caller.of(identity),
                ask,
                query,
                query.subject(null, null),
                query.action(null, Action.WRITE),
                query.context(null));
        return asking(asked).chain(asking -> {
            var points = new CheckedPoints(asking, body);
            return answer(asking, points::moreIfShort, points::more);
        });
    }

    @POST
    @Path("filter")
    public Uni<RestResponse<FilterResponse>> filter(
            @BeanParam AskQuery ask, @BeanParam SeriesQuery query, byte @Nullable [] body) {
        return meter.measure(
                () -> filtered(ask, query, body),
                response -> meter.count(!response.getEntity().series().isEmpty()));
    }

    private Uni<RestResponse<FilterResponse>> filtered(AskQuery ask, SeriesQuery query, byte @Nullable [] body) {
        Caller caller = Caller.of(identity);
        return read(caller, FilterRequest.class, body).chain(request -> {
            Asked asked = new Asked(
                    caller,
                    ask,
                    query,
                    query.subject(request.subjectType(), request.subjectId()),
                    query.action(null, Action.READ),
                    query.context(request.context()));
            return asking(asked).chain(asking -> {
                var visible = new VisibleSeries(asking, request.requireSeries());
                return answer(asking, visible::moreIfShort, visible::more);
            });
        });
    }

    @POST
    @Path("predicate")
    public Uni<RestResponse<PredicateResponse>> predicate(
            @BeanParam AskQuery ask, @BeanParam SeriesQuery query, byte @Nullable [] body) {
        return meter.measure(
                () -> predicated(ask, query, body),
                response -> meter.count(!response.getEntity().mode().equals(PredicateResponse.NONE)));
    }

    private Uni<RestResponse<PredicateResponse>> predicated(AskQuery ask, SeriesQuery query, byte @Nullable [] body) {
        Caller caller = Caller.of(identity);
        return read(caller, PredicateRequest.class, body).chain(request -> {
            String measurement = request.measurement();
            if (measurement != null && measurement.isEmpty()) {
                throw Failure.invalid("measurement is empty");
            }
            Asked asked = new Asked(
                    caller,
                    ask,
                    query,
                    query.subject(request.subjectType(), request.subjectId()),
                    query.action(request.action(), Action.READ),
                    query.context(request.context()));
            return asking(asked)
                    .chain(asking -> answer(
                            asking,
                            () -> null,
                            () -> PredicateResponse.of(asking.predicate(measurement), measurement != null)));
        });
    }

    private Uni<SeriesAsking> asking(Asked asked) {
        String bucket = asked.query.requireBucket();
        AskedSubject subject = asked.subject;
        return askings.of(
                        asked.caller,
                        asked.ask,
                        SeriesQuery.secrets(subject),
                        subject == null ? null : subject.authorization())
                .map(asking -> SeriesAsking.of(asking, subject, asked.action, bucket, asked.context));
    }

    private <T> Uni<T> read(Caller caller, Class<T> type, byte @Nullable [] body) {
        if (body == null || body.length == 0) {
            throw Failure.invalid("the body is empty");
        }
        return longQuestions.read(caller, body, () -> parse(type, body));
    }

    private <T> T parse(Class<T> type, byte[] body) {
        try {
            T read = json.forType(type).readValue(body);
            if (read == null) {
                throw Failure.invalid("the body must be a JSON object");
            }
            return read;
        } catch (JacksonException malformed) {
            throw MalformedJson.explain(malformed);
        } catch (IOException undecodable) {
            throw Failure.invalid("invalid json structure: no UTF-8");
        }
    }

    private <T> Uni<RestResponse<T>> answer(
            SeriesAsking asking, Supplier<@Nullable T> ifShort, Supplier<@Nullable T> bit) {
        return longQuestions
                .answer(asking.snapshot().organization(), ifShort, bit)
                .map(answer -> PolicyHeaders.answer(answer, asking.snapshot()));
    }

    /** A request, read as far as its door does not matter. */
    private record Asked(
            Caller caller,
            AskQuery ask,
            SeriesQuery query,
            @Nullable AskedSubject subject,
            Action action,
            Context context) {}
}
