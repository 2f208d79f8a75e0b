package io.gatehouse.api.influx;

import io.gatehouse.organization.Organization;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** An organization on the wire. */
record OrganizationResponse(
        Map<String, String> links,
        String id,
        String name,
        String description,
        String status,
        Instant createdAt,
        Instant updatedAt) {

    static OrganizationResponse from(Organization organization) {
        String self = "/api/v2/orgs/" + organization.id();
        return new OrganizationResponse(
                Links.of("self", self)
                        .and("buckets", "/api/v2/buckets?org=" + organization.name())
                        .and("dashboards", "/api/v2/dashboards?org=" + organization.name())
                        .and("labels", self + "/labels")
                        .and("logs", self + "/logs")
                        .and("members", self + "/members")
                        .and("owners", self + "/owners")
                        .and("secrets", self + "/secrets")
                        .and("tasks", "/api/v2/tasks?org=" + organization.name())
                        .map(),
                organization.id().toString(),
                organization.name(),
                organization.description(),
                Inputs.status(organization.active()),
                organization.createdAt(),
                organization.updatedAt());
    }

    /** A list of organizations on the wire. */
    record Many(Map<String, String> links, List<OrganizationResponse> orgs) {
        static Many from(List<Organization> organizations) {
            return new Many(
                    Links.of("self", "/api/v2/orgs").map(),
                    organizations.stream().map(OrganizationResponse::from).toList());
        }
    }
}
