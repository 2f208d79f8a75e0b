package io.gatehouse.api.audit;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class AuditNativeIT extends AuditTest {}
