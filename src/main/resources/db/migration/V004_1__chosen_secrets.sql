-- Finds the few secrets that were chosen at setup, which have no form by which to tell them from junk.
CREATE INDEX token_secrets_chosen ON token_secrets (hash) WHERE NOT starts_with(prefix, 'gth_');
