-- What every other table stands on: who may see a row, which version of its organization's policy a write
-- made, and the trail that it leaves. All of it happens in triggers, so that no write can forget it.
--
-- Three roles: the owner runs the migrations; "${app_role}" serves the admin doors and has no DDL;
-- "${reader_role}" loads snapshots and tokens and only reads.
--
-- A transaction says what it is with two settings, both local to it:
--   gatehouse.scope  the id of one organization, or 'instance'; unset: no row is visible
--   gatehouse.actor  JSON: who writes, with which credential, from where
--
-- Organization 0 is the instance itself. It has users and a trail, but no row in `organizations`.

CREATE FUNCTION in_scope(org_id bigint) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT current_setting('gatehouse.scope', true) IN (org_id::text, 'instance') $$;

CREATE TABLE policy_versions (
    org_id         bigint PRIMARY KEY,
    version        bigint NOT NULL,
    transaction_id xid8   NOT NULL
);
INSERT INTO policy_versions VALUES (0, 0, pg_current_xact_id());

-- What each version changed, so that a holder of version n can refresh what changed since. Not the trail: rows
-- older than the slowest reader's interest are deleted.
CREATE TABLE policy_changes (
    org_id     bigint      NOT NULL,
    version    bigint      NOT NULL,
    kind       text        NOT NULL,
    entity_id  bigint      NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (org_id, version, kind, entity_id)
);
CREATE INDEX policy_changes_age ON policy_changes (changed_at);

CREATE TABLE audit_events (
    org_id     bigint      NOT NULL,
    sequence   bigint      GENERATED ALWAYS AS IDENTITY,
    at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    version    bigint      NOT NULL,
    action     text        NOT NULL CHECK (action IN ('create', 'update', 'delete')),
    kind       text        NOT NULL,
    entity_id  bigint      NOT NULL,
    credential text        NOT NULL,
    user_id    bigint,
    address    text,
    before     jsonb,
    after      jsonb,
    PRIMARY KEY (org_id, sequence)
);

-- Raises an organization's version once a transaction and tells every instance. The row's lock makes the order
-- of versions the order of commits.
CREATE FUNCTION raise_policy_version(org bigint) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
    raised bigint;
BEGIN
    INSERT INTO policy_versions AS v VALUES (org, 1, pg_current_xact_id())
    ON CONFLICT (org_id) DO UPDATE SET version = v.version + 1, transaction_id = pg_current_xact_id()
        WHERE v.transaction_id <> pg_current_xact_id()
    RETURNING version INTO raised;
    IF raised IS NULL THEN
        RETURN (SELECT version FROM policy_versions WHERE org_id = org);
    END IF;
    PERFORM pg_notify('gatehouse_policy', org || ' ' || raised);
    RETURN raised;
END $$;

-- Arguments of the triggers: the kind of entity, and the columns that never enter the trail.
CREATE FUNCTION record_change(org bigint, op text, kind text, entity bigint, before jsonb, after jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
    actor  jsonb  := coalesce(nullif(current_setting('gatehouse.actor', true), '')::jsonb,
                              jsonb_build_object('credential', 'database role ' || session_user));
    raised bigint := raise_policy_version(org);
BEGIN
    INSERT INTO policy_changes VALUES (org, raised, kind, entity) ON CONFLICT DO NOTHING;
    INSERT INTO audit_events (org_id, version, action, kind, entity_id, credential, user_id, address, before, after)
    VALUES (org, raised,
            CASE op WHEN 'INSERT' THEN 'create' WHEN 'UPDATE' THEN 'update' ELSE 'delete' END,
            kind, entity, actor ->> 'credential', (actor ->> 'user')::bigint, actor ->> 'address', before, after);
END $$;

CREATE FUNCTION record_row() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
    old_row jsonb  := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
    new_row jsonb  := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
    one     jsonb  := coalesce(new_row, old_row);
    id_name text   := TG_ARGV[1];
    hidden  text[] := TG_ARGV[2]::text[];
BEGIN
    PERFORM record_change((one ->> TG_ARGV[3])::bigint, TG_OP, TG_ARGV[0], (one ->> id_name)::bigint,
                          old_row - hidden, new_row - hidden);
    RETURN NULL;
END $$;

-- The first statement of a reading transaction.
CREATE FUNCTION begin_read(scope text) RETURNS text
    LANGUAGE sql
    AS $$ SELECT set_config('gatehouse.scope', scope, true) $$;

-- The first statement of a writing transaction. Takes the lock on the organization's version at once, so that
-- writers of one organization queue in one order and never wait for each other in a circle.
CREATE FUNCTION begin_write(org bigint, scope text, actor text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
BEGIN
    PERFORM set_config('gatehouse.scope', scope, true), set_config('gatehouse.actor', actor, true);
    RETURN (SELECT version FROM policy_versions WHERE org_id = org FOR UPDATE);
END $$;

ALTER TABLE audit_events ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON audit_events USING (in_scope(org_id));
GRANT SELECT ON audit_events TO "${app_role}";

GRANT SELECT ON policy_versions, policy_changes TO "${app_role}", "${reader_role}";
GRANT DELETE ON policy_changes TO "${app_role}";
REVOKE EXECUTE ON FUNCTION raise_policy_version, record_change FROM PUBLIC;
