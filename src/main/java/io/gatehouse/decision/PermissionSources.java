package io.gatehouse.decision;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds all permissions that let a subject do an action on a bucket, where a decision stops at the first. */
final class PermissionSources {
    /** What stands for everything that administrators have. */
    private static final String ADMINISTRATOR = "administrator";

    private final Question.Facts facts;
    private final OrganizationId organization;
    private final List<PermissionSource> sources = new ArrayList<>();

    private PermissionSources(Question.Facts facts) {
        this.facts = facts;
        this.organization = facts.snapshot().organization();
    }

    static List<PermissionSource> of(Question.Facts facts) {
        var found = new PermissionSources(facts);
        Token token = facts.asker().token();
        if (token == null) {
            found.addUsers(facts.asker());
        } else {
            found.addTokens(token);
        }
        return found.sources;
    }

    private void addTokens(Token token) {
        if (facts.asker().administers(organization, facts.target())) {
            add(PermissionSource.Kind.TOKEN, ADMINISTRATOR, null, null);
        }
        addCovering(token.permissions(), PermissionSource.Kind.TOKEN, null);
    }

    private void addUsers(Asker asker) {
        Member member = asker.member();
        if (member != null) {
            if (asker.administers(organization, facts.target())) {
                boolean owner = member.user().owner();
                add(
                        owner ? PermissionSource.Kind.MEMBERSHIP : PermissionSource.Kind.USER,
                        ADMINISTRATOR,
                        owner ? null : NamedPermission.CLUSTER_WIDE,
                        null);
            }
            addNamed(member.rights(), PermissionSource.Kind.USER, null);
            addCovering(member.memberships(), PermissionSource.Kind.MEMBERSHIP, null);
        }
        asker.roles().forEach(this::addRole);
        asker.added().forEach(this::addRole);
    }

    private void addRole(HeldRole role) {
        addNamed(role.rights(), PermissionSource.Kind.ROLE, role.name().name());
        addCovering(role.declared(), PermissionSource.Kind.ROLE, role.name().name());
    }

    private void addNamed(DatabaseRights rights, PermissionSource.Kind kind, @Nullable String role) {
        for (String database : rights.covering(facts.action().name(), facts.target())) {
            String permission = facts.action().name().equals(Permission.READ)
                    ? NamedPermission.READ_DATA.text()
                    : NamedPermission.WRITE_DATA.text();
            add(kind, permission, database, role);
        }
    }

    private void addCovering(PermissionSet held, PermissionSource.Kind kind, @Nullable String role) {
        Target target = facts.target();
        for (Permission permission : held.list()) {
            boolean covers = PermissionSet.of(List.of(permission))
                    .covers(
                            target.ours() ? organization : null,
                            facts.action().name(),
                            target.type(),
                            target.id(),
                            target.name());
            if (covers) {
                add(kind, permission.toString(), null, role);
            }
        }
    }

    private void add(PermissionSource.Kind kind, String permission, @Nullable String database, @Nullable String role) {
        sources.add(new PermissionSource(kind, permission, database, role));
    }
}
