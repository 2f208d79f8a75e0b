package io.gatehouse.api.series;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a query wants to touch.
 *
 * @param measurement absent: every measurement
 */
@RegisterForReflection
record PredicateRequest(
        @Nullable String action,
        @Nullable String measurement,
        @Nullable Map<String, @Nullable String> context,
        @JsonProperty("subject_type") @Nullable String subjectType,
        @JsonProperty("subject_id") @Nullable String subjectId) {}
