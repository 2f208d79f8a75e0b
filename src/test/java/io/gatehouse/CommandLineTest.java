package io.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.CommandLine.UsageException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CommandLineTest {
    private static final Set<String> KNOWN = Set.of("org", "user");

    @Test
    void optionsStandBehindASpaceOrAnEqualsSign() {
        assertThat(parse("setup", "--org", "My Org", "--user=a=b").options())
                .isEqualTo(Map.of("org", "My Org", "user", "a=b"));
    }

    @Test
    void nothingIsNeeded() {
        assertThat(parse("setup").options()).isEmpty();
    }

    @Test
    void whatIsNotKnownIsRefusedAndNotRepeated() {
        for (String word : new String[] {"--password=hunter2", "hunter2", "-hunter2"}) {
            assertThatThrownBy(() -> parse("setup", word))
                    .isInstanceOf(UsageException.class)
                    .hasMessage("`setup` takes no such argument");
        }
    }

    @Test
    void serveTakesOptionsOfTheVirtualMachineAlone() {
        for (String[] args : new String[][] {{}, {"serve"}, {"serve", "-Xms300m"}, {"serve", "-Xmn8m", "-XX:+Foo"}}) {
            assertThatCode(() -> ServeCommand.check(args)).doesNotThrowAnyException();
        }
        for (String word : new String[] {"--port", "9090", "--help", "-D", "migrate"}) {
            assertThatThrownBy(() -> ServeCommand.check(new String[] {"serve", "-Xms300m", word}))
                    .isInstanceOf(UsageException.class)
                    .hasMessage("`serve` takes no such argument");
        }
    }

    @Test
    void missingValueIsRefused() {
        assertThatThrownBy(() -> parse("setup", "--org"))
                .isInstanceOf(UsageException.class)
                .hasMessage("--org needs a value");
    }

    private static CommandLine parse(String... args) {
        return CommandLine.parse(args, KNOWN);
    }
}
