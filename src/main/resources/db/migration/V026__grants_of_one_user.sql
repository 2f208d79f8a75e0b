-- Where the tokens of one user stand in several grants, they go grant by turn, and whether one has lost its last subject was
-- asked anew each time. What was asked last is remembered for so many grants as there are places.
CREATE OR REPLACE FUNCTION end_grant() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
AS $$
DECLARE
    this  text := OLD.org_id || '/' || OLD.grant_id;
    place text := 'gatehouse.asked_of_grant_' || (OLD.grant_id & 255);
BEGIN
    IF current_setting(place, true) = this THEN
        RETURN NULL;
    END IF;
    DELETE FROM grants g
    WHERE g.org_id = OLD.org_id AND g.id = OLD.grant_id
        AND NOT EXISTS (SELECT FROM grant_users s WHERE s.org_id = g.org_id AND s.grant_id = g.id)
        AND NOT EXISTS (SELECT FROM grant_roles s WHERE s.org_id = g.org_id AND s.grant_id = g.id)
        AND NOT EXISTS (SELECT FROM grant_tokens s WHERE s.org_id = g.org_id AND s.grant_id = g.id);
    PERFORM set_config(place, this, true);
    RETURN NULL;
END $$;
DO $$
BEGIN
    EXECUTE format('ALTER FUNCTION end_grant() SET search_path = %I, pg_temp', current_schema());
END $$;
