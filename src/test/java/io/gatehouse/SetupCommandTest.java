package io.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
}
