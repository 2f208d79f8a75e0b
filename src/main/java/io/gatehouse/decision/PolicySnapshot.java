package io.gatehouse.decision;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Everything that decisions about one organization depend on, compiled and immutable. */
public final class PolicySnapshot {
    private final OrganizationId organization;
    private final long version;
    private final boolean active;
    private final Directory directory;
    private final RuleBook rules;

    private PolicySnapshot(
            OrganizationId organization, long version, boolean active, Directory directory, RuleBook rules) {
        this.organization = organization;
        this.version = version;
        this.active = active;
        this.directory = directory;
        this.rules = rules;
    }

    /** Collects the facts of an organization that is active and has nothing yet. */
    public static Builder builder(OrganizationId organization, long version) {
        return new Builder(organization, version);
    }

    /** Starts from the rules of this snapshot to make the next one, which shares all that stays the same. */
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

    /** The user whom this name or id means here, or null if the organization knows none. */
    public @Nullable UserId user(String nameOrId) {
        Member member = directory.member(nameOrId);
        return member == null ? null : member.user().id();
    }

    /** Whether subjects of this type are users, because the organization declared it so. */
    public boolean standsForUsers(String subjectType) {
        return directory.standsForUsers(subjectType);
    }

    /** The type that a word means here: the organization's own, else the one of InfluxDB of which it is the singular. */
    public String type(String word) {
        ResourceType plural = directory.declares(word) ? null : ResourceType.findBySingular(word);
        return plural == null ? word : plural.text();
    }

    /** The restriction with this id, or null if there is none. */
    public @Nullable Restriction restriction(RuleId id) {
        return rules.restrictions().get(id);
    }

    /** The grant with this id, or null if there is none. */
    public @Nullable Grant grant(RuleId id) {
        return rules.grants().get(id);
    }

    /** Whether the test holds for some restriction; asks one after the other. */
    boolean anyRestriction(Predicate<Restriction> test) {
        return rules.restrictions().any(test);
    }

    /** Whether the test holds for some grant; asks one after the other. */
    boolean anyGrant(Predicate<Grant> test) {
        return rules.grants().any(test);
    }

    Directory directory() {
        return directory;
    }

    RuleIndex index() {
        return rules.index();
    }

    /** Changes of rules. Each takes about as long in a large snapshot as in a small one. Used once, by one thread. */
    public static final class RuleEdit {
        private final PolicySnapshot base;
        private final long version;
        private RuleBook rules;

        private RuleEdit(PolicySnapshot base, long version) {
            this.base = base;
            this.version = version;
            this.rules = base.rules;
        }

        /** Adds the restriction, or replaces the one with its id. */
        public RuleEdit put(Restriction restriction) {
            rules = rules.with(restriction);
            return this;
        }

        /** Adds the grant, or replaces the one with its id. */
        public RuleEdit put(Grant grant) {
            rules = rules.with(grant);
            return this;
        }

        /** Takes the restriction away, if there is one. */
        public RuleEdit removeRestriction(RuleId id) {
            rules = rules.withoutRestriction(id);
            return this;
        }

        /** Takes the grant away, if there is one. */
        public RuleEdit removeGrant(RuleId id) {
            rules = rules.withoutGrant(id);
            return this;
        }

        public PolicySnapshot build() {
            return new PolicySnapshot(base.organization, version, base.active, base.directory, rules);
        }
    }

    /** Collects the facts of one organization, in any order. Used once, by one thread. */
    public static final class Builder {
        private final OrganizationId organization;
        private final long version;
        private final Directory directory = new Directory();
        private boolean active = true;
        private final Map<RuleId, Restriction> restrictions = new HashMap<>();
        private final Map<RuleId, Grant> grants = new HashMap<>();
        private @Nullable RuleBook rules;

        private Builder(OrganizationId organization, long version) {
            this.organization = organization;
            this.version = version;
        }

        public Builder active(boolean isActive) {
            active = isActive;
            return this;
        }

        /** What the organization is called. */
        public Builder name(String name) {
            directory.name(name);
            return this;
        }

        public Builder bucket(long id, String name) {
            directory.addBucket(id, name);
            return this;
        }

        public Builder user(User user) {
            directory.addUser(user);
            return this;
        }

        public Builder role(Role role) {
            directory.addRole(role);
            return this;
        }

        /** Declares a resource type of the organization's own, with its actions. */
        public Builder type(String type, Set<String> actions) {
            directory.declareType(type, actions);
            return this;
        }

        /** Declares a subject type of the organization's own, which stands for its users. */
        public Builder subjectType(String type) {
            directory.declareSubjectType(type);
            return this;
        }

        /** Stores what is known of one resource, for requests that do not say it themselves. */
        public Builder attributes(String type, String name, Map<String, String> attributes) {
            directory.addAttributes(type, name, attributes);
            return this;
        }

        /** Takes over the rules of another snapshot of the organization, as they are, in place of any. */
        public Builder rulesOf(PolicySnapshot other) {
            rules = other.rules;
            return this;
        }

        public Builder restriction(Restriction restriction) {
            restrictions.put(restriction.id(), restriction);
            return this;
        }

        public Builder grant(Grant grant) {
            grants.put(grant.id(), grant);
            return this;
        }

        public PolicySnapshot build() {
            RuleBook book = rules == null ? RuleBook.of(restrictions, grants) : rules;
            return new PolicySnapshot(organization, version, active, directory, book);
        }
    }
}
