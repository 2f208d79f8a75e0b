package io.gatehouse.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gatehouse.platform.OwnedTables;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bodies that cannot be meant: each is refused in the dialect of its door, and nothing is written. */
@QuarkusTest
class MalformedBodiesTest {
    private static final int MOST_LEVELS = 10_000;

    private final OwnedTables tables = OwnedTables.ofThisProgram();
    private final List<String> flaws = new ArrayList<>();
    private List<Operation> operations = List.of();
    private Map<String, String> before = Map.of();

    @BeforeEach
    void rememberWhatThereIs() throws Exception {
        operations = Operation.all();
        before = tables.state();
    }

    @Test
    void whatIsNoJsonObjectIsRefused() throws Exception {
        for (Operation operation : operations) {
            for (Map.Entry<String, byte[]> malformed : malformed(operation).entrySet()) {
                expectRefusal(operation, malformed.getKey(), operation.request().json(malformed.getValue()), "");
            }
        }
        expectNothingWritten();
    }

    @Test
    void wrongTypeInAnyFieldIsRefusedByItsName() throws Exception {
        for (Operation operation : operations) {
            ObjectNode body = operation.json();
            eachField(body, (parent, field) -> {
                for (JsonNode wrong : othersThan(get(parent, field))) {
                    String name = parent instanceof ObjectNode ? field : "";
                    expectRefusal(operation, field + ": " + wrong, with(operation, body, parent, field, wrong), name);
                }
            });
        }
        expectNothingWritten();
    }

    @Test
    void nullInAnyFieldIsAnsweredInTheDialect() {
        for (Operation operation : operations) {
            ObjectNode body = operation.json();
            eachField(
                    body,
                    (parent, field) -> expectAnswer(
                            operation, field + ": null", with(operation, body, parent, field, body.nullNode())));
        }
        assertThat(flaws).isEmpty();
    }

    @Test
    void strangeTextInAnyFieldIsAnsweredInTheDialect() {
        List<String> strange = List.of(
                "\0",
                "long enough\0",
                "a\nb\tc",
                "a\"b'c\\d",
                "\ud800",
                "x".repeat(10_000),
                "1s".repeat(100_000),
                "-",
                "+1000000000-12-31T23:59:59.999999999Z",
                "-1000000000-01-01T00:00:00Z",
                "\u202e\ufeff%00",
                "");
        for (Operation operation : operations) {
            ObjectNode body = operation.json();
            eachField(body, (parent, field) -> {
                if (get(parent, field) instanceof TextNode) {
                    for (String text : strange) {
                        expectAnswer(
                                operation,
                                field + ": " + text.substring(0, Math.min(20, text.length())),
                                with(operation, body, parent, field, TextNode.valueOf(text)));
                    }
                }
            });
        }
        assertThat(flaws).isEmpty();
    }

    @Test
    void timeThatRfc3339CannotWriteIsRefusedByItsName() throws Exception {
        List<String> times = List.of(
                "+999999999-01-01T00:00:00Z",
                "-999999999-01-01T00:00:00Z",
                "+10000-01-01T00:00:00Z",
                "-0001-12-31T23:59:59Z",
                "-5000-01-01T00:00:00Z",
                "9999-12-31T23:59:59-00:01");
        List<Operation> timed = operations.stream()
                .filter(operation -> operation.json().has("expiresAt"))
                .toList();
        assertThat(timed).hasSize(3);
        for (Operation operation : timed) {
            ObjectNode body = operation.json();
            for (String time : times) {
                expectRefusal(
                        operation, time, with(operation, body, body, "expiresAt", TextNode.valueOf(time)), "expiresAt");
            }
        }
        expectNothingWritten();
    }

    @Test
    void namesThatCannotBePrintedOrStoredAreRefused() throws Exception {
        List<String> names = List.of("\0", "a\0b", "a\nb", "a\"b", "\ud800", "a\udfffb", "x".repeat(10_000), " ");
        for (Operation operation : operations) {
            ObjectNode body = operation.json();
            for (String field : List.of("name", "rp")) {
                boolean isKept = field.equals("name") || operation.method().equals("POST");
                if (body.has(field) && isKept) {
                    for (String name : names) {
                        expectRefusal(
                                operation,
                                field + ": " + name,
                                with(operation, body, body, field, TextNode.valueOf(name)),
                                field);
                    }
                }
            }
        }
        expectNothingWritten();
    }

    @Test
    void compressedBodyIsRefusedAndNotReadAsIfItWerePlain() throws Exception {
        for (Operation operation : operations) {
            String what = "a body of another encoding";
            byte[] body = operation.json().toString().getBytes(UTF_8);
            for (String encoding : List.of("gzip", "br")) {
                expectRefusal(operation, what, encoded(operation, encoding).json(body), "Content-Encoding");
                expectRefusal(
                        operation, what, encoded(operation, encoding).json(body).chunked(), "Content-Encoding");
            }
        }
        expectNothingWritten();
    }

    @Test
    void bodyAboveTheLimitIsTooLargeHoweverItIsSent() throws Exception {
        for (Operation operation : operations) {
            byte[] slightlyAbove = padded(operation, operation.limit() + 1);
            expectTooLarge(operation, operation.request().json(slightlyAbove));
            expectTooLarge(operation, operation.request().json(slightlyAbove).chunked());
        }
        expectNothingWritten();
    }

    @Test
    void bodyFarAboveTheLimitIsTooLargeHoweverItIsSent() throws Exception {
        for (Operation operation : List.of(operations.get(0), operations.get(operations.size() - 1))) {
            byte[] farAbove = padded(operation, 20 * operation.limit());
            expectTooLarge(operation, operation.request().json(farAbove));
            expectTooLarge(operation, operation.request().json(farAbove).chunked());
        }
        expectNothingWritten();
    }

    @Test
    void contentOfAnotherTypeIsRefused() throws Exception {
        for (Operation operation :
                operations.stream().filter(Operation::mindsContentType).toList()) {
            for (String type :
                    List.of("text/plain", "application/xml", "application/octet-stream", "nonsense", "a/b/c")) {
                var request = operation.request().json(operation.body()).header("Content-Type", type);
                expectRefusal(operation, type, request, type.matches("\\w+/[\\w-]+") ? "Content-Type" : "");
            }
        }
        expectNothingWritten();
    }

    private static Map<String, byte[]> malformed(Operation operation) {
        String body = operation.body();
        String first = operation.json().fieldNames().next();
        Map<String, String> malformed = new LinkedHashMap<>();
        for (String text : List.of(
                "{",
                "}",
                "[",
                "[]",
                "[{}]",
                "1",
                "\"text\"",
                "true",
                "nul",
                "{\"name\":",
                "{'name': 'x'}",
                "{name: 1}",
                "{\"name\": NaN}",
                "{\"name\": \"x\",}",
                "{\"name\": 01}",
                "{} // comment",
                "\0",
                "{\"name\": \"\n\"}",
                "{\"name\": \"\\x\"}")) {
            malformed.put(text, text);
        }
        if (!operation.bodyOptional()) {
            malformed.put("nothing", "");
            malformed.put("blank", " \n");
            malformed.put("null", "null");
        }
        malformed.put("truncated", body.substring(0, body.length() / 2));
        malformed.put("without its end", body.substring(0, body.length() - 1));
        malformed.put("twice", body + body);
        malformed.put("trailing garbage", body + " x");
        malformed.put("trailing bracket", body + "]");
        malformed.put(
                "duplicate",
                body.substring(0, body.length() - 1) + ", \"" + first + "\": "
                        + operation.json().get(first) + "}");
        malformed.put("deep arrays", "[".repeat(MOST_LEVELS));
        malformed.put(
                "deep in a field", "{\"" + first + "\": " + "[".repeat(MOST_LEVELS) + "]".repeat(MOST_LEVELS) + "}");
        malformed.put("deep objects", "{\"x\": ".repeat(MOST_LEVELS) + "1" + "}".repeat(MOST_LEVELS));
        Map<String, byte[]> bytes = malformed.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().getBytes(StandardCharsets.UTF_8),
                        (one, other) -> one,
                        LinkedHashMap::new));
        bytes.put("no UTF-8", join("{\"" + first + "\": \"", new byte[] {(byte) 0xC3, '('}, "\"}"));
        bytes.put("half a character", join("{\"" + first + "\": \"", new byte[] {(byte) 0xE2, (byte) 0x82}, "\"}"));
        bytes.put("no text", new byte[] {(byte) 0xFF, (byte) 0xFE, (byte) 0xFD, 1, 2, 3});
        return bytes;
    }

    private static byte[] join(String start, byte[] middle, String end) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(start.getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(middle);
        bytes.writeBytes(end.getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    /** The operation's body with a field that nobody knows, so long that the whole has this many bytes. */
    private static byte[] padded(Operation operation, int length) {
        String start = operation.body().substring(0, operation.body().length() - 1) + ", \"padding\": \"";
        return (start + "x".repeat(length - start.length() - 2) + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    /** Visits every field, and every element of an array, however deep. */
    private static void eachField(ContainerNode<?> node, BiConsumer<ContainerNode<?>, String> visitor) {
        List<String> fields = new ArrayList<>();
        node.fieldNames().forEachRemaining(fields::add);
        for (int i = 0; i < node.size() && node instanceof ArrayNode; i++) {
            fields.add(Integer.toString(i));
        }
        for (String field : fields) {
            visitor.accept(node, field);
            if (get(node, field) instanceof ContainerNode<?> inner) {
                eachField(inner, visitor);
            }
        }
    }

    private static JsonNode get(ContainerNode<?> parent, String field) {
        return parent instanceof ArrayNode ? parent.get(Integer.parseInt(field)) : parent.get(field);
    }

    private static void set(ContainerNode<?> parent, String field, JsonNode value) {
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(field), value);
        } else {
            ((ObjectNode) parent).set(field, value);
        }
    }

    /** A request with the body, in which one value is another for the while. */
    private static RawRequest with(
            Operation operation, ObjectNode body, ContainerNode<?> parent, String field, JsonNode value) {
        JsonNode original = get(parent, field);
        set(parent, field, value);
        try {
            return operation.request().json(Operation.JSON.writeValueAsBytes(body));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        } finally {
            set(parent, field, original);
        }
    }

    private static List<JsonNode> othersThan(JsonNode value) {
        return Stream.of("7", "1.5", "99999999999999999999", "\"text\"", "true", "[]", "[[]]", "{}")
                .map(MalformedBodiesTest::parse)
                .filter(other -> other.getNodeType() != value.getNodeType() || (value.isInt() && !other.isInt()))
                .toList();
    }

    private static JsonNode parse(String json) {
        try {
            return Operation.JSON.readTree(json);
        } catch (IOException impossible) {
            throw new IllegalArgumentException(json, impossible);
        }
    }

    private static RawRequest encoded(Operation operation, String encoding) {
        return operation.request().header("Content-Encoding", encoding);
    }

    private void expectRefusal(Operation operation, String what, RawRequest request, String named) {
        RawAnswer answer = request.send();
        String flaw = answer.flawAsRefusal(operation.path());
        if (flaw == null && !answer.body().contains(named)) {
            flaw = "does not name " + named;
        }
        note(operation, what, answer, flaw);
    }

    private void expectAnswer(Operation operation, String what, RawRequest request) {
        RawAnswer answer = request.send();
        note(operation, what, answer, answer.status() < 400 ? null : answer.flawAsRefusal(operation.path()));
    }

    private void expectTooLarge(Operation operation, RawRequest request) {
        RawAnswer answer = request.send();
        String flaw = answer.flawAsRefusal(operation.path());
        note(operation, "too large", answer, answer.status() == 413 ? flaw : "is not 413");
    }

    private void note(Operation operation, String what, RawAnswer answer, @Nullable String flaw) {
        if (flaw != null) {
            flaws.add(operation + " with " + what + ": the answer " + answer + " " + flaw);
        }
    }

    private void expectNothingWritten() throws Exception {
        assertThat(flaws).isEmpty();
        assertThat(tables.state()).isEqualTo(before);
    }
}
