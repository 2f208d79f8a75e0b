package io.gatehouse.decision;

import java.util.Map;
import java.util.Set;

/** Everything that decisions about one organization depend on, compiled and immutable. */
public final class PolicySnapshot {
    private final OrganizationId organization;
    private final long version;
    private final boolean active;

    private PolicySnapshot(Builder builder) {
        this.organization = builder.organization;
        this.version = builder.version;
        this.active = builder.active;
    }

    /** An active organization in which there is nothing yet. */
    public static Builder builder(OrganizationId organization, long version) {
        return new Builder(organization, version);
    }

    /** This snapshot with other rules, sharing all that stays the same. */
    public RuleEdit edit(long newVersion) {
        return new RuleEdit(this, newVersion);
    }

    public OrganizationId organization() {
        return organization;
    }

    public long version() {
        return version;
    }

    public boolean active() {
        return active;
    }

    /** Changes of rules; each costs the same in a large snapshot as in a small one. */
    public static final class RuleEdit {
        private final PolicySnapshot base;

        @SuppressWarnings("unused")
        private final long version;

        private RuleEdit(PolicySnapshot base, long version) {
            this.base = base;
            this.version = version;
        }

        /** Adds the restriction, or replaces the one with its id. */
        public RuleEdit put(Restriction restriction) {
            return this;
        }

        /** Adds the grant, or replaces the one with its id. */
        public RuleEdit put(Grant grant) {
            return this;
        }

        public RuleEdit removeRestriction(RuleId id) {
            return this;
        }

        public RuleEdit removeGrant(RuleId id) {
            return this;
        }

        public PolicySnapshot build() {
            return base;
        }
    }

    /** Collects the facts of one organization. */
    public static final class Builder {
        private final OrganizationId organization;
        private final long version;
        private boolean active = true;

        private Builder(OrganizationId organization, long version) {
            this.organization = organization;
            this.version = version;
        }

        public Builder active(boolean isActive) {
            this.active = isActive;
            return this;
        }

        public Builder bucket(long id, String name) {
            return this;
        }

        public Builder user(User user) {
            return this;
        }

        public Builder role(Role role) {
            return this;
        }

        /** Declares a resource type of the organization's own, with its actions. */
        public Builder type(String type, Set<String> actions) {
            return this;
        }

        /** Stores attributes of one resource, used where a request gives none. */
        public Builder attributes(String type, String name, Map<String, String> attributes) {
            return this;
        }

        public Builder restriction(Restriction restriction) {
            return this;
        }

        public Builder grant(Grant grant) {
            return this;
        }

        public PolicySnapshot build() {
            return new PolicySnapshot(this);
        }
    }
}
