package io.gatehouse.snapshot;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.Token;
import io.gatehouse.decision.TokenId;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.PepperRing;
import io.gatehouse.platform.SecretHash;
import io.gatehouse.snapshot.SnapshotMetrics.Request;
import io.gatehouse.token.TokenSecret;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Tokens by their secrets. Those in use are held in memory, each as of a version of its organization's policy, and only
 * while the changes of that organization are followed.
 *
 * <p>A token that is answered may be inactive or expired, or belong to a user or an organization that is: that is for
 * the decision to say.
 */
@Singleton
public class Tokens {
    private static final int LONGEST_SECRET = 512;
    private static final int ATTEMPTS = 3;

    private final HeldTokens held;
    private final TokenLookups lookups;
    private final ChosenSecrets chosen;
    private final PepperRing peppers;
    private final TokenUsage usage;

    Tokens(HeldTokens held, TokenLookups lookups, ChosenSecrets chosen, PepperRing peppers, TokenUsage usage) {
        this.held = held;
        this.lookups = lookups;
        this.chosen = chosen;
        this.peppers = peppers;
        this.usage = usage;
    }

    /**
     * The token with this secret, if it is held and confirmed; null if it takes {@link #find} to know.
     *
     * @param asked the organization of whose policy the freshness names a version; absent: not known yet
     */
    public @Nullable HeldToken ifFresh(String secret, Freshness freshness, @Nullable OrganizationId asked) {
        // What is held has its checksum; to ask for it is two of a hundred samples of a native decision.
        HeldToken token = secret.length() > LONGEST_SECRET ? null : held.find(peppers.hash(secret));
        if (token == null || !held.isFresh(token, freshness, asked)) {
            return null;
        }
        held.count(Request.HIT);
        usage.note(token);
        return token;
    }

    /**
     * The token with this secret, looked up if need be; null if nobody issued it.
     *
     * @param asked the organization of whose policy the freshness names a version; absent: not known yet
     * @throws Failure UNAVAILABLE, as the result, if it cannot be had, or not as fresh as that
     */
    public Uni<@Nullable Token> find(String secret, Freshness freshness, @Nullable OrganizationId asked) {
        return hold(secret, freshness, asked).map(held -> held == null ? null : held.token());
    }

    /** As {@link #find(String, Freshness, OrganizationId)}, as it is held from then on. */
    public Uni<@Nullable HeldToken> hold(String secret, Freshness freshness, @Nullable OrganizationId asked) {
        if (!isPlausible(secret)) {
            return Uni.createFrom().nullItem();
        }
        SecretHash hash = peppers.hash(secret);
        HeldToken token = held.find(hash);
        if (token != null && held.isFresh(token, freshness, asked)) {
            return Uni.createFrom().item(hit(token));
        }
        if (token != null && token.isCurrent()) {
            held.count(Request.MISS);
            return lookups.patiently(refreshed(token, secret, hash));
        }
        if (freshness.equals(Freshness.ANY) && held.isRefused(hash)) {
            held.count(Request.NEGATIVE);
            return Uni.createFrom().nullItem();
        }
        held.count(Request.MISS);
        Uni<@Nullable HeldToken> found = lookUpPlausible(secret, hash, !freshness.equals(Freshness.ANY));
        // The look-up may be one that others began before this request came.
        return lookups.patiently(
                freshness.full()
                        ? found.chain(old -> old == null ? Uni.createFrom().nullItem() : refreshed(old, secret, hash))
                        : found);
    }

    /** The organization's token with this id, as the database has it now; null if it has none. */
    public Uni<@Nullable Token> find(OrganizationId organization, TokenId id) {
        return lookups.find(organization, id);
    }

    /** The token as the database has it now; null if it has none any more. */
    private Uni<@Nullable HeldToken> refreshed(HeldToken token, String secret, SecretHash hash) {
        return token.home()
                .refresh()
                .chain(() -> token.isCurrent() ? Uni.createFrom().item(used(token)) : lookUp(secret, hash, true));
    }

    private Uni<@Nullable HeldToken> lookUpPlausible(String secret, SecretHash hash, boolean primaryOnly) {
        if (secret.startsWith(TokenSecret.PREFIX)) {
            return lookUp(secret, hash, primaryOnly);
        }
        return chosen.contain(peppers.hashes(secret))
                .chain(isChosen -> isChosen
                        ? lookUp(secret, hash, primaryOnly)
                        : Uni.createFrom().nullItem());
    }

    /** @param primaryOnly whether a replica's word will not do */
    private Uni<@Nullable HeldToken> lookUp(String secret, SecretHash hash, boolean primaryOnly) {
        return lookUp(secret, hash, primaryOnly, ATTEMPTS);
    }

    private Uni<@Nullable HeldToken> lookUp(String secret, SecretHash hash, boolean primaryOnly, int attempts) {
        return lookups.find(secret, hash, primaryOnly).chain(found -> {
            if (found == null) {
                held.refuse(hash);
                return Uni.createFrom().nullItem();
            }
            HeldToken token = held.keep(hash, found);
            if (token != null && held.isFresh(token, Freshness.ANY, null)) {
                return Uni.createFrom().item(used(token));
            }
            if (attempts == 1) {
                throw Failure.unavailable("the token changes too fast to be read");
            }
            // Of a replica, or what was held of its organization is not confirmed.
            Uni<Void> confirmed =
                    token == null ? Uni.createFrom().voidItem() : token.home().refresh();
            return confirmed.chain(() -> token != null && token.isCurrent()
                    ? Uni.createFrom().item(used(token))
                    : lookUp(secret, hash, true, attempts - 1));
        });
    }

    private HeldToken hit(HeldToken token) {
        held.count(Request.HIT);
        return used(token);
    }

    private HeldToken used(HeldToken token) {
        usage.note(token);
        return token;
    }

    /** Without a look-up: whether the text may be a secret. */
    private static boolean isPlausible(String secret) {
        return secret.startsWith(TokenSecret.PREFIX)
                ? TokenSecret.isWellFormed(secret)
                : !secret.isEmpty() && secret.length() <= LONGEST_SECRET;
    }
}
