package io.gatehouse.api;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class Http2NativeIT extends Http2Test {}
