CREATE TABLE organizations (
    id          bigint      PRIMARY KEY CHECK (id <> 0),
    name        text        NOT NULL UNIQUE,
    description text        NOT NULL,
    status      text        NOT NULL CHECK (status IN ('active', 'inactive')),
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL
);

CREATE TABLE buckets (
    org_id              bigint      NOT NULL REFERENCES organizations ON DELETE CASCADE,
    id                  bigint      NOT NULL CHECK (id <> 0),
    type                text        NOT NULL CHECK (type IN ('user', 'system')),
    name                text        NOT NULL,
    description         text        NOT NULL,
    rp                  text,
    retention_seconds   bigint      NOT NULL,
    shard_group_seconds bigint      NOT NULL,
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    PRIMARY KEY (org_id, id),
    UNIQUE (org_id, name)
);
CREATE INDEX buckets_id ON buckets (id);

CREATE TRIGGER record_row AFTER INSERT OR UPDATE OR DELETE ON organizations
    FOR EACH ROW EXECUTE FUNCTION record_row('organization', 'id', '{}', 'id');
CREATE TRIGGER record_row AFTER INSERT OR UPDATE OR DELETE ON buckets
    FOR EACH ROW EXECUTE FUNCTION record_row('bucket', 'id', '{}', 'org_id');

ALTER TABLE organizations ENABLE ROW LEVEL SECURITY;
ALTER TABLE buckets ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON organizations USING (in_scope(id));
CREATE POLICY scope ON buckets USING (in_scope(org_id));
CREATE POLICY reader ON organizations FOR SELECT TO "${reader_role}" USING (true);
CREATE POLICY reader ON buckets FOR SELECT TO "${reader_role}" USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON organizations, buckets TO "${app_role}";
GRANT SELECT ON organizations, buckets TO "${reader_role}";
