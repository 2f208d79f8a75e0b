package io.gatehouse.api.authzen;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answers to several questions, in their order; or that to a single one, where the request held no more. */
record EvaluationsResponse(
        @Nullable List<EvaluationResponse> evaluations,
        @Nullable Boolean decision,
        EvaluationResponse.@Nullable Why context) {

    static EvaluationsResponse of(List<EvaluationResponse> evaluations) {
        return new EvaluationsResponse(List.copyOf(evaluations), null, null);
    }

    static EvaluationsResponse of(EvaluationResponse single) {
        return new EvaluationsResponse(null, single.decision(), single.context());
    }
}
