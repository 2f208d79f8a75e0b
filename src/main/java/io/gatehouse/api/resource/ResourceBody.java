package io.gatehouse.api.resource;

import io.gatehouse.api.StrictBody;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Slice;
import io.gatehouse.resource.StoredResource;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A stored resource, as it is sent and shown. */
@RegisterForReflection
record ResourceBody(@Nullable String name, @Nullable Map<String, @Nullable String> attributes) {

    static ResourceBody from(StoredResource resource) {
        return new ResourceBody(resource.name(), new HashMap<>(resource.attributes()));
    }

    StoredResource toResource(String path) {
        if (name != null && !name.equals(path)) {
            throw Failure.invalid("name must be the one in the path");
        }
        Map<String, String> read = new HashMap<>();
        if (attributes != null) {
            attributes.forEach((key, value) -> read.put(key, StrictBody.require("attributes." + key, value)));
        }
        return new StoredResource(path, read);
    }

    /**
     * A page.
     *
     * @param next the value of {@code after} that continues; absent: this is the end
     */
    record Many(List<ResourceBody> resources, @Nullable String next) {
        static Many from(Slice<StoredResource> page) {
            List<StoredResource> resources = page.rows();
            return new Many(
                    resources.stream().map(ResourceBody::from).toList(),
                    page.more() ? resources.get(resources.size() - 1).name() : null);
        }
    }
}
