package io.gatehouse.platform;

import io.gatehouse.decision.Bounds;
import io.gatehouse.decision.OrganizationId;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A list of entities that have an {@code id}, narrowed by what is given, in the order of their ids. */
public final class ListQuery<E> {
    private final Class<E> entity;
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    private ListQuery(Class<E> entity) {
        this.entity = entity;
    }

    public static <E> ListQuery<E> of(Class<E> entity) {
        return new ListQuery<>(entity);
    }

    /** Only those with this value; absent: does not narrow. */
    public ListQuery<E> where(String attribute, @Nullable Object value) {
        return value == null ? this : and(attribute + " = " + parameter(value));
    }

    /** Only those with another value. */
    public ListQuery<E> except(String attribute, Object value) {
        return and(attribute + " <> " + parameter(value));
    }

    /** Only those with this value or a greater one; absent: does not narrow. */
    public ListQuery<E> atLeast(String attribute, @Nullable Object value) {
        return value == null ? this : and(attribute + " >= " + parameter(value));
    }

    /** Only those with this value or a smaller one. */
    public ListQuery<E> atMost(String attribute, Object value) {
        return and(attribute + " <= " + parameter(value));
    }

    /** Only those with one of these values. */
    public ListQuery<E> among(String attribute, List<Long> some) {
        return and(oneOf(attribute, some.stream()));
    }

    /** Only those with a smaller value; absent: does not narrow. */
    public ListQuery<E> below(String attribute, @Nullable Object value) {
        return value == null ? this : and(attribute + " < " + parameter(value));
    }

    /** Only those within the bounds, by their {@code orgId} and {@code id}. */
    public ListQuery<E> within(Bounds bounds) {
        OrganizationId only = bounds.onlyOrganization();
        if (only != null) {
            return where("orgId", only.value());
        }
        if (bounds.organizations().isEmpty()) {
            return within("id", bounds);
        }
        return bounds.everywhere()
                ? this
                : and("(" + oneOf("orgId", bounds.organizations().stream().map(OrganizationId::value)) + " or "
                        + oneOf("id", bounds.ids().stream()) + ")");
    }

    /** Only those with an attribute that is one of the bounds' single ids. */
    public ListQuery<E> within(String attribute, Bounds bounds) {
        return bounds.everywhere() ? this : and(oneOf(attribute, bounds.ids().stream()));
    }

    /** Up to {@code size} of them, from behind the one with the id {@code after}. */
    public Uni<List<E>> fetch(Transaction transaction, @Nullable Long after, boolean descending, int size) {
        return fetch(transaction, "", entity, after, descending, size);
    }

    /** As {@link #fetch(Transaction, Long, boolean, int)}, but only some of their attributes. */
    public Uni<List<Object[]>> fetch(
            Transaction transaction, String attributes, @Nullable Long after, boolean descending, int size) {
        return fetch(transaction, "select " + attributes + " ", Object[].class, after, descending, size);
    }

    private <R> Uni<List<R>> fetch(
            Transaction transaction,
            String select,
            Class<R> result,
            @Nullable Long after,
            boolean descending,
            int size) {
        if (after != null) {
            and((descending ? "id < " : "id > ") + parameter(after));
        }
        String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        String order = " order by id" + (descending ? " desc" : "");
        var query = transaction
                .session()
                .createSelectionQuery(select + "from " + entity.getSimpleName() + where + order, result)
                .setMaxResults(size);
        for (int i = 0; i < values.size(); i++) {
            query.setParameter(i + 1, values.get(i));
        }
        return query.getResultList();
    }

    /** An array is one parameter, whatever its length. */
    private String oneOf(String attribute, Stream<Long> ids) {
        return "cast(sql('(? = any(?))', " + attribute + ", " + parameter(ids.toArray(Long[]::new)) + ") as Boolean)";
    }

    private String parameter(Object value) {
        values.add(value);
        return "?" + values.size();
    }

    private ListQuery<E> and(String condition) {
        conditions.add(condition);
        return this;
    }
}
