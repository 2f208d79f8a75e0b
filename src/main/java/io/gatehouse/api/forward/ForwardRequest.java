package io.gatehouse.api.forward;

import io.gatehouse.api.Credential;
import io.gatehouse.api.PolicyHeaders;
import io.gatehouse.snapshot.Freshness;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What a gateway passes on. */
class ForwardRequest {
    /** What is asked: {@code action:type} or {@code action:type:name}. */
    @RestQuery
    List<String> permission = List.of();

    /** The organization's name, for tokens that hold in several. */
    @RestQuery
    @Nullable
    String org;

    /** The organization's id, for tokens that hold in several. */
    @RestQuery
    @Nullable
    String orgID;

    @RestHeader(HttpHeaders.AUTHORIZATION)
    List<String> authorization = List.of();

    /** At least this version of the policy. */
    @RestHeader(PolicyHeaders.MIN_VERSION)
    @Nullable
    String version;

    /** {@code full}: the version that the database has now. */
    @RestHeader(PolicyHeaders.CONSISTENCY)
    @Nullable
    String consistency;

    /** The secret of the token that the request carries, as a token or as the password of any user; null if none. */
    @Nullable
    String secret() {
        Credential credential = authorization.size() == 1 ? Credential.ofHeader(authorization.get(0)) : null;
        if (credential instanceof Credential.Token token) {
            return token.secret();
        }
        return credential instanceof Credential.Basic basic ? basic.password() : null;
    }

    Freshness freshness() {
        return PolicyHeaders.freshness(version, consistency);
    }
}
