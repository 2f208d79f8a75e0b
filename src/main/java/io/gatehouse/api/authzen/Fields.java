package io.gatehouse.api.authzen;

import io.gatehouse.platform.Failure;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object of a request, and where in the request it stands. A null is taken as absent.
 *
 * @param parent in which it stands as the field; absent: it is the request itself
 */
record Fields(@Nullable Fields parent, String field, Members members) {
    /** Each question of a batch may go through all of them. */
    private static final int MOST = 1_000;

    /** So much of a name stands in an error or an explanation, which a batch may repeat for each question. */
    private static final int LONGEST_NAME = 100;

    static Fields of(Members members) {
        return new Fields(null, "", members);
    }

    /**
     * The object at a place that must have one.
     *
     * @throws Failure INVALID, naming the field
     */
    Fields object(String name) {
        Fields found = optionalObject(name);
        if (found == null) {
            throw missing(name);
        }
        return found;
    }

    /** The object at a place that may have one; what is missing is an empty one. */
    Fields objectOrEmpty(String name) {
        Fields found = optionalObject(name);
        return found == null ? new Fields(this, name, Members.NONE) : found;
    }

    String text(String name) {
        String text = optionalText(name);
        if (text == null) {
            throw missing(name);
        }
        return text;
    }

    /** The same, of so many characters at most. */
    String text(String name, int longest) {
        String text = text(name);
        if (text.length() > longest) {
            throw Failure.invalid(path(name) + " is longer than " + longest + " characters");
        }
        return text;
    }

    @Nullable
    String optionalText(String name) {
        Object value = value(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw Failure.invalid(path(name) + " must be a string");
    }

    /** False where it is missing. */
    boolean flag(String name) {
        Object value = value(name);
        if (value == null || value instanceof Boolean) {
            return value != null && (boolean) value;
        }
        throw Failure.invalid(path(name) + " must be a boolean");
    }

    Set<String> texts(String name) {
        Object value = value(name);
        if (value == null) {
            return Set.of();
        }
        if (!(value instanceof List<?> list)) {
            throw noTexts(name);
        }
        requireFew(name, list.size());
        Set<String> texts = new HashSet<>();
        for (Object item : list) {
            if (!(item instanceof String text)) {
                throw noTexts(name);
            }
            texts.add(text);
        }
        return texts;
    }

    /** The strings of an object in which there is nothing else; null where it is missing. */
    @Nullable
    Map<String, String> textsByName(String name) {
        Fields object = optionalObject(name);
        if (object == null) {
            return null;
        }
        requireFew(name, object.members.size());
        Map<String, String> texts = new HashMap<>();
        for (int i = 0; i < object.members.size(); i++) {
            String each = object.members.name(i);
            texts.put(each, object.text(each));
        }
        return texts;
    }

    /** What can be an attribute: strings as they are, numbers and booleans as their JSON. */
    Map<String, String> attributes(Predicate<String> wanted) {
        if (members.size() == 0) {
            return Map.of();
        }
        if (members.size() > MOST) {
            throw tooMany(path());
        }
        Map<String, String> attributes = new HashMap<>();
        for (int i = 0; i < members.size(); i++) {
            String text = attribute(members.value(i));
            if (text != null && wanted.test(members.name(i))) {
                attributes.put(members.name(i), text);
            }
        }
        return attributes;
    }

    private static @Nullable String attribute(@Nullable Object value) {
        if (value instanceof Members.Numeral number) {
            return number.text();
        }
        return value instanceof String || value instanceof Boolean ? value.toString() : null;
    }

    @Nullable
    Object value(String name) {
        return members.get(name);
    }

    private @Nullable Fields optionalObject(String name) {
        Object value = value(name);
        if (value == null) {
            return null;
        }
        if (value instanceof Members object) {
            return new Fields(this, name, object);
        }
        throw Failure.invalid(path(name) + " must be an object");
    }

    private void requireFew(String name, int size) {
        if (size > MOST) {
            throw tooMany(path(name));
        }
    }

    private static Failure tooMany(String path) {
        return Failure.invalid(path + ": at most " + MOST + " are possible");
    }

    private Failure noTexts(String name) {
        return Failure.invalid(path(name) + " must be an array of strings");
    }

    private Failure missing(String name) {
        return Failure.invalid(path(name) + " is missing");
    }

    /** Made when something is wrong, and not before. */
    private String path(String name) {
        return parent == null ? shortened(name) : path() + "." + shortened(name);
    }

    /** A name as answers show it. */
    static String shortened(String name) {
        if (name.length() <= LONGEST_NAME) {
            return name;
        }
        boolean half = Character.isHighSurrogate(name.charAt(LONGEST_NAME - 1));
        return name.substring(0, half ? LONGEST_NAME - 1 : LONGEST_NAME) + "...";
    }

    private String path() {
        return parent == null ? field : parent.path(field);
    }
}
