-- The first statement of a transaction tells whether the organization is there that it works in, and so no look-up
-- of its own must. A release before this one takes no notice of what it returns.

-- Null if the scope is an organization that is not there.
CREATE OR REPLACE FUNCTION begin_read(scope text) RETURNS text
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM set_config('gatehouse.scope', scope, true);
    RETURN CASE WHEN scope = 'instance' OR EXISTS (SELECT FROM organizations WHERE id = scope::bigint) THEN scope END;
END $$;

-- Null if the organization is not there; looked up behind the lock, since it may be deleted by whoever held that.
CREATE OR REPLACE FUNCTION begin_write(org bigint, scope text, actor text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
    held bigint;
BEGIN
    PERFORM set_config('gatehouse.scope', scope, true), set_config('gatehouse.actor', actor, true);
    SELECT version INTO held FROM policy_versions WHERE org_id = org FOR UPDATE;
    RETURN CASE WHEN org = 0 OR EXISTS (SELECT FROM organizations WHERE id = org) THEN held END;
END $$;
