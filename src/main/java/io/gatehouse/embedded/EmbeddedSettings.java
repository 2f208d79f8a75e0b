package io.gatehouse.embedded;

import java.nio.file.Path;

/**
 * Where the embedded PostgreSQL keeps its files and listens.
 *
 * @param dataDirectory everything that must survive a restart; made on the first start
 * @param binariesDirectory where PostgreSQL's programs are unpacked; may be shared between data folders
 * @param port 0 for a free one, chosen at every start
 */
public record EmbeddedSettings(Path dataDirectory, Path binariesDirectory, int port) {

    public EmbeddedSettings {
        dataDirectory = dataDirectory.toAbsolutePath().normalize();
        binariesDirectory = binariesDirectory.toAbsolutePath().normalize();
        if (port < 0 || port > 65535) {
            throw new StartRefusedException("gatehouse.embedded.port must be between 0 and 65535, not `" + port + "`");
        }
    }
}
