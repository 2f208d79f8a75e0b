package io.gatehouse.organization;

import io.gatehouse.decision.OrganizationId;
import java.time.Instant;

/**
 * A tenant: the boundary that no decision, token or rule crosses.
 *
 * @param active false: suspended; its data stays, every decision and every credential of it is refused
 */
public record Organization(
        OrganizationId id, String name, String description, boolean active, Instant createdAt, Instant updatedAt) {}
