-- An organization takes its buckets along after its roles and what its users hold. Each bucket looked through all of those,
-- which were deleted and not gone yet: with 10,000 buckets and as many roles it took longer than a request may. Within the
-- organization's deletion its own row is gone already, and there is nothing to forget.
CREATE OR REPLACE FUNCTION forget_database() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM organizations WHERE id = OLD.org_id) THEN
        RETURN NULL;
    END IF;
    UPDATE roles SET permissions = permissions - OLD.name
    WHERE org_id = OLD.org_id AND jsonb_exists(permissions, OLD.name);
    UPDATE user_rights SET permissions = permissions - OLD.name
    WHERE org_id = OLD.org_id AND jsonb_exists(permissions, OLD.name);
    RETURN NULL;
END $$;

-- Its members were looked through in the same way, for those of the bucket.
CREATE INDEX memberships_bucket ON memberships (org_id, bucket) WHERE bucket IS NOT NULL;
