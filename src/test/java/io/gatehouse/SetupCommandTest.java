package io.gatehouse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which password {@code setup} sets. */
class SetupCommandTest {
    private static final String PASSWORD = "gatehouse.setup.password";

    @Test
    void passwordOfASettingIsTakenAsItStands() throws IOException {
        for (String password : List.of(
                "pa$$word-1",
                "pa$word-1",
                "pa\\$word-1",
                "${java.version}",
                "${nowhere}",
                "${" + PASSWORD + "}",
                "${",
                " $ ")) {
            System.setProperty(PASSWORD, password);
            try {
                assertThat(SetupCommand.password(new CommandLine(Map.of()), StartConfig.read()))
                        .isEqualTo(password);
            } finally {
                System.clearProperty(PASSWORD);
            }
        }
    }

    @Test
    void whoeverIsWaitedForIsTold() throws IOException {
        var messages = new ByteArrayOutputStream();

        assertThat(SetupCommand.line(typedLater("long enough\n"), new PrintStream(messages, true, UTF_8)))
                .isEqualTo("long enough");

        assertThat(messages.toString(UTF_8).lines())
                .singleElement()
                .asString()
                .startsWith("gatehouse: reading the password from the standard input");
    }

    @Test
    void passwordThatIsThereIsReadWithoutAWord() throws IOException {
        var messages = new ByteArrayOutputStream();

        assertThat(SetupCommand.line(
                        new ByteArrayInputStream("long enough\nmore\n".getBytes(UTF_8)),
                        new PrintStream(messages, true, UTF_8)))
                .isEqualTo("long enough");

        assertThat(messages.toString(UTF_8)).isEmpty();
    }

    /** As a terminal gives it: nothing is there until it is read. */
    private static InputStream typedLater(String text) {
        return new FilterInputStream(new ByteArrayInputStream(text.getBytes(UTF_8))) {
            @Override
            public int available() {
                return 0;
            }
        };
    }
}
