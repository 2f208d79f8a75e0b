package io.gatehouse.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.openapi.runtime.io.Format;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ApiDescriptionTest {
    private static final Path ACTUAL = Path.of("target", "openapi.json");

    @Inject
    OpenApiDocumentService doors;

    @Test
    void isThatOfTheDoors() throws IOException {
        String actual = new String(doors.getDocument("<default>", Format.JSON), StandardCharsets.UTF_8) + "\n";
        Files.writeString(ACTUAL, actual);

        int port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
        String described = given().port(port)
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(described)
                .as("src/main/resources/io/gatehouse/api/openapi.json; what it should be is in %s", ACTUAL)
                .isEqualTo(actual);
    }
}
