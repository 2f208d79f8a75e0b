package io.gatehouse.platform;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class RowLevelSecurityNativeIT extends RowLevelSecurityTest {}
