-- Passwords of the same name in several organizations: a few bits, keyed by a pepper that the database never sees,
-- say which of them are worth the time of a check.
ALTER TABLE passwords ADD discriminator text;
DROP TRIGGER record_row ON passwords;
CREATE TRIGGER record_row AFTER INSERT OR UPDATE OR DELETE ON passwords
    FOR EACH ROW EXECUTE FUNCTION record_row('password', 'user_id', '{hash,discriminator}', 'org_id');

CREATE FUNCTION forget_discriminator() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
BEGIN
    UPDATE passwords SET discriminator = NULL WHERE org_id = NEW.org_id AND user_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER forget_discriminator AFTER UPDATE ON users
    FOR EACH ROW WHEN (OLD.name <> NEW.name) EXECUTE FUNCTION forget_discriminator();

-- `permissions` everywhere: InfluxDB Enterprise's names by database, {"db1": ["ReadData"]}, under "" on all of them.
CREATE TABLE roles (
    org_id      bigint NOT NULL REFERENCES organizations ON DELETE CASCADE,
    id          bigint NOT NULL CHECK (id <> 0),
    name        text   NOT NULL,
    permissions jsonb  NOT NULL,
    declared    jsonb  NOT NULL,
    PRIMARY KEY (org_id, id),
    UNIQUE (org_id, name)
);

CREATE TABLE role_members (
    org_id      bigint NOT NULL,
    role_id     bigint NOT NULL,
    user_id     bigint NOT NULL,
    user_org_id bigint NOT NULL CHECK (user_org_id IN (0, org_id)),
    PRIMARY KEY (org_id, role_id, user_id),
    FOREIGN KEY (org_id, role_id) REFERENCES roles ON DELETE CASCADE,
    FOREIGN KEY (user_org_id, user_id) REFERENCES users ON DELETE CASCADE
);
CREATE INDEX role_members_user ON role_members (user_org_id, user_id);

-- What a user holds in one organization, and what is known of it there.
CREATE TABLE user_rights (
    org_id      bigint NOT NULL REFERENCES organizations ON DELETE CASCADE,
    user_id     bigint NOT NULL,
    user_org_id bigint NOT NULL CHECK (user_org_id IN (0, org_id)),
    permissions jsonb  NOT NULL,
    attributes  jsonb  NOT NULL,
    PRIMARY KEY (org_id, user_id),
    FOREIGN KEY (user_org_id, user_id) REFERENCES users ON DELETE CASCADE
);
CREATE INDEX user_rights_user ON user_rights (user_org_id, user_id);

CREATE TRIGGER record_row AFTER INSERT OR UPDATE OR DELETE ON roles
    FOR EACH ROW EXECUTE FUNCTION record_row('role', 'id', '{}', 'org_id');
CREATE TRIGGER record_row AFTER INSERT OR UPDATE OR DELETE ON role_members
    FOR EACH ROW EXECUTE FUNCTION record_row('role', 'role_id', '{}', 'org_id');
CREATE TRIGGER record_row AFTER INSERT OR UPDATE OR DELETE ON user_rights
    FOR EACH ROW EXECUTE FUNCTION record_row('user', 'user_id', '{}', 'org_id');

-- A database that is dropped takes the permissions on it along, so that a later one of its name inherits none.
CREATE FUNCTION forget_database() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
BEGIN
    UPDATE roles SET permissions = permissions - OLD.name
    WHERE org_id = OLD.org_id AND jsonb_exists(permissions, OLD.name);
    UPDATE user_rights SET permissions = permissions - OLD.name
    WHERE org_id = OLD.org_id AND jsonb_exists(permissions, OLD.name);
    RETURN NULL;
END $$;
CREATE TRIGGER forget_database AFTER DELETE ON buckets FOR EACH ROW EXECUTE FUNCTION forget_database();

ALTER TABLE roles ENABLE ROW LEVEL SECURITY;
ALTER TABLE role_members ENABLE ROW LEVEL SECURITY;
ALTER TABLE user_rights ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON roles USING (in_scope(org_id));
CREATE POLICY scope ON role_members USING (in_scope(org_id));
CREATE POLICY scope ON user_rights USING (in_scope(org_id));
CREATE POLICY reader ON roles FOR SELECT TO "${reader_role}" USING (true);
CREATE POLICY reader ON role_members FOR SELECT TO "${reader_role}" USING (true);
CREATE POLICY reader ON user_rights FOR SELECT TO "${reader_role}" USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON roles, role_members, user_rights TO "${app_role}";
GRANT SELECT ON roles, role_members, user_rights TO "${reader_role}";
