package io.gatehouse.api;

import io.gatehouse.snapshot.Freshness;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What a request to a deciding door says beside its body. */
public class AskQuery {
    /** The organization's name. */
    @RestQuery
    @Nullable
    String org;

    /** The organization's id. */
    @RestQuery
    @Nullable
    String orgID;

    /** At least this version of the policy. */
    @RestHeader(PolicyHeaders.MIN_VERSION)
    @Nullable
    String version;

    /** {@code full}: the version that the database has now. */
    @RestHeader(PolicyHeaders.CONSISTENCY)
    @Nullable
    String consistency;

    @RestHeader(HttpHeaders.CONTENT_TYPE)
    @Nullable
    String contentType;

    @RestHeader(HttpHeaders.AUTHORIZATION)
    List<String> authorization = List.of();

    /** The secret of the token that proved who sends the request: of several headers it was the first. Null if none did. */
    @Nullable
    String secret() {
        Credential credential = authorization.isEmpty() ? null : Credential.ofHeader(authorization.get(0));
        return credential instanceof Credential.Token token ? token.secret() : null;
    }

    public @Nullable String contentType() {
        return contentType;
    }

    Freshness freshness() {
        return PolicyHeaders.freshness(version, consistency);
    }
}
