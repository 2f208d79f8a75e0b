package io.gatehouse.api.series;

import io.gatehouse.api.AskedSubject;
import io.gatehouse.decision.Action;
import io.gatehouse.decision.Context;
import io.gatehouse.decision.Permission;
import io.gatehouse.platform.Failure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What a request for series says in its address: who wants to do what, and in which bucket. */
class SeriesQuery {
    private static final int MOST_ATTRIBUTES = 100;
    private static final String SUBJECT_TYPE = "subject_type";
    private static final String SUBJECT_ID = "subject_id";

    /** A name or an id. */
    @RestQuery
    @Nullable
    String bucket;

    /** {@code read} or {@code write}. */
    @RestQuery
    @Nullable
    String action;

    /** {@code token} or {@code user}; without it, the caller is the subject. */
    @RestQuery(SUBJECT_TYPE)
    @Nullable
    String subjectType;

    /** Of a token its authorization's id, of a user its name or id. */
    @RestQuery(SUBJECT_ID)
    @Nullable
    String subjectId;

    /** What rules are to see of the request: each {@code name=value}. */
    @RestQuery("context")
    List<String> contextTexts = List.of();

    String requireBucket() {
        if (bucket == null || bucket.isEmpty()) {
            throw Failure.invalid("bucket is missing");
        }
        return bucket;
    }

    /** @throws Failure INVALID if it is none of the two */
    Action action(@Nullable String inBody, Action otherwise) {
        String given = one("action", action, inBody);
        if (given == null) {
            return otherwise;
        }
        return switch (given) {
            case Permission.READ -> Action.READ;
            case Permission.WRITE -> Action.WRITE;
            default -> throw Failure.invalid("action must be `read` or `write`");
        };
    }

    /** What is said of the request here and in the body. */
    Context context(@Nullable Map<String, @Nullable String> inBody) {
        Map<String, String> attributes = new HashMap<>();
        for (String text : contextTexts) {
            int end = text.indexOf('=');
            if (end < 1) {
                throw Failure.invalid("context must be of the form name=value");
            }
            put(attributes, text.substring(0, end), text.substring(end + 1));
        }
        if (inBody != null) {
            inBody.forEach((name, value) -> put(attributes, name, value));
        }
        return new Context(attributes);
    }

    private static void put(Map<String, String> attributes, String name, @Nullable String value) {
        if (value == null) {
            throw Failure.invalid("context." + name + " must be a string");
        }
        if (attributes.put(name, value) != null) {
            throw Failure.invalid("context." + name + " is given twice");
        }
        if (attributes.size() > MOST_ATTRIBUTES) {
            throw Failure.invalid("context: at most " + MOST_ATTRIBUTES + " attributes are possible");
        }
    }

    /** The subject that is named here or in the body, where a token is named by its secret; null means the caller. */
    @Nullable
    AskedSubject subject(@Nullable String typeInBody, @Nullable String idInBody) {
        String type = one(SUBJECT_TYPE, subjectType, typeInBody);
        String id = one(SUBJECT_ID, subjectId, idInBody);
        if (type == null && id == null) {
            return null;
        }
        if (type == null || id == null) {
            throw Failure.invalid((type == null ? SUBJECT_TYPE : SUBJECT_ID) + " is missing");
        }
        return idInBody == null ? AskedSubject.ofAddress(SUBJECT_ID, type, id) : AskedSubject.of(type, id, Set.of());
    }

    /** Of the token that it is about, if the body names one. */
    static Set<String> secrets(@Nullable AskedSubject subject) {
        if (subject == null || !subject.isToken() || subject.authorization() != null) {
            return Set.of();
        }
        return Set.of(subject.id());
    }

    private static @Nullable String one(String field, @Nullable String inAddress, @Nullable String inBody) {
        if (inAddress != null && inBody != null) {
            throw Failure.invalid(field + " stands in the address and in the body");
        }
        return inAddress == null ? inBody : inAddress;
    }
}
