package io.gatehouse.platform;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list of entities that have an {@code id}, narrowed by what is given, in the order of their ids. */
public final class ListQuery<E> {
    private final Class<E> entity;
    private final StringBuilder conditions = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    private ListQuery(Class<E> entity) {
        this.entity = entity;
    }

    public static <E> ListQuery<E> of(Class<E> entity) {
        return new ListQuery<>(entity);
    }

    /** Only those with this value; absent: does not narrow. */
    public ListQuery<E> where(String attribute, @Nullable Object value) {
        return value == null ? this : and(attribute + " = ", value);
    }

    /** Only those with this value or a greater one; absent: does not narrow. */
    public ListQuery<E> atLeast(String attribute, @Nullable Object value) {
        return value == null ? this : and(attribute + " >= ", value);
    }

    /** Only those with a smaller value; absent: does not narrow. */
    public ListQuery<E> below(String attribute, @Nullable Object value) {
        return value == null ? this : and(attribute + " < ", value);
    }

    /** Up to {@code size} of them, from behind the one with the id {@code after}. */
    public Uni<List<E>> fetch(Transaction transaction, @Nullable Long after, boolean descending, int size) {
        if (after != null) {
            and(descending ? "id < " : "id > ", after);
        }
        String order = " order by id" + (descending ? " desc" : "");
        var query = transaction
                .session()
                .createSelectionQuery("from " + entity.getSimpleName() + conditions + order, entity)
                .setMaxResults(size);
        for (int i = 0; i < values.size(); i++) {
            query.setParameter(i + 1, values.get(i));
        }
        return query.getResultList();
    }

    private ListQuery<E> and(String condition, Object value) {
        values.add(value);
        conditions
                .append(values.size() == 1 ? " where " : " and ")
                .append(condition)
                .append('?')
                .append(values.size());
        return this;
    }
}
