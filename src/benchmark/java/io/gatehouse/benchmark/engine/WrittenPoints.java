package io.gatehouse.benchmark.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.benchmark.Options;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * A body of line protocol as agents and client libraries write it: a measurement, four sorted tags, one value in eight
 * with an escaped space, five fields of all types, and a timestamp in nanoseconds.
 */
final class WrittenPoints {
    private static final long FIRST = 1_767_225_600_000_000_000L;
    private static final long STEP = 10_000_000_000L;

    private WrittenPoints() {}

    /** So many lines over so many different series, which come in turn. */
    static byte[] of(int lines, int series) {
        SplittableRandom random = new SplittableRandom(Options.SEED + 2);
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < series; i++) {
            keys.add(key(random));
        }
        Collections.shuffle(keys, new Random(Options.SEED));
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            body.append(keys.get(i % series)).append(' ');
            body.append(fields(random))
                    .append(' ')
                    .append(FIRST + i / series * STEP)
                    .append('\n');
        }
        return body.toString().getBytes(UTF_8);
    }

    private static String key(SplittableRandom random) {
        StringBuilder key = new StringBuilder(GeneratedRules.measurement(random));
        for (String tag : GeneratedRules.TAG_KEYS) {
            String value = GeneratedRules.tagValue(random, tag);
            boolean named = tag.equals("device") && random.nextInt(2) == 0;
            key.append(',').append(tag).append('=').append(named ? value.replace("/", "\\ ") : value);
        }
        return key.toString();
    }

    private static String fields(SplittableRandom random) {
        return String.format(
                Locale.ROOT,
                "usage_idle=%.4f,usage_user=%.4f,count=%di,up=%b,state=\"%s\"",
                100 * random.nextDouble(),
                100 * random.nextDouble(),
                random.nextInt(1_000_000),
                random.nextBoolean(),
                random.nextInt(4) == 0 ? "degraded, but up" : "ok");
    }
}
