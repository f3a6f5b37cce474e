package io.github.matting4j.javacv.media;

import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;

/**
 * Finds damaged packets of FFV1. The decoder replaces damaged slices by those of the frame before
 * and reports nothing.
 *
 * <p>A packet is a chain of slices, read from its end. Where the encoder wrote checksums, a slice
 * is followed by its size (3 bytes), a status (1) and a CRC (4) that makes the CRC of all of it 0.
 * That a stream has checksums is known from the first packet on in which all of them are right. Not
 * thread-safe.
 */
final class Ffv1Checksums {
  private static final int TRAILER = 8;

  private final IntPointer table = avutil.av_crc_get_table(avutil.AV_CRC_32_IEEE);
  private boolean present;

  /** Whether the stream is known to have checksums. */
  boolean present() {
    return present;
  }

  /** Whether the packet has checksums that are wrong, in a stream that is known to have them. */
  boolean isDamaged(AVPacket packet) {
    boolean right = packet.size() > 0 && isRight(packet.data(), packet.size());
    present |= right;
    return present && !right;
  }

  private boolean isRight(BytePointer data, long size) {
    long end = size;
    while (end >= TRAILER) {
      long trailer = end - TRAILER;
      int length =
          ((data.get(trailer) & 0xFF) << 16)
              | ((data.get(trailer + 1) & 0xFF) << 8)
              | (data.get(trailer + 2) & 0xFF);
      long start = trailer - length;
      if (start < 0 || avutil.av_crc(table, 0, data.getPointer(start), end - start) != 0) {
        return false;
      }
      end = start;
    }
    return end == 0;
  }
}
