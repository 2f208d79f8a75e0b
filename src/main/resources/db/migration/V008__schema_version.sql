-- An instance that does not migrate looks here whether it has been done.
GRANT SELECT ON flyway_schema_history TO "${app_role}";
