package io.gatehouse.api.resource;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class SubjectTypesNativeIT extends SubjectTypesTest {}
