package io.gatehouse.api.influx;

import io.gatehouse.decision.BucketId;
import io.gatehouse.platform.Page;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What narrows and pages a list of buckets. */
class BucketQuery {
    @RestQuery
    @Nullable
    String org;

    @RestQuery
    @Nullable
    String orgID;

    @RestQuery
    @Nullable
    String name;

    @RestQuery
    @Nullable
    String id;

    @RestQuery
    @Nullable
    String after;

    @RestQuery
    @Nullable
    String limit;

    @RestQuery
    @Nullable
    String offset;

    @RestQuery
    @Nullable
    String descending;

    @Nullable
    String name() {
        return Inputs.optional(name);
    }

    Page toPage() {
        BucketId from = Inputs.optional("after", after, BucketId::parse);
        return Inputs.page(limit, offset, descending, from == null ? null : from.value());
    }

    /** This page, the one before and, where this one is full, the next. */
    Map<String, String> links(int found) {
        Page page = toPage();
        var links = Links.of("self", path(page, page.offset()));
        if (page.offset() > 0) {
            links.and("prev", path(page, Math.max(0, page.offset() - page.limit())));
        }
        if (found == page.limit()) {
            links.and("next", path(page, page.offset() + page.limit()));
        }
        return links.map();
    }

    private String path(Page page, int newOffset) {
        var path = new StringBuilder(
                "/api/v2/buckets?descending=" + page.descending() + "&limit=" + page.limit() + "&offset=" + newOffset);
        add(path, "after", after);
        add(path, "name", name);
        add(path, "org", org);
        add(path, "orgID", orgID);
        return path.toString();
    }

    private static void add(StringBuilder path, String parameter, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            path.append('&').append(parameter).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }
}
