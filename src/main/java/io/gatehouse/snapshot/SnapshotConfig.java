package io.gatehouse.snapshot;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Settings of what is held in memory for decisions. */
@ConfigMapping(prefix = "gatehouse.snapshot")
interface SnapshotConfig {
    /** How much of the heap all this may take, as estimated from what is in it; absent: half of it. */
    Optional<MemorySize> memory();

    /** An organization that nobody asked about for so long is dropped. */
    @WithDefault("PT1H")
    Duration unusedAfter();

    /** Decisions stop when what they are made from could not be confirmed for so long. */
    @WithDefault("PT30S")
    Duration maxStaleness();

    /** How often the versions of everything held are compared with the database's, beside its notifications. */
    @WithDefault("PT5S")
    Duration pollInterval();

    /** How long a request waits for the database, while that is silent, where what it needs is not held. */
    @WithDefault("PT2S")
    Duration patience();

    /** How many tokens may wait for being looked up in the database at the same time; further requests are refused. */
    @WithDefault("1024")
    int maxLookups();

    /** How many organizations, those used last, are loaded before a starting instance is ready; 0: none. */
    @WithDefault("16")
    int warmOrganizations();

    /** How long a starting instance takes for that at most; it is ready then all the same. 0: it does not wait. */
    @WithDefault("PT10S")
    Duration warmPatience();

    /** How many connections look tokens up; the tokens that wait meanwhile are looked up together. */
    @WithDefault("4")
    int lookupConnections();

    /** How long a token that nobody issued is remembered as such. */
    @WithDefault("PT1S")
    Duration refusedFor();
}
