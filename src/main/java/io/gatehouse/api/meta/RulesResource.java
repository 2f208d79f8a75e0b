package io.gatehouse.api.meta;

import io.gatehouse.api.LongQuestions;
import io.gatehouse.api.Parameters;
import io.gatehouse.api.StrictBody;
import io.gatehouse.decision.RuleId;
import io.gatehouse.platform.Failure;
import io.gatehouse.policy.Finding;
import io.gatehouse.policy.PolicyService;
import io.gatehouse.policy.Rule;
import io.gatehouse.policy.RuleKind;
import io.gatehouse.policy.StoredRules;
import io.gatehouse.role.Editor;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** {@code /influxdb/v2/acl}. */
@Path("/influxdb/v2/acl")
class RulesResource {
    private static final String KIND = "{kind:restrictions|grants}";

    private final PolicyService policy;
    private final Access access;
    private final StrictBody bodies;
    private final LongQuestions longQuestions;
    private final SecurityIdentity identity;

    RulesResource(
            PolicyService policy,
            Access access,
            StrictBody bodies,
            LongQuestions longQuestions,
            SecurityIdentity identity) {
        this.policy = policy;
        this.access = access;
        this.bodies = bodies;
        this.longQuestions = longQuestions;
        this.identity = identity;
    }

    /** All, as the vendor lists them; with {@code limit}, a page. */
    @GET
    @Path(KIND)
    public Uni<RuleList> list(
            @RestPath String kind,
            @RestQuery @Nullable String limit,
            @RestQuery @Nullable String after,
            @RestQuery @Nullable String org,
            @RestQuery @Nullable String orgID) {
        RuleKind rules = kind(kind);
        Integer size = Parameters.number("limit", limit);
        if (size == null) {
            return access.administrator(identity, org, orgID)
                    .chain(editor -> policy.list(editor.organization(), rules)
                            .chain(stored -> read(editor, stored, found -> RuleList.all(rules, found))));
        }
        RuleId behind = after == null || after.isEmpty() ? null : id(kind, after);
        return access.administrator(identity, org, orgID)
                .chain(editor -> policy.list(editor.organization(), rules, behind, size)
                        .chain(stored -> read(editor, stored, found -> RuleList.page(rules, found, stored.goesOn()))));
    }

    private Uni<RuleList> read(Editor editor, StoredRules stored, Function<List<Rule>, RuleList> list) {
        return longQuestions.answer(editor.organization(), () -> {
            List<Rule> found = stored.more();
            return found == null ? null : list.apply(found);
        });
    }

    @POST
    @Path(KIND)
    @Consumes(MediaType.WILDCARD)
    public Uni<RuleBody> create(
            @RestPath String kind,
            byte @Nullable [] body,
            @RestQuery @Nullable String org,
            @RestQuery @Nullable String orgID) {
        return access.administrator(identity, org, orgID).chain(editor -> {
            RuleBody rule = bodies.read(body, RuleBody.class).requireId(null);
            return policy.create(editor.actor(), editor.organization(), kind(kind), rule.toShape(), rule.toSubjects())
                    .map(RuleBody::from);
        });
    }

    @GET
    @Path(KIND + "/{id}")
    public Uni<RuleBody> get(
            @RestPath String kind,
            @RestPath String id,
            @RestQuery @Nullable String org,
            @RestQuery @Nullable String orgID) {
        return access.administrator(identity, org, orgID)
                .chain(editor -> policy.get(editor.organization(), kind(kind), id(kind, id)))
                .map(RuleBody::from);
    }

    @DELETE
    @Path(KIND + "/{id}")
    public Uni<Void> delete(
            @RestPath String kind,
            @RestPath String id,
            @RestQuery @Nullable String org,
            @RestQuery @Nullable String orgID) {
        return access.administrator(identity, org, orgID)
                .chain(editor -> policy.delete(editor.actor(), editor.organization(), kind(kind), id(kind, id)));
    }

    /** Source: the vendor's guide: a rule is deleted, and another one made. */
    @PUT
    @Path(KIND + "/{id}")
    @Consumes(MediaType.WILDCARD)
    public Uni<Void> put(@RestPath String kind, @RestPath String id) {
        throw new NotAllowedException("GET, DELETE");
    }

    /** As {@link #put}. */
    @PATCH
    @Path(KIND + "/{id}")
    @Consumes(MediaType.WILDCARD)
    public Uni<Void> patch(@RestPath String kind, @RestPath String id) {
        throw new NotAllowedException("GET, DELETE");
    }

    @POST
    @Path(KIND + "/{id}/replace")
    @Consumes(MediaType.WILDCARD)
    public Uni<RuleBody> replace(
            @RestPath String kind,
            @RestPath String id,
            byte @Nullable [] body,
            @RestQuery @Nullable String org,
            @RestQuery @Nullable String orgID) {
        return access.administrator(identity, org, orgID)
                .chain(editor -> replace(editor, kind(kind), id(kind, id), body))
                .map(RuleBody::from);
    }

    @GET
    @Path("lint")
    public Uni<Map<String, List<FindingResponse>>> lint(
            @RestQuery @Nullable String org, @RestQuery @Nullable String orgID) {
        return access.administrator(identity, org, orgID)
                .chain(editor -> policy.lint(editor.organization())
                        .chain(lint -> longQuestions.answer(editor.organization(), lint::more)))
                .map(findings -> Map.of(
                        "findings", findings.stream().map(FindingResponse::from).toList()));
    }

    private Uni<Rule> replace(Editor editor, RuleKind kind, RuleId id, byte @Nullable [] body) {
        RuleBody rule = bodies.read(body, RuleBody.class).requireId(id);
        return policy.replace(
                editor.actor(), editor.organization(), kind, new Rule(id, rule.toShape(), rule.toSubjects()));
    }

    private static RuleKind kind(String text) {
        return text.equals(RuleKind.GRANT.plural()) ? RuleKind.GRANT : RuleKind.RESTRICTION;
    }

    /** Malformed ids answer 404, as unknown ones do. */
    private static RuleId id(String kind, String text) {
        try {
            return RuleId.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw Failure.notFound(kind(kind).text() + " not found");
        }
    }

    /** What is odd about a rule. */
    record FindingResponse(String kind, String id, String reason) {
        static FindingResponse from(Finding finding) {
            return new FindingResponse(finding.kind().text(), finding.id().toString(), finding.reason());
        }
    }
}
