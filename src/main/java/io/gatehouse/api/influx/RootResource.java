package io.gatehouse.api.influx;

import io.gatehouse.api.DoorPaths;
import io.gatehouse.decision.ResourceType;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code /api/v2} itself: where things are, and on what there can be permissions. */
@Path(DoorPaths.INFLUX)
class RootResource {

    @GET
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
    @Path("resources")
    public List<String> resources() {
        return Stream.of(ResourceType.values()).map(ResourceType::text).toList();
    }
}
