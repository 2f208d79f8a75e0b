package io.gatehouse.platform;

import org.hibernate.reactive.mutiny.Mutiny;

/** An open unit of work, passed from service to service, so that one use case of several rooms is one transaction. */
public final class Transaction {
    private final Mutiny.StatelessSession session;

    Transaction(Mutiny.StatelessSession session) {
        this.session = session;
    }

    /** For stores only. */
    public Mutiny.StatelessSession session() {
        return session;
    }
}
