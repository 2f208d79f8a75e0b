-- Rules are read by the thousand, and nothing looks into them here. As text they need not be printed for each reading, which
-- was half of what the database did for an organization of 1,000 rules. A release before this one writes them as jsonb,
-- which becomes json in the assignment, and reads either.
--
-- Not by changing the column's type: that writes the table anew, and whoever began to read before and waits for it would
-- then find no rules at all, and allow. In new versions of the rows he finds the old ones, without a rule, and fails.
ALTER TABLE restrictions DISABLE TRIGGER record_row, ADD COLUMN as_text json;
UPDATE restrictions SET as_text = rule;
ALTER TABLE restrictions ENABLE TRIGGER record_row, DROP COLUMN rule, ALTER COLUMN as_text SET NOT NULL;
ALTER TABLE restrictions RENAME COLUMN as_text TO rule;

ALTER TABLE grants DISABLE TRIGGER record_row, ADD COLUMN as_text json;
UPDATE grants SET as_text = rule;
ALTER TABLE grants ENABLE TRIGGER record_row, DROP COLUMN rule, ALTER COLUMN as_text SET NOT NULL;
ALTER TABLE grants RENAME COLUMN as_text TO rule;
