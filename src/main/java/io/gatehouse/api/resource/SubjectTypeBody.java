package io.gatehouse.api.resource;

import io.gatehouse.platform.Failure;
import io.gatehouse.resource.SubjectType;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A declared type of subjects, as it is sent and shown. */
@RegisterForReflection
record SubjectTypeBody(@Nullable String name) {
    static SubjectTypeBody from(SubjectType type) {
        return new SubjectTypeBody(type.name());
    }

    SubjectType toType(String path) {
        if (name != null && !name.equals(path)) {
            throw Failure.invalid("name must be the one in the path");
        }
        return new SubjectType(path);
    }

    /** All of an organization. */
    record Many(List<SubjectTypeBody> types) {
        static Many from(List<SubjectType> types) {
            return new Many(types.stream().map(SubjectTypeBody::from).toList());
        }
    }
}
