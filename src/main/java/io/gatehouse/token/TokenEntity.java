package io.gatehouse.token;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.decision.TokenId;
import io.gatehouse.decision.UserId;
import io.gatehouse.user.User;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Formula;
import org.jspecify.annotations.NullUnmarked;

@Entity
@Table(name = "tokens")
@IdClass(TokenEntity.Key.class)
@NullUnmarked
class TokenEntity {
    record Key(long orgId, long id) {}

    @Id
    @Column(name = "org_id")
    long orgId;

    @Id
    long id;

    @Column(name = "user_org_id", updatable = false)
    long userOrgId;

    @Column(name = "user_id", updatable = false)
    long userId;

    String status;
    String description;

    @ColumnTransformer(read = "cast(permissions as text)", write = "cast(? as jsonb)")
    @Column(updatable = false)
    String permissions;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Formula("(select u.last_used_at from token_usage u where u.org_id = org_id and u.token_id = id)")
    Instant lastUsedAt;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    static TokenEntity from(Authorization authorization, User user) {
        var entity = from(authorization);
        entity.userOrgId = user.scope().organization();
        return entity;
    }

    static TokenEntity from(Authorization authorization) {
        var entity = new TokenEntity();
        entity.orgId = authorization.organization().value();
        entity.id = authorization.id().value();
        entity.userId = authorization.user().value();
        entity.status = authorization.active() ? "active" : "inactive";
        entity.description = authorization.description();
        entity.permissions = StoredPermissions.print(authorization.permissions());
        entity.expiresAt = authorization.expiresAt();
        entity.createdAt = authorization.createdAt();
        entity.updatedAt = authorization.updatedAt();
        return entity;
    }

    Authorization toAuthorization() {
        return new Authorization(
                new TokenId(id),
                new OrganizationId(orgId),
                new UserId(userId),
                status.equals("active"),
                description,
                StoredPermissions.parse(permissions),
                expiresAt,
                lastUsedAt,
                createdAt,
                updatedAt);
    }
}
