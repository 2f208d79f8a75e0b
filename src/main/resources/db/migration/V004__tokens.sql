CREATE TABLE tokens (
    org_id      bigint      NOT NULL REFERENCES organizations ON DELETE CASCADE,
    id          bigint      NOT NULL CHECK (id <> 0),
    user_org_id bigint      NOT NULL CHECK (user_org_id IN (0, org_id)),
    user_id     bigint      NOT NULL,
    status      text        NOT NULL CHECK (status IN ('active', 'inactive')),
    description text        NOT NULL,
    permissions jsonb       NOT NULL,
    expires_at  timestamptz,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    PRIMARY KEY (org_id, id),
    FOREIGN KEY (user_org_id, user_id) REFERENCES users ON DELETE CASCADE
);
CREATE INDEX tokens_id ON tokens (id);
CREATE INDEX tokens_user ON tokens (user_org_id, user_id);

-- The secrets of a token: one, or two while a rotation's grace lasts. Never the secret itself, only
-- HMAC-SHA-256 under the pepper `kid`, and its first characters for display.
CREATE TABLE token_secrets (
    org_id     bigint      NOT NULL,
    hash       bytea       NOT NULL,
    token_id   bigint      NOT NULL,
    kid        text        NOT NULL,
    prefix     text        NOT NULL,
    expires_at timestamptz,
    PRIMARY KEY (org_id, hash),
    FOREIGN KEY (org_id, token_id) REFERENCES tokens ON DELETE CASCADE
);
CREATE INDEX token_secrets_hash ON token_secrets (hash);
CREATE INDEX token_secrets_token ON token_secrets (org_id, token_id);

-- Written behind and in batches: no part of the policy, so neither a version nor a line in the trail.
CREATE TABLE token_usage (
    org_id       bigint      NOT NULL,
    token_id     bigint      NOT NULL,
    last_used_at timestamptz NOT NULL,
    PRIMARY KEY (org_id, token_id),
    FOREIGN KEY (org_id, token_id) REFERENCES tokens ON DELETE CASCADE
);

CREATE TRIGGER record_row AFTER INSERT OR UPDATE OR DELETE ON tokens
    FOR EACH ROW EXECUTE FUNCTION record_row('token', 'id', '{}', 'org_id');
CREATE TRIGGER record_row AFTER INSERT OR UPDATE OR DELETE ON token_secrets
    FOR EACH ROW EXECUTE FUNCTION record_row('secret', 'token_id', '{hash}', 'org_id');

-- A user counts in every organization where it has a place or a token: a change of the user is a change there.
CREATE FUNCTION record_user_elsewhere() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
    org bigint;
BEGIN
    FOR org IN
        SELECT org_id FROM memberships WHERE user_org_id = NEW.org_id AND user_id = NEW.id
        UNION SELECT org_id FROM tokens WHERE user_org_id = NEW.org_id AND user_id = NEW.id
        EXCEPT SELECT NEW.org_id
        ORDER BY 1
    LOOP
        PERFORM record_change(org, TG_OP, 'user', NEW.id, to_jsonb(OLD) - 'home', to_jsonb(NEW) - 'home');
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER record_user_elsewhere AFTER UPDATE ON users FOR EACH ROW EXECUTE FUNCTION record_user_elsewhere();

-- Takes the locks of every organization in which a user counts, in one order, before the user is changed there.
CREATE FUNCTION lock_policy_of_user(user_org bigint, user_key bigint) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
    SELECT count(*) FROM (
        SELECT version FROM policy_versions
        WHERE org_id IN (SELECT org_id FROM memberships WHERE user_org_id = user_org AND user_id = user_key
                         UNION SELECT org_id FROM tokens WHERE user_org_id = user_org AND user_id = user_key)
        ORDER BY org_id FOR UPDATE) locked
$$;

ALTER TABLE tokens ENABLE ROW LEVEL SECURITY;
ALTER TABLE token_secrets ENABLE ROW LEVEL SECURITY;
ALTER TABLE token_usage ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON tokens USING (in_scope(org_id));
CREATE POLICY scope ON token_secrets USING (in_scope(org_id));
CREATE POLICY scope ON token_usage USING (in_scope(org_id));
CREATE POLICY reader ON tokens FOR SELECT TO "${reader_role}" USING (true);
CREATE POLICY reader ON token_secrets FOR SELECT TO "${reader_role}" USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON tokens, token_secrets, token_usage TO "${app_role}";
GRANT SELECT ON tokens, token_secrets TO "${reader_role}";
