package io.github.matting4j.rivals;

import io.github.matting4j.image.AlphaMatte;

/**
 * Another way from a photo to its cut-out. It gets the photo's JPEG, the decoded photo in its own
 * form, the graph, and the matte that replaces the network's. Not thread-safe.
 */
interface Rival extends AutoCloseable {
  /** For tables. */
  String name();

  /**
   * The network's alpha of the decoded photo, in the rival's own form and of the network's size.
   */
  Object alpha() throws Exception;

  /** The network's alpha of the decoded photo, of the photo's size; for checks. */
  AlphaMatte matte() throws Exception;

  /**
   * From the JPEG's bytes to an RGBA PNG: decodes, runs the network, brings its alpha to the
   * photo's size, throws that away, cuts out with the given matte, writes.
   */
  byte[] jpegToCutOut() throws Exception;

  @Override
  void close() throws Exception;
}
