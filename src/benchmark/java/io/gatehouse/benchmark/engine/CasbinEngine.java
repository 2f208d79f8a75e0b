package io.gatehouse.benchmark.engine;

import com.googlecode.aviator.runtime.type.AviatorBoolean;
import com.googlecode.aviator.runtime.type.AviatorObject;
import io.gatehouse.decision.Grant;
import io.gatehouse.decision.Match;
import io.gatehouse.decision.Matcher;
import io.gatehouse.decision.Resource;
import io.gatehouse.decision.Restriction;
import io.gatehouse.decision.Role;
import io.gatehouse.decision.TagMatch;
import io.gatehouse.decision.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.casbin.jcasbin.main.Enforcer;
import org.casbin.jcasbin.model.Model;
import org.casbin.jcasbin.util.function.CustomFunction;
import org.jspecify.annotations.Nullable;

/**
 * The same rules in jCasbin: grants first, then restrictions, then one line that allows all; the first that matches
 * decides. What a line matches is compiled once, so that jCasbin pays for no parsing.
 */
final class CasbinEngine {
    private static final String MODEL = """
            [request_definition]
            r = sub, token, res
            [policy_definition]
            p = sub, res, eft
            [role_definition]
            g = _, _
            [policy_effect]
            e = priority(p.eft) || deny
            [matchers]
            m = matches(r.res, p.res) && (p.sub == "*" || p.sub == r.token || g(r.sub, p.sub))
            """;

    private final Map<String, Matcher> matchers = new HashMap<>();
    private final Enforcer enforcer;

    CasbinEngine(GeneratedRules rules) {
        Model model = new Model();
        model.loadModelFromText(MODEL);
        enforcer = new Enforcer(model);
        enforcer.enableLog(false);
        enforcer.addFunction("matches", new Matches());
        for (Role role : rules.roles()) {
            for (UserId user : role.users()) {
                enforcer.addGroupingPolicy("user:" + user, "role:" + role.name());
            }
        }
        List<List<String>> lines = new ArrayList<>();
        for (Grant grant : rules.grants()) {
            String resource = name("grant" + grant.id(), grant.matcher());
            grant.users().forEach(user -> lines.add(List.of("user:" + user, resource, "allow")));
            grant.roles().forEach(role -> lines.add(List.of("role:" + role, resource, "allow")));
            grant.tokens().forEach(token -> lines.add(List.of("token:" + token, resource, "allow")));
        }
        for (Restriction restriction : rules.restrictions()) {
            lines.add(List.of("*", name("restriction" + restriction.id(), restriction.matcher()), "deny"));
        }
        lines.add(List.of("*", "*", "allow"));
        enforcer.addPolicies(lines);
    }

    boolean allows(UserId user, Resource resource) {
        return enforcer.enforce("user:" + user, "token:" + GeneratedRules.token(user), resource);
    }

    private String name(String name, Matcher matcher) {
        matchers.put(name, matcher);
        return name;
    }

    private boolean matched(Resource resource, String line) {
        if (line.equals("*")) {
            return true;
        }
        Matcher matcher = matchers.get(line);
        return matcher != null
                && met(matcher.name(), resource.name())
                && met(matcher.measurement(), resource.measurement())
                && matcher.tags().stream().allMatch(tag -> met(tag, resource));
    }

    private static boolean met(TagMatch tag, Resource resource) {
        Map<String, String> tags = resource.tags();
        return tags != null && met(tag.value(), tags.get(tag.key()));
    }

    private static boolean met(@Nullable Match match, @Nullable String text) {
        return match == null || (text != null && match.matches(text));
    }

    /** {@code matches(r.res, p.res)}. */
    private final class Matches extends CustomFunction {
        @Override
        public AviatorObject call(Map<String, Object> env, AviatorObject resource, AviatorObject line) {
            return AviatorBoolean.valueOf(matched((Resource) resource.getValue(env), (String) line.getValue(env)));
        }

        @Override
        public String getName() {
            return "matches";
        }
    }
}
