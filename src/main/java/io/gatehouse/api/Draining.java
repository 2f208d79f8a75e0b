package io.gatehouse.api;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Lets connections go while the instance is told to stop and still answers: each answer then closes its connection, on
 * both ports, so that none is cut off in the middle at the end. Until then it costs a request nothing.
 */
@Singleton
class Draining {
    /*
     * The server closes its connections together with its ports. One that a proxy opened a moment before would be reset
     * with the request unread, which the proxy may not send again elsewhere if it is a POST. So the ports are closed
     * first, and what was accepted by then is answered: a proxy that is refused a connection tries the next instance.
     *
     * The system resets a connection, too, that it has accepted for a port and that we have not taken over when the port
     * closes. So answers are held for a moment around that: whoever waits for one opens no further connection.
     */
    private static final Duration LONGEST_WITHOUT_PORTS = Duration.ofSeconds(1);

    private static final long HELD_MILLIS = 250;

    private static final int FIRST = Integer.MIN_VALUE;

    private final Vertx vertx;
    private final Duration delay;
    private final Set<Channel> ports = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Router router;
    private volatile boolean holding;
    private volatile boolean closed;

    Draining(Vertx vertx, @ConfigProperty(name = "quarkus.shutdown.delay") Optional<Duration> delay) {
        this.vertx = vertx;
        this.delay = delay.orElse(Duration.ZERO);
    }

    void keep(@Observes Router started) {
        router = started;
    }

    void begin(@Observes ShutdownDelayInitiatedEvent told) {
        Router open = router;
        if (open != null) {
            open.route().order(FIRST).handler(this::let);
            Duration withoutPorts = delay.dividedBy(2);
            withoutPorts = withoutPorts.compareTo(LONGEST_WITHOUT_PORTS) < 0 ? withoutPorts : LONGEST_WITHOUT_PORTS;
            vertx.setTimer(Math.max(1, delay.minus(withoutPorts).toMillis()), due -> hold());
        }
    }

    /** Lets the connection of a request go when that is answered. */
    private void let(RoutingContext request) {
        HttpServerRequest http = request.request();
        note(http);
        if (http.version() == HttpVersion.HTTP_2) {
            http.connection().shutdown();
        } else {
            http.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        if (holding) {
            vertx.setTimer(2 * HELD_MILLIS, over -> request.next());
            return;
        }
        request.next();
    }

    /** Only ports that are still asked need to be closed early. */
    private void note(HttpServerRequest http) {
        if (http.connection() instanceof ConnectionBase connection) {
            Channel port = connection.channel().parent();
            if (port != null && ports.add(port) && closed) {
                close(port);
            }
        }
    }

    private void hold() {
        holding = true;
        vertx.setTimer(HELD_MILLIS, due -> closePorts());
    }

    private void closePorts() {
        closed = true;
        holding = false;
        ports.forEach(Draining::close);
    }

    private static void close(Channel port) {
        port.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }
}
