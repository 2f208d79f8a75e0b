package io.gatehouse.api.authzen;

import io.gatehouse.api.AskedSubject;
import io.gatehouse.api.Asking;
import io.gatehouse.decision.Action;
import io.gatehouse.decision.Context;
import io.gatehouse.decision.Decision;
import io.gatehouse.decision.DecisionEngine;
import io.gatehouse.decision.Resource;
import io.gatehouse.decision.Steps;
import io.gatehouse.platform.Failure;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One question of a request.
 *
 * @param explain whether the answer is to say why
 */
record Question(AskedSubject subject, Action action, Resource resource, Context context, boolean explain) {

    /** Of the token that it is about, if it is about one. */
    Set<String> secrets() {
        return subject.isToken() ? Set.of(subject.id()) : Set.of();
    }

    /**
     * Answers it for the caller.
     *
     * @throws Failure FORBIDDEN if it is not the caller's to ask
     */
    EvaluationResponse answer(Asking asking) {
        return answer(
                asking,
                DecisionEngine.decide(
                        asking.snapshot(),
                        asking.subject(subject),
                        action,
                        resource,
                        asking.context(context),
                        asking.now()));
    }

    /**
     * The same, but null if these steps are used up before the answer is found.
     *
     * @throws Failure FORBIDDEN if it is not the caller's to ask
     */
    @Nullable
    EvaluationResponse answerWithin(Steps steps, Asking asking) {
        Decision decision = DecisionEngine.decideWithin(
                steps,
                asking.snapshot(),
                asking.subject(subject),
                action,
                resource,
                asking.context(context),
                asking.now());
        return decision == null ? null : answer(asking, decision);
    }

    private EvaluationResponse answer(Asking asking, Decision decision) {
        return explain
                ? EvaluationResponse.explained(decision, asking.snapshot().version())
                : EvaluationResponse.of(decision.allowed());
    }
}
