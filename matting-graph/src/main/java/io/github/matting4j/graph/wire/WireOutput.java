package io.github.matting4j.graph.wire;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes the bytes of a message in their order. */
interface WireOutput {
  /** Takes all bytes from position to limit. */
  void write(ByteBuffer bytes) throws IOException;
}
