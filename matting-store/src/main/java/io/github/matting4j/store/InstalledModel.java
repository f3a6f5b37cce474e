package io.github.matting4j.store;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A model that was installed, as recorded in the {@code install.json} beside its weights.
 *
 * @param id the id of the model
 * @param weights the file that backends open
 * @param bytes its size
 * @param sha256 its hash, 64 hexadecimal digits
 * @param source where the published file came from, an address or a path
 * @param sourceSha256 the hash of the published file; empty if that was a folder
 * @param hashOrigin what that hash was compared with
 * @param installed when
 * @param converter what made the weights' file, with its version; empty if it is the published file
 * @param outdated whether there is a later version of the converter here; the model can be opened
 *     all the same
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
    Optional<String> converter,
    boolean outdated,
    List<String> notes) {
  /** Copies the list. */
  public InstalledModel {
    notes = List.copyOf(notes);
  }

  /** A sentence about a conversion that is {@link #outdated}, with what to do. */
  public Optional<String> remark() {
    return converter
        .filter(maker -> outdated)
        .map(
            maker ->
                "converted by an older converter ("
                    + maker
                    + "); 'matting models install "
                    + id
                    + "' converts it again");
  }
}
