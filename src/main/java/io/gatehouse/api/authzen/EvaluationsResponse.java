package io.gatehouse.api.authzen;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The answers to several questions, in their order; or that to a single one, where the request held no more. */
record EvaluationsResponse(
        @Nullable List<EvaluationResponse> evaluations,
        @Nullable Boolean decision,
        EvaluationResponse.@Nullable Why context) {

    static EvaluationsResponse of(List<EvaluationResponse> evaluations) {
        return new EvaluationsResponse(List.copyOf(evaluations), null, null);
    }

    /** The answers, the single one among them. */
    Stream<EvaluationResponse> all() {
        return evaluations == null
                ? Stream.of(EvaluationResponse.of(Boolean.TRUE.equals(decision)))
                : evaluations.stream();
    }

    static EvaluationsResponse of(EvaluationResponse single) {
        return new EvaluationsResponse(null, single.decision(), single.context());
    }
}
