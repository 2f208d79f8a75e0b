package io.gatehouse.api.authzen;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ItemReaderTest {
    @Test
    void whatQuestionsLeaveOutIsReadOnceForAllOfThem() {
        var reader = new ItemReader(request("name", "read"));

        Question first = requireNonNull(reader.read(new Members()).question());
        Question second = requireNonNull(reader.read(new Members()).question());

        assertThat(second.subject()).isSameAs(first.subject());
        assertThat(second.action()).isSameAs(first.action());
        assertThat(second.resource()).isSameAs(first.resource());
        assertThat(second.context()).isSameAs(first.context());
        assertThat(first.resource().attributes()).containsEntry("color", "red");
    }

    @Test
    void whatIsWrongBesideTheQuestionsIsSaidOnceForAllOfThem() {
        var reader = new ItemReader(request("verb", "read"));

        assertThat(reader.read(new Members()).failure())
                .hasMessage("action.name is missing")
                .isSameAs(reader.read(new Members()).failure());
    }

    @Test
    void ownEntityTakesOnlyWhatItMustHaveFromTheOneBesideIt() {
        var reader = new ItemReader(request("name", "read"));

        Question question = requireNonNull(
                reader.read(members("resource", members("id", "2"))).question());

        assertThat(question.resource().type()).isEqualTo("doc");
        assertThat(question.resource().name()).isEqualTo("2");
        assertThat(question.resource().attributes()).isEmpty();
    }

    @Test
    void longNamesAreShortenedInErrors() {
        var reader = new ItemReader(request("name", "read"));
        var tags = members("properties", members("tags", members("t".repeat(5_000), List.of())));
        tags.add("type", "bucket");
        tags.add("id", "1");

        assertThat(reader.read(members("resource", tags)).failure())
                .hasMessage("resource.properties.tags." + "t".repeat(100) + "... must be a string");
    }

    @Test
    void whatIsTooLongIsNamed() {
        var reader = new ItemReader(request("name", "read"));

        for (var longest : Map.of(
                        "subject.type", 255,
                        "subject.id", 4096,
                        "action.name", 255,
                        "resource.type", 255,
                        "resource.id", 4096)
                .entrySet()) {
            String[] path = longest.getKey().split("\\.", -1);
            int length = longest.getValue();
            var fits = members(path[0], members(path[1], "x".repeat(length)));
            assertThat(reader.read(fits).failure()).as("%s", longest).isNull();
            var tooLong = members(path[0], members(path[1], "x".repeat(length + 1)));
            assertThat(reader.read(tooLong).failure())
                    .hasMessage(longest.getKey() + " is longer than " + length + " characters");
        }
    }

    private static Fields request(String action, String name) {
        Members subject = members("type", "user");
        subject.add("id", "ann");
        Members request = members("subject", subject);
        request.add("action", members(action, name));
        Members resource = members("type", "doc");
        resource.add("id", "1");
        resource.add("properties", members("color", "red"));
        request.add("resource", resource);
        return Fields.of(request);
    }

    private static Members members(String name, @Nullable Object value) {
        var members = new Members();
        members.add(name, value);
        return members;
    }
}
