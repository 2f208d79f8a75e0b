package io.gatehouse.platform;

import io.smallrye.mutiny.Uni;

/**
 * A credential that was shown, and that must still hold where something is written by it.
 *
 * <p>It locks rows behind the lock of one organization, or of the instance. A write that takes the locks of others after
 * it, as that of a user everywhere does, may wait for whoever holds one and revokes the credential, and that for it: then
 * one of them is done once more.
 */
@FunctionalInterface
public interface Proof {
    /**
     * Goes on only if it holds now, with all that it was believed to open, and then until the end of the transaction.
     *
     * @param transaction behind the lock of the write, seeing every organization
     * @throws Failure UNAUTHENTICATED, as the result
     */
    Uni<Void> requireValid(Transaction transaction);
}
