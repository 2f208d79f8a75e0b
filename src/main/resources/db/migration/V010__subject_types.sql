-- Types of subjects that an organization declares beside `token` and `user`: each stands for its users.
CREATE TABLE subject_types (
    org_id bigint NOT NULL REFERENCES organizations ON DELETE CASCADE,
    id     bigint NOT NULL CHECK (id <> 0),
    name   text   NOT NULL,
    PRIMARY KEY (org_id, id),
    UNIQUE (org_id, name)
);

CREATE TRIGGER record_row AFTER INSERT OR UPDATE OR DELETE ON subject_types
    FOR EACH ROW EXECUTE FUNCTION record_row('subject_type', 'id', '{}', 'org_id');

ALTER TABLE subject_types ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON subject_types USING (in_scope(org_id));
CREATE POLICY reader ON subject_types FOR SELECT TO "${reader_role}" USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON subject_types TO "${app_role}";
GRANT SELECT ON subject_types TO "${reader_role}";
