package io.gatehouse.api.subject;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class SubjectAccessNativeIT extends SubjectAccessTest {}
