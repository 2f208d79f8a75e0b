package io.gatehouse.decision;

import org.jspecify.annotations.Nullable;

/** placeholder */
public record CidrBlock(String text) {
    static CidrBlock parse(String text) {
        return new CidrBlock(text);
    }

    @Nullable
    Boolean contains(String address) {
        return null;
    }
}
