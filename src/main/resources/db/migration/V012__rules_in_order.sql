-- A page of rules is read from where the one before ended, and not out of all rules of the organization.
CREATE UNIQUE INDEX restrictions_in_order ON restrictions (org_id, position);
CREATE UNIQUE INDEX grants_in_order ON grants (org_id, position);
