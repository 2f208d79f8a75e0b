package io.gatehouse.platform;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/** An open unit of work, passed from service to service, so that one use case of several rooms is one transaction. */
public final class Transaction {
    private final Mutiny.StatelessSession session;

    Transaction(Mutiny.StatelessSession session) {
        this.session = session;
    }

    /** Takes a step again and again, until it has done nothing more: so that much is done and each statement is short. */
    public Uni<Void> untilNothingIsLeft(Supplier<Uni<Long>> step) {
        return Multi.createBy()
                .repeating()
                .uni(step::get)
                .whilst(done -> done > 0)
                .onItem()
                .ignoreAsUni();
    }

    /** For stores only. */
    public Mutiny.StatelessSession session() {
        return session;
    }
}
