package io.gatehouse.platform;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes out of a span's address what may be a secret, as the span begins: InfluxDB 1 clients send a password or a token
 * as {@code ?p=}, and a token may stand in a path by mistake.
 */
@Singleton
class SpanRedaction implements SpanProcessor {
    private static final String REDACTED = "redacted";
    private static final AttributeKey<String> QUERY = AttributeKey.stringKey("url.query");
    private static final List<AttributeKey<String>> ADDRESSES =
            List.of(AttributeKey.stringKey("url.path"), AttributeKey.stringKey("url.full"));
    private static final Pattern SECRET = Pattern.compile("gth_[0-9A-Za-z]+|\\?.*|//[^/@]*@");

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        if (span.getAttribute(QUERY) != null) {
            span.setAttribute(QUERY, REDACTED);
        }
        for (AttributeKey<String> address : ADDRESSES) {
            String text = span.getAttribute(address);
            if (text != null) {
                span.setAttribute(address, redact(text));
            }
        }
    }

    static String redact(String address) {
        return SECRET.matcher(address).replaceAll(REDACTED);
    }

    @Override
    public boolean isStartRequired() {
        return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        // all is said at the start
    }

    @Override
    public boolean isEndRequired() {
        return false;
    }
}
