package io.gatehouse.api.authzen;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gatehouse.api.DoorPaths;
import io.gatehouse.api.PublicAddress;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.UriInfo;

/** Where the standard's endpoints are found. */
@Path(DoorPaths.AUTHZEN_CONFIGURATION)
class ConfigurationResource {
    private final PublicAddress address;

    ConfigurationResource(PublicAddress address) {
        this.address = address;
    }

    @GET
    public Configuration configuration(UriInfo request) {
        return Configuration.at(address.of(request));
    }

    /** The metadata of a policy decision point. */
    record Configuration(
            @JsonProperty("policy_decision_point") String address,
            @JsonProperty("access_evaluation_endpoint") String evaluation,
            @JsonProperty("access_evaluations_endpoint") String evaluations) {

        static Configuration at(String address) {
            return new Configuration(address, address + DoorPaths.EVALUATION, address + DoorPaths.EVALUATIONS);
        }
    }
}
