package io.gatehouse.api.authzen;

import io.gatehouse.api.AskedSubject;
import io.gatehouse.api.Asking;
import io.gatehouse.decision.Action;
import io.gatehouse.decision.Context;
import io.gatehouse.decision.Decision;
import io.gatehouse.decision.DecisionEngine;
import io.gatehouse.decision.Resource;
import io.gatehouse.platform.Failure;

/**
 * One question of a request.
 *
 * @param explain whether the answer is to say why
 */
record Question(AskedSubject subject, Action action, Resource resource, Context context, boolean explain) {

    /** How many steps it may take at most to answer it. */
    int steps(Asking asking) {
        return 1 + DecisionEngine.steps(asking.snapshot(), action, resource);
    }

    /**
     * Answers it for the caller.
     *
     * @throws Failure FORBIDDEN if it is not the caller's to ask
     */
    EvaluationResponse answer(Asking asking) {
        Decision decision = DecisionEngine.decide(
                asking.snapshot(), asking.subject(subject), action, resource, asking.context(context), asking.now());
        return explain
                ? EvaluationResponse.explained(decision, asking.snapshot().version())
                : EvaluationResponse.of(decision.allowed());
    }
}
