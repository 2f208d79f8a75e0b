package io.gatehouse.policy;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.platform.Failure;
import io.gatehouse.platform.Transaction;
import io.gatehouse.resource.ResourceTypeService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;

/** Which types and actions a rule can be about, beyond buckets. */
@ApplicationScoped
class DeclaredTypes {
    private final ResourceTypeService types;

    DeclaredTypes(ResourceTypeService types) {
        this.types = types;
    }

    /** The actions of each declared type. */
    Uni<Map<String, Set<String>>> all(Transaction transaction, OrganizationId organization) {
        return types.actions(transaction, organization);
    }

    /** @throws Failure INVALID if the rule is about a type or an action that the organization did not declare */
    Uni<Void> require(Transaction transaction, OrganizationId organization, RuleShape shape) {
        if (shape.ofBuckets()) {
            return Uni.createFrom().voidItem();
        }
        return all(transaction, organization)
                .invoke(declared -> require(declared, shape))
                .replaceWithVoid();
    }

    private static void require(Map<String, Set<String>> declared, RuleShape shape) {
        Set<String> actions = declared.get(shape.resourceType());
        if (actions == null) {
            throw Failure.invalid("resource_type `" + shape.resourceType() + "` is not declared");
        }
        for (String action : shape.actions()) {
            if (!actions.contains(action)) {
                throw Failure.invalid("invalid permission `" + action + "`: `" + shape.resourceType()
                        + "` does not have this action");
            }
        }
    }
}
