package io.github.matting4j.store;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A model that was installed, as recorded in the {@code install.json} beside its weights.
 *
 * @param id the id of the model
 * @param weights the file that backends open
 * @param bytes its size
 * @param sha256 its hash, 64 hexadecimal digits
 * @param source where the published file came from, an address or a path
 * @param sourceSha256 the hash of the published file
 * @param hashOrigin what that hash was compared with
 * @param installed when
 * @param notes notes of the conversion and the check
 */
public record InstalledModel(
    String id,
    Path weights,
    long bytes,
    String sha256,
    String source,
    String sourceSha256,
    String hashOrigin,
    Instant installed,
    List<String> notes) {}
