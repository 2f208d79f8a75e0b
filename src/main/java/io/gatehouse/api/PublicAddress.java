package io.gatehouse.api;

import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Under which address clients see the doors: a proxy that ends TLS asks without it. */
@Singleton
public class PublicAddress {
    private final Optional<URI> configured;
    private final boolean proxied;

    /** @param proxied whether a proxy in front of the listeners ends TLS */
    PublicAddress(
            @ConfigProperty(name = "gatehouse.public-url") Optional<URI> configured,
            @ConfigProperty(name = "gatehouse.tls-terminated-by-proxy", defaultValue = "false") boolean proxied) {
        this.configured = configured;
        this.proxied = proxied;
    }

    /** The configured address, or else the one under which the request reached us; without a slash at its end. */
    public String of(UriInfo request) {
        String address = configured.map(URI::toString).orElseGet(() -> encrypted(request.getBaseUri()));
        return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }

    /** Whether the client's own connection is encrypted. */
    public boolean isEncrypted(HttpServerRequest request) {
        return proxied || request.isSSL();
    }

    private String encrypted(URI reached) {
        return proxied && "http".equals(reached.getScheme())
                ? "https" + reached.toString().substring("http".length())
                : reached.toString();
    }
}
