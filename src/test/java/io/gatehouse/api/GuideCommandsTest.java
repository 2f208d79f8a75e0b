package io.gatehouse.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.api.meta.Meta;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The vendor guide's own commands, in its order, run by {@code sh} and {@code curl}. Only the port is another, and the
 * ids of rules are filled in as the guide says: from the list before.
 */
@QuarkusTest
class GuideCommandsTest {
    private static final Path GUIDE = Path.of("src/test/resources/guide/fine-grained-authorization.txt");
    private static final Pattern STATUS = Pattern.compile("(?m)^status: (\\d{3})$");
    private static final Pattern ID = Pattern.compile("\"id\": *\"([0-9a-f]{16})\"");

    /** curl reads its settings from there, so that the commands can stay as they are. */
    @TempDir
    Path home;

    private String listed = "";

    @Test
    void everyCommandWorksAsPrinted() throws Exception {
        assumeTrue(isThere("curl"), "curl is not there");
        Files.writeString(home.resolve(".curlrc"), "write-out = \"%{stderr}\\nstatus: %{http_code}\\n\"\n");
        Meta meta = Meta.create("guide", "admin-username");
        SoftAssertions assertions = new SoftAssertions();

        for (String block : Files.readString(GUIDE).split("\n\n", -1)) {
            if (block.startsWith("#: ") || block.startsWith("#+ ")) {
                run(assertions, block);
            } else {
                block.lines().filter(line -> line.startsWith("#? ")).forEach(line -> ask(assertions, meta, line));
            }
        }

        assertions.assertAll();
    }

    private void run(SoftAssertions assertions, String block) {
        int end = block.indexOf('\n');
        String command = block.substring(end + 1);
        String output = execute(command.replaceAll("<(restriction|grant)_id>", firstId()));
        if (command.contains("-XGET")) {
            listed = output;
        }
        List<String> statuses = new ArrayList<>();
        Matcher status = STATUS.matcher(output);
        while (status.find()) {
            statuses.add(status.group(1));
        }
        assertions
                .assertThat(String.join(" ", statuses))
                .as("%s\n%s", command, output)
                .isEqualTo(block.substring("#: ".length(), end));
    }

    private static void ask(SoftAssertions assertions, Meta meta, String line) {
        String[] words = line.split(" ", 3);
        AccessQuestion question = AccessQuestion.parse(words[2]);
        assertions
                .assertThat(meta.may(question.subject(), question.action(), question.resource()))
                .as(line)
                .isEqualTo(words[1].equals("yes"));
    }

    /** The first rule of the list that was shown before. */
    private String firstId() {
        Matcher id = ID.matcher(listed);
        return id.find() ? id.group(1) : "none";
    }

    /** Without jq, which only makes it easier to read, where it is not there. */
    private String execute(String command) {
        String here = command.replace("http://localhost:8091", RestAssured.baseURI + ":" + RestAssured.port)
                .replace(" | jq", isThere("jq") ? " | jq" : "");
        try {
            ProcessBuilder builder = new ProcessBuilder("sh", "-c", here).redirectErrorStream(true);
            builder.environment().put("HOME", home.toString());
            builder.environment().put("CURL_HOME", home.toString());
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            return output;
        } catch (IOException e) {
            throw new IllegalStateException(here, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(here, e);
        }
    }

    private static boolean isThere(String program) {
        return List.of(System.getenv().getOrDefault("PATH", "").split(":", -1)).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
