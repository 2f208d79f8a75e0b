package io.gatehouse.api.influx;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.domain.HealthCheck;
import com.influxdb.client.domain.OnboardingRequest;
import com.influxdb.client.domain.Ready;
import com.influxdb.client.service.ResourcesService;
import com.influxdb.exceptions.UnprocessableEntityException;
import io.gatehouse.api.Instance;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SystemClientTest {

    @Test
    void pingTellsTheVersionToEverybody() {
        try (InfluxDBClient stranger = JavaClient.with("nobody-issued-this")) {
            assertThat(stranger.ping()).isTrue();
            assertThat(stranger.version()).isEqualTo("v2.9.0");
        }
        given().get("/ping").then().statusCode(204).header("X-Influxdb-Build", equalTo("OSS"));
        given().head("/ping").then().statusCode(204);
    }

    @Test
    @SuppressWarnings("deprecation") // it is deprecated for ping, and still called
    void healthPasses() {
        try (InfluxDBClient stranger = JavaClient.with("nobody-issued-this")) {
            HealthCheck health = stranger.health();

            assertThat(health.getStatus()).isEqualTo(HealthCheck.StatusEnum.PASS);
            assertThat(health.getName()).isEqualTo("influxdb");
            assertThat(health.getMessage()).isEqualTo("ready for queries and writes");
            assertThat(health.getVersion()).isEqualTo("v2.9.0");
        }
    }

    @Test
    void readyTellsSinceWhen() {
        try (InfluxDBClient stranger = JavaClient.with("nobody-issued-this")) {
            Ready ready = stranger.ready();

            assertThat(ready.getStatus()).isEqualTo(Ready.StatusEnum.READY);
            assertThat(ready.getStarted()).isNotNull();
            assertThat(ready.getUp()).isNotBlank();
        }
    }

    @Test
    void resourcesAreTheTwentyThreeTypes() throws IOException {
        try (InfluxDBClient client = JavaClient.operator()) {
            List<String> types = client.getService(ResourcesService.class)
                    .getResources(null)
                    .execute()
                    .body();

            assertThat(types)
                    .hasSize(23)
                    .startsWith("authorizations", "buckets", "dashboards", "orgs")
                    .endsWith("replications", "instance");
        }
        given().get("/api/v2/resources").then().statusCode(401);
    }

    @Test
    void setupHappensOnce() {
        Instance.operator();

        try (InfluxDBClient stranger = JavaClient.with("nobody-issued-this")) {
            assertThat(stranger.isOnboardingAllowed()).isFalse();
            var again = new OnboardingRequest()
                    .username("second")
                    .password("password")
                    .org("second")
                    .bucket("second");
            assertThatThrownBy(() -> stranger.onBoarding(again))
                    .isInstanceOf(UnprocessableEntityException.class)
                    .hasMessageEndingWith("onboarding has already been completed");
        }
    }
}
