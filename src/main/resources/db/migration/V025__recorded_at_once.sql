-- A row is recorded by one function, not by three that call each other, each of which changes to the owner and to the search
-- path and back: an organization of 100,000 tokens has 200,000 rows that go with it. What is recorded is the same, but that
-- where much goes, those who follow the changes are told once that everything changed, and not of each token: they read
-- everything anew in either case, and sooner so.
CREATE OR REPLACE FUNCTION record_row() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
AS $$
DECLARE
    old_row jsonb  := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
    new_row jsonb  := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
    one     jsonb  := coalesce(new_row, old_row);
    org     bigint := (one ->> TG_ARGV[3])::bigint;
    entity  bigint := (one ->> TG_ARGV[1])::bigint;
    hidden  text[] := TG_ARGV[2]::text[];
    actor   jsonb  := coalesce(nullif(current_setting('gatehouse.actor', true), '')::jsonb,
                               jsonb_build_object('credential', 'database role ' || session_user));
    raised  bigint;
BEGIN
    SELECT version INTO raised FROM policy_versions
    WHERE org_id = org AND transaction_id = pg_current_xact_id();
    IF raised IS NULL THEN
        raised := raise_policy_version(org);
    END IF;
    IF TG_OP = 'DELETE' AND TG_ARGV[0] IN ('token', 'secret') AND current_setting('gatehouse.much_goes', true) = 'on' THEN
        INSERT INTO policy_changes VALUES (org, raised, 'organization', org) ON CONFLICT DO NOTHING;
    ELSE
        INSERT INTO policy_changes VALUES (org, raised, TG_ARGV[0], entity) ON CONFLICT DO NOTHING;
    END IF;
    INSERT INTO audit_events (org_id, version, action, kind, entity_id, credential, user_id, address, before, after)
    VALUES (org, raised,
            CASE TG_OP WHEN 'INSERT' THEN 'create' WHEN 'UPDATE' THEN 'update' ELSE 'delete' END,
            TG_ARGV[0], entity, actor ->> 'credential', (actor ->> 'user')::bigint, actor ->> 'address',
            old_row - hidden, new_row - hidden);
    RETURN NULL;
END $$;

-- Some of what goes with an organization, as long as there is something; how much it was. In parts, since a connection on which
-- the database says nothing for too long is given up.
CREATE FUNCTION empty_organization(org bigint, most bigint) RETURNS bigint
    LANGUAGE plpgsql
AS $$
DECLARE
    emptied text;
    gone    bigint;
BEGIN
    FOREACH emptied IN ARRAY '{tokens,restrictions,grants,resources,users}'::text[]
    LOOP
        EXECUTE format('DELETE FROM %I WHERE ctid = ANY (ARRAY(SELECT ctid FROM %1$I WHERE org_id = $1 AND $1 <> 0 LIMIT $2))',
                       emptied) USING org, most;
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN
            PERFORM set_config('gatehouse.much_goes', 'on', true) WHERE gone = most;
            RETURN gone;
        END IF;
    END LOOP;
    RETURN 0;
END $$;

CREATE FUNCTION empty_user(user_org bigint, user_key bigint, most bigint) RETURNS bigint
    LANGUAGE plpgsql
AS $$
DECLARE
    gone bigint;
BEGIN
    DELETE FROM tokens
    WHERE ctid = ANY (ARRAY(SELECT ctid FROM tokens WHERE user_org_id = user_org AND user_id = user_key LIMIT most));
    GET DIAGNOSTICS gone = ROW_COUNT;
    PERFORM set_config('gatehouse.much_goes', 'on', true) WHERE gone = most;
    RETURN gone;
END $$;

DO $$
BEGIN
    EXECUTE format('ALTER FUNCTION record_row() SET search_path = %I, pg_temp', current_schema());
END $$;
