package io.gatehouse.platform;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.Optional;

/** Whether row-level security, the second fence between organizations, holds the account of a pool. */
final class RowLevelSecurity {
    /** PostgreSQL itself says on which tables it is in force for whoever asks; the rest is for the operator to read. */
    private static final String PASSED =
            "select current_user::text as account, case when rolsuper then 'is a superuser'"
                    + " when rolbypassrls then 'has BYPASSRLS' else 'owns the tables' end as reason"
                    + " from pg_roles where rolname = current_user and exists (select from pg_class"
                    + " where relrowsecurity and pg_table_is_visible(oid) and not row_security_active(oid))";

    private RowLevelSecurity() {}

    /**
     * Why the account passes it, in one line; nothing if it does not.
     *
     * @param setting which names the account
     */
    static Future<Optional<String>> passedBy(Pool pool, String setting) {
        return pool.withConnection(
                connection -> connection.query(PASSED).execute().map(rows -> reason(rows, setting)));
    }

    private static Optional<String> reason(RowSet<Row> rows, String setting) {
        for (Row row : rows) {
            return Optional.of("the database account `" + row.getString("account") + "` " + row.getString("reason")
                    + ", so row-level security does not hold it; set " + setting + " to one that it holds");
        }
        return Optional.empty();
    }
}
