package io.gatehouse.api.meta;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class BucketOwnersNativeIT extends BucketOwnersTest {}
