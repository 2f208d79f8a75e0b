package io.gatehouse.api.influx;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class LargeDeletionNativeIT extends LargeDeletionTest {}
