package io.gatehouse.api.authzen;

import io.gatehouse.snapshot.Freshness;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What a request says beside its body. */
class AskQuery {
    /** The organization's name. */
    @RestQuery
    @Nullable
    String org;

    /** The organization's id. */
    @RestQuery
    @Nullable
    String orgID;

    /** At least this version of the policy. */
    @RestHeader(Freshness.VERSION_HEADER)
    @Nullable
    String version;

    /** {@code full}: the version that the database has now. */
    @RestHeader(Freshness.CONSISTENCY_HEADER)
    @Nullable
    String consistency;

    @RestHeader(HttpHeaders.CONTENT_TYPE)
    @Nullable
    String contentType;

    Freshness freshness() {
        return Freshness.of(version, consistency);
    }
}
