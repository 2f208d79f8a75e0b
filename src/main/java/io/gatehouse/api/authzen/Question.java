package io.gatehouse.api.authzen;

import io.gatehouse.api.AskedSubject;
import io.gatehouse.decision.Action;
import io.gatehouse.decision.Context;
import io.gatehouse.decision.Resource;

/**
 * One question of a request.
 *
 * @param explain whether the answer is to say why
 */
record Question(AskedSubject subject, Action action, Resource resource, Context context, boolean explain) {}
