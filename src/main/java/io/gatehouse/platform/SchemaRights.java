package io.gatehouse.platform;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.Optional;

/**
 * Whether the account of a pool may create objects beside the tables. What it makes there, an operator for instance,
 * functions that run as their owner would use. Before PostgreSQL 15 everybody may in the schema {@code public}.
 */
final class SchemaRights {
    private static final String CREATES = "select current_user::text as account, n.nspname::text as schema"
            + " from pg_class c join pg_namespace n on n.oid = c.relnamespace"
            + " where c.oid = to_regclass('audit_events') and has_schema_privilege(n.oid, 'CREATE')";

    private SchemaRights() {}

    /** That it may, and what to do about it, in one line; nothing if it may not. */
    static Future<Optional<String>> of(Pool pool) {
        return pool.withConnection(
                connection -> connection.query(CREATES).execute().map(SchemaRights::reason));
    }

    private static Optional<String> reason(RowSet<Row> rows) {
        for (Row row : rows) {
            String account = row.getString("account");
            String schema = row.getString("schema");
            return Optional.of("the database account `" + account + "` may create objects in the schema `" + schema
                    + "`; there, as a superuser: GRANT CREATE ON SCHEMA " + schema + " TO its owner's account,"
                    + " REVOKE CREATE ON SCHEMA " + schema + " FROM PUBLIC, " + account);
        }
        return Optional.empty();
    }
}
