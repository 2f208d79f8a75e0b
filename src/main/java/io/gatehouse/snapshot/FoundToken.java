package io.gatehouse.snapshot;

import io.gatehouse.decision.Token;

/**
 * A token as the database has it.
 *
 * @param version of its organization's policy
 * @param readAt when the reading began
 * @param ofReplica the database may have had a newer version already
 */
record FoundToken(Token token, long version, long readAt, boolean ofReplica) {}
