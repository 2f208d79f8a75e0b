package io.gatehouse.api.authzen;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object, in the order in which they came. A value is a {@link String}, a {@link Boolean}, a
 * {@link Numeral}, a list of values, or the members of another object; a null is taken as absent.
 *
 * <p>An object of a question has a handful of members, which are gone through. Read into a tree of hash tables, bodies
 * took 13 of 100 samples of the event loops under evaluations, in place of 5, and 1.3 kB more for each.
 */
final class Members {
    static final Members NONE = new Members();

    private static final int USUAL = 4;

    /** More than so many are found by their hashes. */
    private static final int FEW = 16;

    private String[] names;
    private @Nullable Object[] values;
    private int size;
    private @Nullable Map<String, Integer> places;

    Members() {
        this(new String[USUAL], new Object[USUAL], 0);
    }

    private Members(String[] names, @Nullable Object[] values, int size) {
        this.names = names;
        this.values = values;
        this.size = size;
    }

    /** A number, as its decimal text. */
    record Numeral(String text) {}

    /**
     * Reads the value that begins with the parser's token.
     *
     * @throws IOException if it is no JSON, or a name stands twice in an object
     */
    static @Nullable Object read(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> new Numeral(integer(parser.getText()));
            case VALUE_NUMBER_FLOAT -> new Numeral(decimal(parser));
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new JsonParseException(parser, "a value is missing");
        };
    }

    private static Members object(JsonParser parser) throws IOException {
        var members = new Members();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            if (members.place(name) >= 0) {
                throw new JsonParseException(parser, "a name stands twice");
            }
            members.add(name, read(parser));
        }
        return members;
    }

    private static List<@Nullable Object> array(JsonParser parser) throws IOException {
        List<@Nullable Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(read(parser));
        }
        return list;
    }

    private static String decimal(JsonParser parser) throws IOException {
        try {
            return parser.getDecimalValue().toString();
        } catch (NumberFormatException outOfRange) { // of the exponent, and no exception of the parser's
            throw new JsonParseException(parser, "a number is out of range", outOfRange);
        }
    }

    private static String integer(String text) {
        return text.equals("-0") ? "0" : text;
    }

    int size() {
        return size;
    }

    String name(int at) {
        return names[at];
    }

    @Nullable
    Object value(int at) {
        return values[at];
    }

    /** The value of the member with this name; null if there is none. */
    @Nullable
    Object get(String name) {
        int at = place(name);
        return at < 0 ? null : values[at];
    }

    /** The same with another member, or another value of it. */
    Members with(String name, @Nullable Object value) {
        int at = place(name);
        Members changed = new Members(names.clone(), values.clone(), size);
        if (at < 0) {
            changed.add(name, value);
        } else {
            changed.values[at] = value;
        }
        return changed;
    }

    private int place(String name) {
        if (places != null) {
            return places.getOrDefault(name, -1);
        }
        for (int i = 0; i < size; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** Adds one that is not there yet; by whoever puts them together, and by nobody later. */
    void add(String name, @Nullable Object value) {
        if (size == names.length) {
            names = Arrays.copyOf(names, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        names[size] = name;
        values[size] = value;
        size++;
        if (size == FEW + 1) {
            places = new HashMap<>();
            for (int i = 0; i < size; i++) {
                places.put(names[i], i);
            }
        } else if (places != null) {
            places.put(name, size - 1);
        }
    }
}
