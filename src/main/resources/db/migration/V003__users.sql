-- Users of the instance have org_id 0, the others belong to the organization that created them.
CREATE TABLE users (
    org_id   bigint NOT NULL,
    id       bigint NOT NULL CHECK (id <> 0),
    name     text   NOT NULL,
    status   text   NOT NULL CHECK (status IN ('active', 'inactive')),
    home     bigint GENERATED ALWAYS AS (nullif(org_id, 0)) STORED REFERENCES organizations ON DELETE CASCADE,
    PRIMARY KEY (org_id, id),
    UNIQUE (org_id, name)
);
CREATE INDEX users_id ON users (id);
CREATE INDEX users_name ON users (name);

CREATE TABLE passwords (
    org_id  bigint NOT NULL,
    user_id bigint NOT NULL,
    hash    text   NOT NULL,
    PRIMARY KEY (org_id, user_id),
    FOREIGN KEY (org_id, user_id) REFERENCES users ON DELETE CASCADE
);

-- A user's place in an organization (bucket_id 0) or in one bucket of it. In organization 0: an owner of the
-- instance.
CREATE TABLE memberships (
    org_id       bigint NOT NULL,
    bucket_id    bigint NOT NULL,
    user_id      bigint NOT NULL,
    user_org_id  bigint NOT NULL CHECK (user_org_id IN (0, org_id)),
    role         text   NOT NULL CHECK (role IN ('owner', 'member')),
    position     bigint GENERATED ALWAYS AS IDENTITY,
    organization bigint GENERATED ALWAYS AS (nullif(org_id, 0)) STORED REFERENCES organizations ON DELETE CASCADE,
    bucket       bigint GENERATED ALWAYS AS (nullif(bucket_id, 0)) STORED,
    PRIMARY KEY (org_id, bucket_id, user_id),
    FOREIGN KEY (user_org_id, user_id) REFERENCES users ON DELETE CASCADE,
    FOREIGN KEY (org_id, bucket) REFERENCES buckets ON DELETE CASCADE
);
CREATE INDEX memberships_user ON memberships (user_org_id, user_id);

-- A signed-in browser: InfluxDB's session cookie, kept as its hash.
CREATE TABLE sessions (
    org_id     bigint      NOT NULL,
    hash       bytea       NOT NULL,
    user_id    bigint      NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (org_id, hash),
    FOREIGN KEY (org_id, user_id) REFERENCES users ON DELETE CASCADE
);
CREATE INDEX sessions_hash ON sessions (hash);
CREATE INDEX sessions_user ON sessions (org_id, user_id);
CREATE INDEX sessions_expiry ON sessions (expires_at);

CREATE TRIGGER record_row AFTER INSERT OR UPDATE OR DELETE ON passwords
    FOR EACH ROW EXECUTE FUNCTION record_row('password', 'user_id', '{hash}', 'org_id');
CREATE TRIGGER record_row AFTER INSERT OR UPDATE OR DELETE ON memberships
    FOR EACH ROW EXECUTE FUNCTION record_row('membership', 'user_id', '{organization,bucket,position}', 'org_id');
CREATE TRIGGER record_row AFTER INSERT OR UPDATE OR DELETE ON users
    FOR EACH ROW EXECUTE FUNCTION record_row('user', 'id', '{home}', 'org_id');

ALTER TABLE users ENABLE ROW LEVEL SECURITY;
ALTER TABLE passwords ENABLE ROW LEVEL SECURITY;
ALTER TABLE memberships ENABLE ROW LEVEL SECURITY;
ALTER TABLE sessions ENABLE ROW LEVEL SECURITY;
-- An organization sees the instance's users, since they can be its members, and changes only its own.
CREATE POLICY scope ON users USING (in_scope(org_id));
CREATE POLICY instance_users ON users FOR SELECT
    USING (org_id = 0 AND coalesce(current_setting('gatehouse.scope', true), '') <> '');
CREATE POLICY scope ON passwords USING (in_scope(org_id));
CREATE POLICY scope ON memberships USING (in_scope(org_id));
CREATE POLICY scope ON sessions USING (in_scope(org_id));
CREATE POLICY reader ON users FOR SELECT TO "${reader_role}" USING (true);
CREATE POLICY reader ON passwords FOR SELECT TO "${reader_role}" USING (true);
CREATE POLICY reader ON memberships FOR SELECT TO "${reader_role}" USING (true);
CREATE POLICY reader ON sessions FOR SELECT TO "${reader_role}" USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON users, passwords, memberships, sessions TO "${app_role}";
GRANT SELECT ON users, passwords, memberships, sessions TO "${reader_role}";
