package io.gatehouse.decision;

import java.util.List;
import java.util.stream.Stream;

/** What an operator token holds. */
final class Operators {
    private Operators() {}

    static List<Permission> permissions() {
        return Stream.of(ResourceType.values())
                .filter(type -> type != ResourceType.INSTANCE)
                .flatMap(type -> Stream.of(Permission.READ, Permission.WRITE)
                        .map(action -> Permission.everywhere(action, type.text())))
                .toList();
    }
}
