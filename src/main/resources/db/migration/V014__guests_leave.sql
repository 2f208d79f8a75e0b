-- A user of the instance with a token in an organization counts there until it has neither a place nor a token there
-- any more. That is a change of the user, as it is when the last place goes; afterwards nothing that becomes of the user is
-- told there. To a release before this one it is a change of a user like any other. Once for all tokens that go together:
-- for each of them it would look through all the others.
CREATE FUNCTION record_guests_gone() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
    guest record;
BEGIN
    FOR guest IN SELECT DISTINCT org_id, user_id FROM gone WHERE user_org_id = 0 ORDER BY org_id, user_id
    LOOP
        IF NOT EXISTS (SELECT FROM memberships
                       WHERE org_id = guest.org_id AND user_org_id = 0 AND user_id = guest.user_id)
            AND NOT EXISTS (SELECT FROM tokens
                            WHERE org_id = guest.org_id AND user_org_id = 0 AND user_id = guest.user_id)
        THEN
            INSERT INTO policy_changes
            VALUES (guest.org_id, raise_policy_version(guest.org_id), 'user', guest.user_id) ON CONFLICT DO NOTHING;
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER record_guests_gone AFTER DELETE ON tokens
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION record_guests_gone();
