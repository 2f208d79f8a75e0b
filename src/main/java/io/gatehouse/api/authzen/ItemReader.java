package io.gatehouse.api.authzen;

import io.gatehouse.api.AskedSubject;
import io.gatehouse.decision.Action;
import io.gatehouse.decision.Context;
import io.gatehouse.decision.Resource;
import io.gatehouse.platform.Failure;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the questions of one batch, each completed by what stands beside them. That is read once for all questions which
 * leave it out: read for each of 10,000, some kilobytes of it became gigabytes.
 */
final class ItemReader {
    private static final List<String> REQUIRED = List.of("type", "id", "name");

    private final Part<AskedSubject> subject;
    private final Part<Action> action;
    private final Part<Resource> resource;
    private final Part<Context> context;
    private final Part<Boolean> explain;

    ItemReader(Fields request) {
        subject = new Part<>("subject", REQUIRED, request, QuestionReader::subject);
        action = new Part<>("action", REQUIRED, request, QuestionReader::action);
        resource = new Part<>("resource", REQUIRED, request, QuestionReader::resource);
        context = new Part<>("context", List.of(), request, QuestionReader::context);
        explain = new Part<>("context", List.of(), request, QuestionReader::explain);
    }

    Batch.Item read(Members item) {
        try {
            var question = new Question(
                    subject.of(item), action.of(item), resource.of(item), context.of(item), explain.of(item));
            return new Batch.Item(question, null);
        } catch (Failure failure) {
            return new Batch.Item(null, failure);
        }
    }

    /** What stands under one name, in the request and in its questions. */
    private static final class Part<T> {
        private final String name;
        private final List<String> required;
        private final Fields request;
        private final Function<Fields, T> reader;
        private @Nullable T shared;
        private @Nullable Failure failure;

        /** @param required fields that a question's own may leave out, if the request's has them */
        Part(String name, List<String> required, Fields request, Function<Fields, T> reader) {
            this.name = name;
            this.required = required;
            this.request = request;
            this.reader = reader;
        }

        /** @throws Failure INVALID */
        T of(Members item) {
            Object own = item.get(name);
            if (own == null) {
                return shared();
            }
            var alone = new Members();
            alone.add(name, complete(own));
            return reader.apply(Fields.of(alone));
        }

        private T shared() {
            if (failure != null) {
                throw failure;
            }
            if (shared == null) {
                try {
                    shared = reader.apply(request);
                } catch (Failure malformed) {
                    failure = malformed;
                    throw malformed;
                }
            }
            return shared;
        }

        private Object complete(Object own) {
            if (!(own instanceof Members object) || !(request.value(name) instanceof Members defaults)) {
                return own;
            }
            Members complete = object;
            for (String field : required) {
                Object fallback = defaults.get(field);
                if (object.get(field) == null && fallback != null) {
                    complete = complete.with(field, fallback);
                }
            }
            return complete;
        }
    }
}
