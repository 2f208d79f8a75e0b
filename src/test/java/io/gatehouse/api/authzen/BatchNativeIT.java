package io.gatehouse.api.authzen;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class BatchNativeIT extends BatchTest {}
