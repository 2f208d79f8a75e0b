package io.gatehouse.user;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.UserId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.jspecify.annotations.NullUnmarked;

@Entity
@Table(name = "users")
@IdClass(UserEntity.Key.class)
@NullUnmarked
class UserEntity {
    record Key(long orgId, long id) {}

    @Id
    @Column(name = "org_id")
    long orgId;

    @Id
    long id;

    String name;
    String status;

    static UserEntity from(User user) {
        var entity = new UserEntity();
        entity.orgId = user.scope().organization();
        entity.id = user.id().value();
        entity.name = user.name();
        entity.status = user.active() ? "active" : "inactive";
        return entity;
    }

    User toUser() {
        return new User(new UserId(id), orgId == 0 ? null : new OrganizationId(orgId), name, status.equals("active"));
    }
}
