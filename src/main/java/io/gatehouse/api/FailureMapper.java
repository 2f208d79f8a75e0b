package io.gatehouse.api;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.gatehouse.decision.Id;
import io.gatehouse.platform.DatabaseErrors;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Ids;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;

/** Writes every failure in the dialect of the door at which it came up. */
class FailureMapper {
    private static final Logger LOG = Logger.getLogger(FailureMapper.class);

    @ServerExceptionMapper
    Response failure(Failure failure, UriInfo uri) {
        return write(failure, uri);
    }

    @ServerExceptionMapper
    Response malformedJson(JacksonException malformed, UriInfo uri) {
        return write(MalformedJson.explain(malformed), uri);
    }

    /** Quarkus has a mapper of its own for these, which shows the value. */
    @ServerExceptionMapper
    Response mismatch(MismatchedInputException mismatch, UriInfo uri) {
        return malformedJson(mismatch, uri);
    }

    @ServerExceptionMapper
    Response routing(WebApplicationException error, UriInfo uri) {
        if (error.getCause() instanceof JacksonException malformed) {
            return write(MalformedJson.explain(malformed), uri);
        }
        if (error instanceof NotFoundException) {
            return write(Failure.notFound("path not found"), uri);
        }
        if (error instanceof NotAllowedException notAllowed) {
            String told = notAllowed.getResponse().getHeaderString(HttpHeaders.ALLOW);
            return notAllowed(told == null ? AllowedMethods.of(CurrentRequestManager.get()) : told, uri);
        }
        return switch (error.getResponse().getStatus()) {
            case 413 -> write(new Failure(Failure.Kind.TOO_LARGE, "the request body is too large"), uri);
            case 415 -> write(Failure.invalid("Content-Type: application/json is expected"), uri);
            case 406 -> write(Failure.invalid("Accept: application/json is what there is"), uri);
            case 400 -> write(Failure.invalid("the request cannot be read"), uri);
            default -> unexpected(error, uri);
        };
    }

    @ServerExceptionMapper
    Response unexpected(Throwable error, UriInfo uri) {
        if (DatabaseErrors.isUnavailable(error)) {
            return write(Failure.unavailable("the database is not available"), uri);
        }
        if (DatabaseErrors.isUnstorable(error)) {
            return write(Failure.invalid("a text of the request holds NUL, which cannot be stored"), uri);
        }
        String id = Id.print(Ids.random());
        LOG.errorf(error, "internal error %s at %s", id, uri.getPath());
        Dialect dialect = Dialect.of(uri.getPath());
        return Response.status(500)
                .header(HttpHeaders.CONTENT_TYPE, dialect.contentType())
                .header(InfluxHeaders.ERROR_CODE, "internal error")
                .entity(dialect.internalError(id))
                .build();
    }

    private static Response notAllowed(String allowed, UriInfo uri) {
        var failure = new Failure(Failure.Kind.METHOD_NOT_ALLOWED, "allow: " + allowed);
        return Response.fromResponse(write(failure, uri))
                .header(HttpHeaders.ALLOW, allowed)
                .build();
    }

    private static Response write(Failure failure, UriInfo uri) {
        Dialect dialect = Dialect.of(uri.getPath());
        var response = Response.status(dialect.status(failure.kind())).entity(dialect.body(failure));
        FailureHeaders.ofDoor(failure, uri.getPath(), response::header);
        return response.build();
    }
}
