package io.github.matting4j.io.jpeg;

import io.github.matting4j.io.input.ByteView;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * Puts an ICC profile together from the APP2 segments of a JPEG, which number themselves from 1.
 * Not thread-safe.
 */
final class IccChunks {
  private static final String NAME = "ICC_PROFILE\0";
  private static final int HEADER_BYTES = NAME.length() + 2;

  private final byte[] data;
  private final int[] starts = new int[256];
  private final int[] lengths = new int[256];
  private int count;
  private int seen;
  private boolean broken;

  IccChunks(byte[] data) {
    this.data = data;
  }

  /** Offers the body of an APP2 segment; others than profile chunks are ignored. */
  void offer(int start, int length) {
    if (length < HEADER_BYTES || !ByteView.startsWith(data, start, NAME)) {
      return;
    }
    int number = ByteView.u8(data, start + NAME.length());
    int chunks = ByteView.u8(data, start + NAME.length() + 1);
    boolean contradicts = seen > 0 && chunks != count;
    if (number == 0 || number > chunks || contradicts || starts[number] != 0) {
      broken = true;
      return;
    }
    count = chunks;
    seen++;
    starts[number] = start + HEADER_BYTES;
    lengths[number] = length - HEADER_BYTES;
  }

  /** Whether there was any chunk, usable or not. */
  boolean present() {
    return seen > 0 || broken;
  }

  /** The profile; empty where there is none or a chunk is missing or contradicts another. */
  Optional<byte[]> profile() {
    if (seen == 0 || broken || seen != count) {
      return Optional.empty();
    }
    ByteArrayOutputStream profile = new ByteArrayOutputStream();
    for (int number = 1; number <= count; number++) {
      profile.write(data, starts[number], lengths[number]);
    }
    return Optional.of(profile.toByteArray());
  }
}
