package io.gatehouse.audit;

import io.gatehouse.decision.UserId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One change of one entity.
 *
 * @param sequence counts up in the order of changes, with gaps
 * @param version of the organization's policy that the change made
 * @param action {@code create}, {@code update} or {@code delete}
 * @param kind as the triggers name it: {@code organization}, {@code bucket}, {@code user}, {@code password},
 *     {@code membership}, {@code token}, {@code secret}, {@code role}, {@code restriction}, {@code grant},
 *     {@code resource_type}, {@code resource} or {@code subject_type}
 * @param entityId of the entity; for a password or membership the user's, for a secret the token's
 * @param credential with which it was done, by name: {@code token <id>}, {@code user <id>}, {@code password},
 *     {@code setup}, {@code operator-token command}, or {@code database role <name>} where it was not Gatehouse
 * @param before absent: it was not there; without secrets
 * @param after absent: it is gone; without secrets
 */
public record AuditEvent(
        long sequence,
        Instant at,
        long version,
        String action,
        String kind,
        String entityId,
        String credential,
        @Nullable UserId user,
        @Nullable String address,
        @Nullable Map<String, Object> before,
        @Nullable Map<String, Object> after) {}
