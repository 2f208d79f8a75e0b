package io.gatehouse.api;

import io.gatehouse.decision.Token;
import io.gatehouse.decision.TokenId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that questions are about. What nobody issued is not among them.
 *
 * @param bySecret those whose secrets the request holds
 * @param byAuthorization those that it names by their ids, of the organization that is asked about
 */
public record AskedTokens(Map<String, Token> bySecret, Map<TokenId, Token> byAuthorization) {
    public static final AskedTokens NONE = new AskedTokens(Map.of(), Map.of());

    @Nullable
    Token of(AskedSubject subject) {
        TokenId id = subject.authorization();
        return id == null ? bySecret.get(subject.id()) : byAuthorization.get(id);
    }
}
