package io.gatehouse.api.influx;

import io.gatehouse.decision.ResourceType;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.RestResponse;

/** What clients ask before anything else: is it up, what is it, what is there. */
@Path("/")
class SystemResource {
    private final String version;
    private final Clock clock;
    private final Instant started;

    SystemResource(@ConfigProperty(name = "gatehouse.influxdb-version") String version, Clock clock) {
        this.version = version;
        this.clock = clock;
        this.started = clock.instant();
    }

    @GET
    @Path("ping")
    public RestResponse<Void> ping() {
        return RestResponse.noContent();
    }

    @HEAD
    @Path("ping")
    public RestResponse<Void> headPing() {
        return RestResponse.noContent();
    }

    @GET
    @Path("health")
    public Health health() {
        return new Health("influxdb", "ready for queries and writes", "pass", List.of(), version, "gatehouse");
    }

    @GET
    @Path("ready")
    public Ready ready() {
        Duration up = Duration.between(started, clock.instant()).truncatedTo(ChronoUnit.SECONDS);
        return new Ready("ready", started, up.toString().substring(2).toLowerCase(java.util.Locale.ROOT));
    }

    @GET
    @Path("api/v2")
    public Map<String, String> root() {
        return Links.of("authorizations", "/api/v2/authorizations")
                .and("buckets", "/api/v2/buckets")
                .and("me", "/api/v2/me")
                .and("orgs", "/api/v2/orgs")
                .and("resources", "/api/v2/resources")
                .and("setup", "/api/v2/setup")
                .and("signin", "/api/v2/signin")
                .and("signout", "/api/v2/signout")
                .and("users", "/api/v2/users")
                .map();
    }

    @GET
    @Path("api/v2/resources")
    public List<String> resources() {
        return Stream.of(ResourceType.values()).map(ResourceType::text).toList();
    }

    /** That the server runs. */
    record Health(String name, String message, String status, List<String> checks, String version, String commit) {}

    /** Since when it runs. */
    record Ready(String status, Instant started, String up) {}
}
