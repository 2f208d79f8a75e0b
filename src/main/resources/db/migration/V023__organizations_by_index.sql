-- The users and the memberships that go with an organization are found by it. For each organization that was deleted, those
-- of the whole instance were read.
CREATE INDEX users_home ON users (home) WHERE home IS NOT NULL;
CREATE INDEX memberships_organization ON memberships (organization) WHERE organization IS NOT NULL;
