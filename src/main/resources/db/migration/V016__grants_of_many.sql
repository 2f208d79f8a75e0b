-- Whether a grant has lost its last subject is asked once for each row that it lost, at the end of the transaction. One
-- that was exchanged for another with 10,000 subjects had 10,000 dead rows gone through 10,000 times: half a minute, in
-- which nothing else was written in the organization. By then all its rows are gone that will go: so it is asked once.
CREATE OR REPLACE FUNCTION end_grant() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE
    this text := OLD.org_id || '/' || OLD.grant_id;
BEGIN
    IF current_setting('gatehouse.asked_of_grant', true) = this THEN
        RETURN NULL;
    END IF;
    DELETE FROM grants g
    WHERE g.org_id = OLD.org_id AND g.id = OLD.grant_id
        AND NOT EXISTS (SELECT FROM grant_users s WHERE s.org_id = g.org_id AND s.grant_id = g.id)
        AND NOT EXISTS (SELECT FROM grant_roles s WHERE s.org_id = g.org_id AND s.grant_id = g.id)
        AND NOT EXISTS (SELECT FROM grant_tokens s WHERE s.org_id = g.org_id AND s.grant_id = g.id);
    PERFORM set_config('gatehouse.asked_of_grant', this, true);
    RETURN NULL;
END $$;
