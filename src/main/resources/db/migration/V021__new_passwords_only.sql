-- The discriminator is no part of what the trail shows, and a user who is renamed loses it: no new password.
DROP TRIGGER record_row ON passwords;
CREATE TRIGGER record_row AFTER INSERT OR DELETE OR UPDATE OF org_id, user_id, hash ON passwords
    FOR EACH ROW EXECUTE FUNCTION record_row('password', 'user_id', '{hash,discriminator}', 'org_id');
