package io.gatehouse.api.authzen;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where the standard's endpoints are found. */
@Path("/.well-known/authzen-configuration")
class ConfigurationResource {
    private final Optional<URI> publicUrl;

    ConfigurationResource(@ConfigProperty(name = "gatehouse.public-url") Optional<URI> publicUrl) {
        this.publicUrl = publicUrl;
    }

    /** Under the configured address, or else the one under which the request reached us. */
    @GET
    public Configuration configuration(UriInfo request) {
        String address = publicUrl.orElseGet(request::getBaseUri).toString();
        return Configuration.at(address.endsWith("/") ? address.substring(0, address.length() - 1) : address);
    }

    /** The metadata of a policy decision point. */
    record Configuration(
            @JsonProperty("policy_decision_point") String address,
            @JsonProperty("access_evaluation_endpoint") String evaluation,
            @JsonProperty("access_evaluations_endpoint") String evaluations) {

        static Configuration at(String address) {
            return new Configuration(address, address + "/access/v1/evaluation", address + "/access/v1/evaluations");
        }
    }
}
