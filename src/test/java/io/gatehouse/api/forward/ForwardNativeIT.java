package io.gatehouse.api.forward;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class ForwardNativeIT extends ForwardTest {}
