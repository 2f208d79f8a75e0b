package io.gatehouse.api;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.PolicySnapshot;
import io.gatehouse.decision.Token;
import io.gatehouse.decision.TokenId;
import io.gatehouse.snapshot.Freshness;
import io.gatehouse.snapshot.HeldToken;
import io.gatehouse.snapshot.Snapshots;
import io.gatehouse.snapshot.Tokens;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Collects what is needed to answer questions; does not wait where all of it is in memory. */
@Singleton
public class Askings {
    private static final int AT_ONCE = 16;

    /**
     * The most tokens that are looked up for a caller that may ask about itself alone. At most one of them is its own;
     * which one, memory need not know any more.
     */
    private static final int MOST_FOR_ITSELF = 16;

    private final AskedOrganization organizations;
    private final Snapshots snapshots;
    private final Tokens tokens;
    private final Clock clock;

    Askings(AskedOrganization organizations, Snapshots snapshots, Tokens tokens, Clock clock) {
        this.organizations = organizations;
        this.snapshots = snapshots;
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * Collects it, as fresh as the request wants it: the caller's own token, too.
     *
     * @param secrets of the tokens that the questions are about
     * @throws Failure UNAUTHENTICATED or FORBIDDEN, as the result, if the caller's token does not hold any more
     */
    public Uni<Asking> of(Caller caller, AskQuery query, Set<String> secrets) {
        return of(caller, query, secrets, null);
    }

    /** As {@link #of(Caller, AskQuery, Set)}; one question is about the token of this authorization. */
    public Uni<Asking> of(Caller caller, AskQuery query, Set<String> secrets, @Nullable TokenId authorization) {
        Freshness freshness = query.freshness();
        return organizations
                .find(caller, query.org, query.orgID)
                .chain(organization -> snapshots.get(organization, freshness))
                .onItem()
                .ifNull()
                .failWith(AskedOrganization::missing)
                .chain(snapshot ->
                        asOf(snapshot, caller, query).chain(current -> of(current, snapshot, secrets, freshness)))
                .chain(asking -> authorization == null
                        ? Uni.createFrom().item(asking)
                        : withAuthorization(asking, authorization));
    }

    /** The caller, no older than the snapshot: authentication did not know whose snapshot it would be. */
    private Uni<Caller> asOf(PolicySnapshot snapshot, Caller caller, AskQuery query) {
        if (caller.token() == null) {
            return Uni.createFrom().item(caller);
        }
        String secret = query.secret();
        Uni<@Nullable Token> own = secret == null
                ? Uni.createFrom().nullItem()
                : tokens.find(secret, query.freshness(), snapshot.organization());
        return own.map(token -> Caller.of(token, caller.address(), clock.instant()));
    }

    /** For a caller that may ask about itself alone, nothing is looked up. */
    private Uni<Asking> withAuthorization(Asking asking, TokenId id) {
        Token own = asking.caller().token();
        if (own != null && own.id().equals(id)) {
            return Uni.createFrom().item(with(asking, own));
        }
        return asking.entitled()
                ? tokens.find(asking.snapshot().organization(), id)
                        .map(token -> token == null ? asking : with(asking, token))
                : Uni.createFrom().item(asking);
    }

    private static Asking with(Asking asking, Token token) {
        var found = new AskedTokens(asking.tokens().bySecret(), Map.of(token.id(), token));
        return new Asking(asking.caller(), asking.snapshot(), found, asking.entitled(), asking.now());
    }

    /** The same for one subject, about the caller's own organization and from memory alone; null if it takes more. */
    public @Nullable Asking ifHeld(HeldCallers.Held held, Freshness freshness, AskedSubject about) {
        OrganizationId organization = held.token().organization();
        PolicySnapshot snapshot = snapshots.ifFresh(organization, freshness);
        if (snapshot == null) {
            return null;
        }
        if (!held.held().isCurrent()) {
            return null;
        }
        AskedTokens found = AskedTokens.NONE;
        if (about.isToken()) {
            HeldToken token = about.id().equals(held.secret())
                    ? held.held()
                    : tokens.ifFresh(about.id(), freshness, organization);
            if (token == null) {
                return null;
            }
            found = new AskedTokens(Map.of(about.id(), token.token()), Map.of());
        }
        Caller caller = held.caller();
        return new Asking(caller, snapshot, found, caller.may(Asking.need(organization)), held.now());
    }

    private Uni<Asking> of(Caller caller, PolicySnapshot snapshot, Set<String> secrets, Freshness freshness) {
        OrganizationId organization = snapshot.organization();
        boolean entitled = caller.may(Asking.need(organization));
        Map<String, Token> found = new ConcurrentHashMap<>();
        List<String> missing = new ArrayList<>();
        for (String secret : secrets) {
            HeldToken token = tokens.ifFresh(secret, freshness, organization);
            if (token != null) {
                found.put(secret, token.token());
            } else if (entitled || missing.size() < MOST_FOR_ITSELF) {
                missing.add(secret);
            }
        }
        return lookUp(missing, freshness, organization, found)
                .replaceWith(() ->
                        new Asking(caller, snapshot, new AskedTokens(found, Map.of()), entitled, clock.instant()));
    }

    private Uni<@Nullable Void> lookUp(
            List<String> secrets, Freshness freshness, OrganizationId asked, Map<String, Token> found) {
        if (secrets.isEmpty()) {
            return Uni.createFrom().nullItem();
        }
        return Multi.createFrom()
                .iterable(secrets)
                .onItem()
                .transformToUni(secret -> tokens.find(secret, freshness, asked).invoke(token -> {
                    if (token != null) {
                        found.put(secret, token);
                    }
                }))
                .merge(AT_ONCE)
                .collect()
                .last()
                .replaceWithVoid();
    }
}
