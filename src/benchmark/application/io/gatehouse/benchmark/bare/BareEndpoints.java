package io.gatehouse.benchmark.bare;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.Map;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * What the doors are compared with, twice: as an ordinary endpoint of the framework, and as the barest route of its HTTP
 * server. The first have their paths among those that need no credential, so that nothing is checked for them.
 */
@Singleton
@Path("/api/v2/bare")
public class BareEndpoints {
    private static final String SELECT = "select status from tokens where org_id = $1 and id = $2";
    private static final int BEFORE_AUTHENTICATION = 240;

    private final Pool pool;

    BareEndpoints(@ReactiveDataSource("reader") Pool pool) {
        this.pool = pool;
    }

    /** Reads JSON, and writes the same. */
    @PUT
    @Path("echo/password")
    @NonBlocking
    public Map<String, Object> echo(Map<String, Object> body) {
        return body;
    }

    /** Does nothing. */
    @PUT
    @Path("ok/password")
    @NonBlocking
    public void ok() {
        // 204 is what there is to say
    }

    /** Reads one row by its primary key. */
    @PUT
    @Path("select/password")
    public Uni<String> select(@RestQuery long org, @RestQuery long id) {
        return Uni.createFrom()
                .completionStage(() -> pool.preparedQuery(SELECT)
                        .execute(Tuple.of(org, id))
                        .map(rows -> rows.iterator().next().getString(0))
                        .toCompletionStage());
    }

    void open(@Observes Filters filters) {
        filters.register(BareEndpoints::answer, BEFORE_AUTHENTICATION);
    }

    private static void answer(RoutingContext request) {
        HttpServerRequest http = request.request();
        switch (http.path()) {
            case "/bare/ok" -> http.response().end();
            case "/bare/echo" -> {
                http.bodyHandler(body -> http.response()
                        .putHeader("Content-Type", "application/json")
                        .end(new JsonObject(body).toBuffer()));
                http.resume();
            }
            default -> request.next();
        }
    }
}
