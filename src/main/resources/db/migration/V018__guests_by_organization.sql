-- The users of the instance who have a token in an organization are part of its policy: they are found without its other
-- tokens, of which there may be a million.
CREATE INDEX tokens_of_guests ON tokens (org_id, id) INCLUDE (user_id) WHERE user_org_id = 0;
