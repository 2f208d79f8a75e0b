package io.gatehouse.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The keys under which secrets are hashed: the first for new ones, each for looking one up. */
@ApplicationScoped
public class PepperRing {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int MIN_BYTES = 32;
    private static final int FEWEST_DIFFERENT = 16;

    /** Shorter than any key that is long enough: what is longer may be a key in the wrong place. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,16}");

    private static final Pattern DEVELOPMENT = Pattern.compile("dev|test|example", Pattern.CASE_INSENSITIVE);

    private final List<Pepper> peppers;

    PepperRing(PepperConfig config) {
        peppers = parse(config.peppers().orElse(""));
    }

    /** The hash that is stored of a new secret. */
    public SecretHash hash(String secret) {
        return peppers.get(0).hash(secret);
    }

    /** Every hash under which the secret may be stored; one for each pepper. */
    public List<SecretHash> hashes(String secret) {
        return peppers.stream().map(pepper -> pepper.hash(secret)).toList();
    }

    /** What keeps this ring from being read at all: one line that names the setting and no key. */
    public static List<String> faults(String text) {
        try {
            parse(text);
            return List.of();
        } catch (IllegalArgumentException malformed) {
            return List.of(String.valueOf(malformed.getMessage()));
        }
    }

    /** What keeps this ring out of production, each naming the setting and no key. */
    public static List<String> weaknesses(String text) {
        List<String> faults = faults(text);
        if (!faults.isEmpty()) {
            return faults;
        }
        return parse(text).stream()
                .filter(Pepper::isForDevelopment)
                .map(pepper -> "gatehouse.token.peppers: " + pepper + " is for development; it needs random"
                        + " bytes and an id that does not begin with dev, test or example")
                .toList();
    }

    static List<Pepper> parse(String text) {
        var parsed = new ArrayList<Pepper>();
        Set<String> kids = new HashSet<>();
        for (String entry : text.split(",", -1)) {
            int colon = entry.indexOf(':');
            String kid = colon < 0 ? "" : entry.substring(0, colon).strip();
            if (kid.isEmpty() || !kids.add(kid)) {
                throw new IllegalArgumentException("gatehouse.token.peppers needs a different key id before each `:`");
            }
            String shown = ID.matcher(kid).matches() ? "`" + kid + "`" : "entry " + kids.size();
            parsed.add(Pepper.of(kid, shown, decode(shown, entry.substring(colon + 1))));
        }
        return List.copyOf(parsed);
    }

    private static byte[] decode(String shown, String text) {
        byte[] key;
        try {
            key = Base64.getUrlDecoder().decode(text.strip());
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException("gatehouse.token.peppers: " + shown + " is not base64url", notBase64);
        }
        if (key.length < MIN_BYTES) {
            throw new IllegalArgumentException(
                    "gatehouse.token.peppers: " + shown + " is shorter than " + MIN_BYTES + " bytes");
        }
        return key;
    }

    /**
     * One key of the ring.
     *
     * @param shown its id in backticks, or its place in the ring
     * @param mac never used itself: a copy of it is ready at once, where a new one is looked for among the providers
     * @param isForDevelopment whether it can be guessed
     */
    record Pepper(String kid, String shown, Mac mac, boolean isForDevelopment) {
        static Pepper of(String kid, String shown, byte[] key) {
            try {
                Mac mac = Mac.getInstance(ALGORITHM);
                mac.init(new SecretKeySpec(key, ALGORITHM));
                return new Pepper(kid, shown, mac, isForDevelopment(kid, key));
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        /** Named so, typed by hand, or of few different bytes: of 32 random ones about 30 differ. */
        private static boolean isForDevelopment(String kid, byte[] key) {
            long different =
                    IntStream.range(0, key.length).map(i -> key[i]).distinct().count();
            boolean typed = IntStream.range(0, key.length).allMatch(i -> key[i] >= ' ' && key[i] < 0x7f);
            return typed
                    || different < FEWEST_DIFFERENT
                    || DEVELOPMENT.matcher(kid).lookingAt();
        }

        SecretHash hash(String secret) {
            try {
                Mac copy = (Mac) mac.clone();
                return new SecretHash(kid, copy.doFinal(secret.getBytes(StandardCharsets.UTF_8)));
            } catch (CloneNotSupportedException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        @Override
        public String toString() {
            return shown;
        }
    }
}
