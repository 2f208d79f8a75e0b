package io.gatehouse.api.influx;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class ManyMembersNativeIT extends ManyMembersTest {}
