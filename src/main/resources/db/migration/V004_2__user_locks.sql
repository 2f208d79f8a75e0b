CREATE FUNCTION organizations_of_user(user_org bigint, user_key bigint) RETURNS bigint[]
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path FROM CURRENT
AS $$
    SELECT coalesce(array_agg(org_id), '{}') FROM (
        SELECT org_id FROM memberships WHERE user_org_id = user_org AND user_id = user_key
        UNION SELECT org_id FROM tokens WHERE user_org_id = user_org AND user_id = user_key) found
$$;
REVOKE EXECUTE ON FUNCTION organizations_of_user FROM PUBLIC;

-- Whoever gives the user a place or a token holds that organization's lock and waits for the user's row. So the row
-- is locked after the organizations, and if one has come in meanwhile, everything is let go and begun again: with an
-- organization missing, the cascade would wait for its lock while its holder waits for the row.
CREATE OR REPLACE FUNCTION lock_policy_of_user(user_org bigint, user_key bigint) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
    known bigint[];
BEGIN
    LOOP
        known := organizations_of_user(user_org, user_key);
        BEGIN
            PERFORM FROM policy_versions WHERE org_id = ANY (known) ORDER BY org_id FOR UPDATE;
            PERFORM FROM users WHERE org_id = user_org AND id = user_key FOR UPDATE;
            IF organizations_of_user(user_org, user_key) <@ known THEN
                RETURN cardinality(known);
            END IF;
            RAISE EXCEPTION USING ERRCODE = 'GH001';
        EXCEPTION WHEN SQLSTATE 'GH001' THEN
            -- rolled back to the beginning of this block, and its locks with it
        END;
    END LOOP;
END $$;
