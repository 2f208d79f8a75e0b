-- What became of one thing, and what happened in some hour, is found without the rest of an organization's trail.
CREATE INDEX audit_events_entity ON audit_events (org_id, entity_id, sequence);
CREATE INDEX audit_events_time ON audit_events (org_id, at, sequence);
