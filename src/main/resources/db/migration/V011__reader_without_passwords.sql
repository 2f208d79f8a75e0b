-- Snapshots need neither, so the account that loads them sees neither. Where it is the application's own account,
-- nothing is taken away.
DO $$
BEGIN
    IF '${reader_role}' <> '${app_role}' THEN
        REVOKE ALL ON passwords, sessions FROM "${reader_role}";
    END IF;
END
$$;
