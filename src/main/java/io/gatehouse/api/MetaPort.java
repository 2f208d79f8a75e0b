package io.gatehouse.api;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.vertx.http.runtime.VertxHttpBuildTimeConfig;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.options.HttpServerOptionsUtils;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The Meta API's own port beside InfluxDB's, with the same routes behind it, so that commands published for InfluxDB
 * Enterprise run as printed.
 */
@Singleton
class MetaPort {
    private static final Logger LOG = Logger.getLogger(MetaPort.class);
    private static final int OFF = -1;
    private static final long PATIENCE_SECONDS = 10;

    private final HttpServer server;
    private final int port;
    private final String host;

    MetaPort(
            Vertx vertx,
            Config config,
            @ConfigProperty(name = "gatehouse.meta.port") int port,
            @ConfigProperty(name = "quarkus.http.host") String host) {
        this.port = port;
        this.host = host;
        this.server = vertx.createHttpServer(options(config.unwrap(SmallRyeConfig.class)));
    }

    /** Those of the other port: what bounds a request there, and ends a connection that is silent, does so here. */
    private static HttpServerOptions options(SmallRyeConfig config) {
        var options = new HttpServerOptions();
        HttpServerOptionsUtils.applyCommonOptions(
                options,
                config.getConfigMapping(VertxHttpBuildTimeConfig.class),
                config.getConfigMapping(VertxHttpConfig.class),
                List.of());
        return options;
    }

    void start(@Observes StartupEvent started) {
        if (port == OFF) {
            return;
        }
        open();
        LOG.infof("The same doors are open at http://%s:%d", host, port());
    }

    /** Which it is, where any would do. */
    int port() {
        return server.actualPort();
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (port != OFF) {
            await(server.close());
        }
    }

    /** @throws ConfigurationException if it cannot be, with the one line that Quarkus then prints */
    private void open() {
        try {
            await(server.requestHandler(VertxHttpRecorder.getRootHandler()).listen(port, host));
        } catch (IllegalStateException failed) {
            throw new ConfigurationException(
                    "gatehouse: gatehouse.meta.port " + port + " cannot be opened: " + failed.getMessage());
        }
    }

    private static void await(Future<?> future) {
        try {
            future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException failed) {
            Throwable reason = Objects.requireNonNullElse(failed.getCause(), failed);
            throw new IllegalStateException(reason.getMessage(), failed);
        } catch (TimeoutException failed) {
            throw new IllegalStateException("it takes longer than " + PATIENCE_SECONDS + " s", failed);
        }
    }
}
