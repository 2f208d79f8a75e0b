-- Types of resources that an organization declares beyond InfluxDB's, and what is stored of the resources.
CREATE TABLE resource_types (
    org_id  bigint NOT NULL REFERENCES organizations ON DELETE CASCADE,
    id      bigint NOT NULL CHECK (id <> 0),
    name    text   NOT NULL,
    actions jsonb  NOT NULL,
    PRIMARY KEY (org_id, id),
    UNIQUE (org_id, name)
);

CREATE TABLE resources (
    org_id     bigint NOT NULL,
    id         bigint NOT NULL CHECK (id <> 0),
    type_id    bigint NOT NULL,
    name       text   NOT NULL,
    attributes jsonb  NOT NULL,
    PRIMARY KEY (org_id, id),
    UNIQUE (org_id, type_id, name),
    FOREIGN KEY (org_id, type_id) REFERENCES resource_types ON DELETE CASCADE
);

CREATE TRIGGER record_row AFTER INSERT OR UPDATE OR DELETE ON resource_types
    FOR EACH ROW EXECUTE FUNCTION record_row('resource_type', 'id', '{}', 'org_id');
CREATE TRIGGER record_row AFTER INSERT OR UPDATE OR DELETE ON resources
    FOR EACH ROW EXECUTE FUNCTION record_row('resource', 'id', '{}', 'org_id');

ALTER TABLE resource_types ENABLE ROW LEVEL SECURITY;
ALTER TABLE resources ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON resource_types USING (in_scope(org_id));
CREATE POLICY scope ON resources USING (in_scope(org_id));
CREATE POLICY reader ON resource_types FOR SELECT TO "${reader_role}" USING (true);
CREATE POLICY reader ON resources FOR SELECT TO "${reader_role}" USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON resource_types, resources TO "${app_role}";
GRANT SELECT ON resource_types, resources TO "${reader_role}";
