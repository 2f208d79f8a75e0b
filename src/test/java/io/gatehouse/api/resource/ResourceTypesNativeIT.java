package io.gatehouse.api.resource;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class ResourceTypesNativeIT extends ResourceTypesTest {}
