package io.gatehouse.organization;

import io.gatehouse.decision.OrganizationId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

@Entity
@Table(name = "organizations")
@NullUnmarked
class OrganizationEntity {
    @Id
    long id;

    String name;
    String description;
    String status;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    static OrganizationEntity from(Organization organization) {
        var entity = new OrganizationEntity();
        entity.id = organization.id().value();
        entity.name = organization.name();
        entity.description = organization.description();
        entity.status = organization.active() ? "active" : "inactive";
        entity.createdAt = organization.createdAt();
        entity.updatedAt = organization.updatedAt();
        return entity;
    }

    Organization toOrganization() {
        return new Organization(
                new OrganizationId(id), name, description, status.equals("active"), createdAt, updatedAt);
    }
}
