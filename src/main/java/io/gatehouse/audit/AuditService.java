package io.gatehouse.audit;

import io.gatehouse.platform.Database;
import io.gatehouse.platform.Page;
import io.gatehouse.platform.Scope;
import io.gatehouse.platform.Slice;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Reading the trail. There is nothing to write it with: the database does. */
@ApplicationScoped
public class AuditService {
    private final Database database;
    private final AuditStore store;

    AuditService(Database database, AuditStore store) {
        this.database = database;
        this.store = store;
    }

    /** A page of the trail of one organization, or of the instance itself; where events are long, the first of it. */
    public Uni<Slice<AuditEvent>> list(Scope scope, AuditFilter filter, Page page) {
        return database.read(scope, transaction -> store.list(transaction, scope, filter, page));
    }
}
