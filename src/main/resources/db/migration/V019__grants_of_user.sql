-- A user's grants are found by the index on users, which begins with where the user belongs: to the organization or to
-- the instance. Without that, all subjects of the organization's grants were read, and once more for each role.
CREATE OR REPLACE FUNCTION has_grants(org bigint, user_key bigint, role_key bigint) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
        SELECT EXISTS (
            SELECT FROM grant_users WHERE org_id = org AND user_org_id IN (0, org) AND user_id = user_key)
            OR EXISTS (SELECT FROM grant_roles WHERE org_id = org AND role_id = role_key)
    $$;
