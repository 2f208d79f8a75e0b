package io.gatehouse.decision;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The right to do one action to the resources of one type: everywhere, in one organization, or to one of them.
 *
 * <p>{@code id} names one resource of InfluxDB's types, {@code name} one resource that has no id of ours: a database of
 * the Enterprise model, or a resource of a declared type. Both absent means all of the type.
 *
 * @param organization absent: all organizations (only operators may hold such a permission)
 */
public record Permission(
        String action,
        String type,
        @Nullable OrganizationId organization,
        @Nullable Long id,
        @Nullable String name) {

    public static final String READ = "read";
    public static final String WRITE = "write";

    /** The type that stands for every type; held by the first user's session only. */
    public static final String INSTANCE = "instance";

    public Permission {
        if (action.isEmpty() || type.isEmpty()) {
            throw new IllegalArgumentException("a permission needs an action and a resource type");
        }
        if (id != null && name != null) {
            throw new IllegalArgumentException("a permission names a resource by id or by name, not by both");
        }
    }

    /** See {@link TextHash}: thousands of them are told apart by it, and tenants choose their names. */
    @Override
    public int hashCode() {
        int hash = 31 * (31 * action.hashCode() + type.hashCode()) + Objects.hashCode(organization);
        return 31 * (31 * hash + Objects.hashCode(id)) + (name == null ? 0 : TextHash.of(name));
    }

    /** On every resource of the type, in every organization. */
    public static Permission everywhere(String action, String type) {
        return new Permission(action, type, null, null, null);
    }

    /** On every resource of the type in one organization. */
    public static Permission in(OrganizationId organization, String action, String type) {
        return new Permission(action, type, organization, null, null);
    }

    /** On one resource, whichever organization it belongs to. */
    public static Permission on(String action, String type, long id) {
        return new Permission(action, type, null, id, null);
    }

    /** On one resource of one organization. */
    public static Permission on(OrganizationId organization, String action, String type, long id) {
        return new Permission(action, type, organization, id, null);
    }

    /** On one resource that is known by its name only. */
    public static Permission named(OrganizationId organization, String action, String type, String name) {
        return new Permission(action, type, organization, null, name);
    }

    /**
     * Whether holding this permission satisfies the need for the other.
     *
     * <p>Source: InfluxDB v2, {@code authz.go}, {@code matchesV1}. Other than there, a permission on one resource
     * that names an organization is not satisfied by a need that names another one.
     */
    public boolean satisfies(Permission asked) {
        Permission need = asked.asAsked();
        if (!action.equals(need.action)) {
            return false;
        }
        if (type.equals(INSTANCE)) {
            return true;
        }
        if (!type.equals(need.type)) {
            return false;
        }
        if (id != null) {
            return id.equals(need.id) && sameOrganization(need);
        }
        if (name != null) {
            return name.equals(need.name) && sameOrganization(need);
        }
        return organization == null || organization.equals(need.organization);
    }

    /**
     * The need as InfluxDB has it: it asks about one organization or one user without saying in which organization, so
     * that a permission on all users "of an organization" is none on any of them. To name one does not narrow it.
     */
    Permission asAsked() {
        return organization != null && id != null && isAskedAlone(type) ? on(action, type, id) : this;
    }

    static boolean isAskedAlone(String type) {
        return type.equals(ResourceType.ORGS.text()) || type.equals(ResourceType.USERS.text());
    }

    private boolean sameOrganization(Permission need) {
        return organization == null || need.organization == null || organization.equals(need.organization);
    }

    /** As InfluxDB prints it in its errors: {@code write:orgs/<org>/buckets/<id>}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(action).append(':');
        if (organization != null) {
            text.append("orgs/").append(organization).append('/');
        }
        text.append(type);
        if (id != null) {
            text.append('/').append(Id.print(id));
        }
        if (name != null) {
            text.append('/').append(name);
        }
        return text.toString();
    }
}
