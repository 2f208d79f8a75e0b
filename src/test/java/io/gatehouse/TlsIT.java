package io.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.platform.TestDatabase;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program behind a certificate of its own. */
class TlsIT {
    private static final String PASSWORD = "of-the-key-store";

    @TempDir
    Path folder;

    @Test
    void doorsAreOpenOverTls() throws Exception {
        Path keys = folder.resolve("keys.p12");
        makeCertificate(keys);
        String port = RunningGatehouse.freePort();
        Map<String, String> configuration = new HashMap<>(TestDatabase.create());
        configuration.put("quarkus.http.ssl-port", port);
        configuration.put("quarkus.http.ssl.certificate.key-store-file", keys.toString());
        configuration.put("quarkus.http.ssl.certificate.key-store-password", PASSWORD);
        try (RunningGatehouse gatehouse = RunningGatehouse.with(configuration)) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/api/v2/setup"))
                    .build();

            HttpResponse<String> answer = trusting(keys).send(request, HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).as(gatehouse.log()).isEqualTo(200);
            assertThat(answer.sslSession())
                    .hasValueSatisfying(
                            session -> assertThat(session.getProtocol()).isEqualTo("TLSv1.3"));
        }
    }

    private static void makeCertificate(Path keys) throws Exception {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process process = new ProcessBuilder(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias",
                        "gatehouse",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        keys.toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
    }

    private static HttpClient trusting(Path keys) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream bytes = Files.newInputStream(keys)) {
            store.load(bytes, PASSWORD.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("gatehouse", store.getCertificate("gatehouse"));
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }
}
