package io.gatehouse.api;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class CrossSiteNativeIT extends CrossSiteTest {}
