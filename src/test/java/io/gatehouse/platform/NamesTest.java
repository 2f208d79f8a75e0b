package io.gatehouse.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "_a", "my org", "größe", "数据", "\ud83d\ude00", "a'b", "a\\b", "a/b", "%", "<b>"})
    void printableNamesAreAccepted(String name) {
        assertThat(Names.requireName("field", name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\t",
                "\u2003",
                "a\0",
                "a\nb",
                "a\u007fb",
                "a\u0085b",
                "a\"b",
                "\ud83d",
                "\ude00\ud83d",
                "a\ud800b"
            })
    void otherNamesAreRefusedByTheirField(String name) {
        assertThatThrownBy(() -> Names.requireName("field", name))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("field ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "a\"b", "\t", "\ud83d\ude00"})
    void textMayHoldLinesAndQuotes(String text) {
        assertThat(Names.requireText("field", text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "a\0b", "\ud83d", "a\ude00"})
    void textThatCannotBeStoredIsRefused(String text) {
        assertThatThrownBy(() -> Names.requireText("field", text)).isInstanceOf(Failure.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {255, 4096})
    void lengthIsBounded(int longest) {
        String name = "x".repeat(longest);
        if (longest == 255) {
            assertThat(Names.requireName("field", name)).isEqualTo(name);
            assertThatThrownBy(() -> Names.requireName("field", name + "x")).hasMessageContaining("255");
        }
        assertThat(Names.requireText("field", name)).isEqualTo(name);
        assertThatThrownBy(() -> Names.requireText("field", name + "x".repeat(4097 - longest)))
                .hasMessageContaining("4096");
    }
}
