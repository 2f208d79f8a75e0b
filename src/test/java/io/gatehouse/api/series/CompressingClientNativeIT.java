package io.gatehouse.api.series;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class CompressingClientNativeIT extends CompressingClientTest {}
