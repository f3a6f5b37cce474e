package io.github.matting4j.rivals;

import io.github.matting4j.image.AlphaMatte;
import java.util.Optional;

/**
 * Another way from a photo to its cut-out, with a graph that is open. Not thread-safe.
 *
 * @param <P> a decoded picture in the rival's own form
 */
interface Rival<P> extends AutoCloseable {
  /** For tables. */
  String name();

  /** The picture of a JPEG's bytes. */
  P decode(byte[] jpeg) throws Exception;

  /** A matte as a picture with one channel. */
  P grey(AlphaMatte matte);

  /** The network's alpha of a photo, in the rival's own form and of the network's size. */
  Object alpha(P photo) throws Exception;

  /** The network's alpha of a photo, of the photo's size; for checks. */
  AlphaMatte matte(P photo) throws Exception;

  /**
   * From a JPEG's bytes to an RGBA PNG: decodes, runs the network, brings its alpha to the photo's
   * size, cuts out, writes.
   *
   * @param replacement what to cut out with instead of the network's alpha, which is then thrown
   *     away
   */
  byte[] cutOut(byte[] jpeg, Optional<P> replacement) throws Exception;

  @Override
  void close() throws Exception;
}
