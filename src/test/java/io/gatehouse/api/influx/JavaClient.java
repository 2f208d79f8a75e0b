package io.gatehouse.api.influx;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.domain.Organization;
import com.influxdb.client.domain.User;
import io.gatehouse.api.Instance;
import io.restassured.RestAssured;
import java.util.UUID;

/** InfluxData's own Java library, connected to the running program. */
final class JavaClient {
    /** An id that is well-formed and nobody's. */
    static final String UNKNOWN = "020f755c3c082000";

    private JavaClient() {}

    static InfluxDBClient operator() {
        return with(Instance.operator());
    }

    static InfluxDBClient with(String secret) {
        return InfluxDBClientFactory.create(url(), secret.toCharArray());
    }

    /** By session. */
    static InfluxDBClient signedIn(String name, String password) {
        return InfluxDBClientFactory.create(url(), name, password.toCharArray());
    }

    static Organization newOrganization(InfluxDBClient client) {
        return client.getOrganizationsApi().createOrganization(unique("team"));
    }

    static User newUser(InfluxDBClient client) {
        return client.getUsersApi().createUser(unique("user"));
    }

    static String unique(String name) {
        return name + "-" + UUID.randomUUID();
    }

    private static String url() {
        return RestAssured.baseURI + ":" + RestAssured.port;
    }
}
