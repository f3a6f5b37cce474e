package io.github.matting4j.batch;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A photo that a worker took from the source.
 *
 * @param photo the photo
 * @param key of its path
 * @param outputs claimed for it
 * @param failure why it cannot be done, if that is known already
 */
record PulledPhoto(
    PhotoFile photo, long key, Map<String, Path> outputs, Optional<PhotoFailure> failure) {}
