package io.gatehouse.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpanRedactionTest {
    @Test
    void secretsOfAnAddressAreTakenOut() {
        assertThat(SpanRedaction.redact("/api/v2/authorizations/gth_0aB9/rotate"))
                .isEqualTo("/api/v2/authorizations/redacted/rotate");
        assertThat(SpanRedaction.redact("http://user:pass@host:8086/write?u=a&p=b"))
                .isEqualTo("http:redactedhost:8086/writeredacted");
    }

    @Test
    void ordinaryAddressStays() {
        assertThat(SpanRedaction.redact("/api/v2/orgs/0a1b2c3d4e5f6071")).isEqualTo("/api/v2/orgs/0a1b2c3d4e5f6071");
    }
}
