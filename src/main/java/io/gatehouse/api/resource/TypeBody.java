package io.gatehouse.api.resource;

import io.gatehouse.api.StrictBody;
import io.gatehouse.platform.Failure;
import io.gatehouse.resource.DeclaredType;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A declared type, as it is sent and shown. */
@RegisterForReflection
record TypeBody(@Nullable String name, @Nullable List<@Nullable String> actions) {

    static TypeBody from(DeclaredType type) {
        return new TypeBody(type.name(), List.copyOf(type.actions()));
    }

    DeclaredType toType(String path) {
        if (name != null && !name.equals(path)) {
            throw Failure.invalid("name must be the one in the path");
        }
        return new DeclaredType(path, StrictBody.elements("actions", StrictBody.require("actions", actions)));
    }

    /** All of an organization. */
    record Many(List<TypeBody> types) {
        static Many from(List<DeclaredType> types) {
            return new Many(types.stream().map(TypeBody::from).toList());
        }
    }
}
