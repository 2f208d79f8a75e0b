package io.gatehouse.api.authzen;

import io.gatehouse.api.AskedSubject;
import io.gatehouse.decision.Action;
import io.gatehouse.decision.Context;
import io.gatehouse.decision.Resource;
import io.gatehouse.decision.ResourceType;
import io.gatehouse.platform.Failure;
import java.util.HashSet;
import java.util.Set;

/** Reads questions in our vocabulary: what the standard leaves to each service. */
final class QuestionReader {
    /** As many characters as what rules match has at most; secrets have fewer. */
    private static final int LONGEST_ID = 4_096;

    /** Types and actions that are declared have at most 64. */
    private static final int LONGEST_WORD = 255;

    private static final String EXPLAIN = "explain";
    private static final String MEASUREMENT = "measurement";
    private static final String TAGS = "tags";
    private static final Set<String> BUCKETS = Set.of("bucket", ResourceType.BUCKETS.text(), "database");

    private QuestionReader() {}

    /**
     * Reads a request's four entities.
     *
     * @throws Failure INVALID, naming the field that is missing, too long or of the wrong type
     */
    static Question read(Fields request) {
        return new Question(subject(request), action(request), resource(request), context(request), explain(request));
    }

    static AskedSubject subject(Fields request) {
        Fields subject = request.object("subject");
        Fields properties = subject.objectOrEmpty("properties");
        Set<String> roles = properties.texts("roles");
        String role = properties.optionalText("role");
        if (role != null) {
            roles = new HashSet<>(roles);
            roles.add(role);
        }
        return AskedSubject.of(subject.text("type", LONGEST_WORD), subject.text("id", LONGEST_ID), roles);
    }

    static Action action(Fields request) {
        Fields action = request.object("action");
        return new Action(
                action.text("name", LONGEST_WORD),
                action.objectOrEmpty("properties").attributes(name -> true));
    }

    static Resource resource(Fields request) {
        Fields resource = request.object("resource");
        String type = resource.text("type", LONGEST_WORD);
        String id = resource.text("id", LONGEST_ID);
        Fields properties = resource.objectOrEmpty("properties");
        if (!BUCKETS.contains(type)) {
            return Resource.of(type, id, properties.attributes(name -> true));
        }
        return new Resource(
                ResourceType.BUCKETS.text(),
                id,
                properties.optionalText(MEASUREMENT),
                properties.textsByName(TAGS),
                properties.attributes(name -> !name.equals(MEASUREMENT)));
    }

    static Context context(Fields request) {
        return new Context(request.objectOrEmpty("context").attributes(name -> !name.equals(EXPLAIN)));
    }

    /** Whether the answer is to say why. */
    static boolean explain(Fields request) {
        return request.objectOrEmpty("context").flag(EXPLAIN);
    }
}
