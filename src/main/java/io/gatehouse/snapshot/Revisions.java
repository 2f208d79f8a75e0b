package io.gatehouse.snapshot;

import io.gatehouse.decision.Token;
import io.gatehouse.decision.TokenId;
import io.gatehouse.decision.UserId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * At which version of an organization's policy its tokens last changed. A token that was looked up before that does not
 * hold any more.
 *
 * <p>So a look-up that was overtaken by a change is found out whenever it arrives, and nothing has to be searched for
 * and thrown out of the cache.
 */
final class Revisions {
    private static final int MOST = 1024;

    private final Map<TokenId, Long> tokens = new ConcurrentHashMap<>();
    private final Map<UserId, Long> users = new ConcurrentHashMap<>();
    private volatile long all;

    /** @param all what was looked up before this version does not hold */
    Revisions(long all) {
        this.all = all;
    }

    /** Whether the token is still what it was at that version. */
    boolean hold(Token token, long version) {
        // INVARIANT: this order, the other way round than all() has it: what is no more in the maps, all of them knows.
        return version >= tokens.getOrDefault(token.id(), 0L)
                && version >= users.getOrDefault(token.user(), 0L)
                && version >= all;
    }

    /** How many tokens and users there are of which it is known. */
    int size() {
        return tokens.size() + users.size();
    }

    void token(TokenId token, long version) {
        tokens.put(token, version);
        limit(version);
    }

    void user(UserId user, long version) {
        users.put(user, version);
        limit(version);
    }

    /** Every token may have changed up to that version. */
    void all(long version) {
        all = Math.max(all, version);
        tokens.clear();
        users.clear();
    }

    private void limit(long version) {
        if (size() > MOST) {
            all(version);
        }
    }
}
