package io.gatehouse.api.meta;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class LongListsNativeIT extends LongListsTest {}
