-- `rule`: {"resource_type", "name", "measurement", "tags", "conditions", "actions"}, where a matcher is
-- {"match": "exact" or "prefix", "value"}.
CREATE TABLE restrictions (
    org_id   bigint NOT NULL REFERENCES organizations ON DELETE CASCADE,
    id       bigint NOT NULL CHECK (id <> 0),
    position bigint GENERATED ALWAYS AS IDENTITY,
    rule     jsonb  NOT NULL,
    PRIMARY KEY (org_id, id)
);

CREATE TABLE grants (
    org_id   bigint NOT NULL REFERENCES organizations ON DELETE CASCADE,
    id       bigint NOT NULL CHECK (id <> 0),
    position bigint GENERATED ALWAYS AS IDENTITY,
    rule     jsonb  NOT NULL,
    PRIMARY KEY (org_id, id)
);

CREATE TABLE grant_users (
    org_id      bigint NOT NULL,
    grant_id    bigint NOT NULL,
    user_id     bigint NOT NULL,
    user_org_id bigint NOT NULL CHECK (user_org_id IN (0, org_id)),
    PRIMARY KEY (org_id, grant_id, user_id),
    FOREIGN KEY (org_id, grant_id) REFERENCES grants ON DELETE CASCADE,
    FOREIGN KEY (user_org_id, user_id) REFERENCES users ON DELETE CASCADE
);
CREATE INDEX grant_users_user ON grant_users (user_org_id, user_id);

CREATE TABLE grant_roles (
    org_id   bigint NOT NULL,
    grant_id bigint NOT NULL,
    role_id  bigint NOT NULL,
    PRIMARY KEY (org_id, grant_id, role_id),
    FOREIGN KEY (org_id, grant_id) REFERENCES grants ON DELETE CASCADE,
    FOREIGN KEY (org_id, role_id) REFERENCES roles ON DELETE CASCADE
);
CREATE INDEX grant_roles_role ON grant_roles (org_id, role_id);

CREATE TABLE grant_tokens (
    org_id   bigint NOT NULL,
    grant_id bigint NOT NULL,
    token_id bigint NOT NULL,
    PRIMARY KEY (org_id, grant_id, token_id),
    FOREIGN KEY (org_id, grant_id) REFERENCES grants ON DELETE CASCADE,
    FOREIGN KEY (org_id, token_id) REFERENCES tokens ON DELETE CASCADE
);
CREATE INDEX grant_tokens_token ON grant_tokens (org_id, token_id);

CREATE TRIGGER record_row AFTER INSERT OR UPDATE OR DELETE ON restrictions
    FOR EACH ROW EXECUTE FUNCTION record_row('restriction', 'id', '{position}', 'org_id');
CREATE TRIGGER record_row AFTER INSERT OR UPDATE OR DELETE ON grants
    FOR EACH ROW EXECUTE FUNCTION record_row('grant', 'id', '{position}', 'org_id');
CREATE TRIGGER record_row AFTER INSERT OR UPDATE OR DELETE ON grant_users
    FOR EACH ROW EXECUTE FUNCTION record_row('grant', 'grant_id', '{}', 'org_id');
CREATE TRIGGER record_row AFTER INSERT OR UPDATE OR DELETE ON grant_roles
    FOR EACH ROW EXECUTE FUNCTION record_row('grant', 'grant_id', '{}', 'org_id');
CREATE TRIGGER record_row AFTER INSERT OR UPDATE OR DELETE ON grant_tokens
    FOR EACH ROW EXECUTE FUNCTION record_row('grant', 'grant_id', '{}', 'org_id');

-- A grant ends with its last subject: at the end of the transaction, so that subjects can be exchanged within one.
CREATE FUNCTION end_grant() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
BEGIN
    DELETE FROM grants g
    WHERE g.org_id = OLD.org_id AND g.id = OLD.grant_id
        AND NOT EXISTS (SELECT FROM grant_users s WHERE s.org_id = g.org_id AND s.grant_id = g.id)
        AND NOT EXISTS (SELECT FROM grant_roles s WHERE s.org_id = g.org_id AND s.grant_id = g.id)
        AND NOT EXISTS (SELECT FROM grant_tokens s WHERE s.org_id = g.org_id AND s.grant_id = g.id);
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER end_grant AFTER DELETE ON grant_users DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION end_grant();
CREATE CONSTRAINT TRIGGER end_grant AFTER DELETE ON grant_roles DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION end_grant();
CREATE CONSTRAINT TRIGGER end_grant AFTER DELETE ON grant_tokens DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION end_grant();

-- A user of the instance is an organization's by its places there; with the last one goes all that it had by name.
CREATE FUNCTION forget_guest() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM memberships WHERE org_id = OLD.org_id AND user_org_id = 0 AND user_id = OLD.user_id) THEN
        DELETE FROM role_members WHERE org_id = OLD.org_id AND user_org_id = 0 AND user_id = OLD.user_id;
        DELETE FROM grant_users WHERE org_id = OLD.org_id AND user_org_id = 0 AND user_id = OLD.user_id;
        DELETE FROM user_rights WHERE org_id = OLD.org_id AND user_org_id = 0 AND user_id = OLD.user_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER forget_guest AFTER DELETE ON memberships
    FOR EACH ROW WHEN (OLD.user_org_id = 0) EXECUTE FUNCTION forget_guest();

-- Whether grants name the user or the role: who becomes one of them, or signs in as one, gains more than permissions.
CREATE FUNCTION has_grants(org bigint, user_key bigint, role_key bigint) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
        SELECT EXISTS (SELECT FROM grant_users WHERE org_id = org AND user_id = user_key)
            OR EXISTS (SELECT FROM grant_roles WHERE org_id = org AND role_id = role_key)
    $$;

ALTER TABLE restrictions ENABLE ROW LEVEL SECURITY;
ALTER TABLE grants ENABLE ROW LEVEL SECURITY;
ALTER TABLE grant_users ENABLE ROW LEVEL SECURITY;
ALTER TABLE grant_roles ENABLE ROW LEVEL SECURITY;
ALTER TABLE grant_tokens ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON restrictions USING (in_scope(org_id));
CREATE POLICY scope ON grants USING (in_scope(org_id));
CREATE POLICY scope ON grant_users USING (in_scope(org_id));
CREATE POLICY scope ON grant_roles USING (in_scope(org_id));
CREATE POLICY scope ON grant_tokens USING (in_scope(org_id));
CREATE POLICY reader ON restrictions FOR SELECT TO "${reader_role}" USING (true);
CREATE POLICY reader ON grants FOR SELECT TO "${reader_role}" USING (true);
CREATE POLICY reader ON grant_users FOR SELECT TO "${reader_role}" USING (true);
CREATE POLICY reader ON grant_roles FOR SELECT TO "${reader_role}" USING (true);
CREATE POLICY reader ON grant_tokens FOR SELECT TO "${reader_role}" USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON restrictions, grants, grant_users, grant_roles, grant_tokens TO "${app_role}";
GRANT SELECT ON restrictions, grants, grant_users, grant_roles, grant_tokens TO "${reader_role}";
