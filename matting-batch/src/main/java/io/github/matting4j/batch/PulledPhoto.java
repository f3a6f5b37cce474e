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
 * @param wrong why they could not be claimed, if so
 */
record PulledPhoto(PhotoFile photo, long key, Map<String, Path> outputs, Optional<String> wrong) {}
