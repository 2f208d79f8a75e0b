/**
 * The door for gateways, and for services that want one line of code: the bearer's token and what is asked in the
 * request, the decision in the status.
 *
 * <p>200 allows and says who it is; 401 means that the credential does not hold, 403 that it does not suffice. Never
 * anything else for a decision.
 */
@NullMarked
package io.gatehouse.api.forward;

import org.jspecify.annotations.NullMarked;
