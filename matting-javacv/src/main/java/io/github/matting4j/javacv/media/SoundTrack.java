package io.github.matting4j.javacv.media;

import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** One sound track on its way from a file to another. */
interface SoundTrack extends AutoCloseable {
  /**
   * Takes note of the first packet's time before the header of the result is written.
   *
   * @param firstTicks in units of the source; negative for what only prepares the decoder
   */
  void startsAt(long firstTicks);

  /**
   * Takes over the content of a packet.
   *
   * @param shiftNanos what is to be subtracted from its times
   */
  void add(AVPacket packet, long shiftNanos) throws VideoException;

  /** Writes what is left. */
  void finish() throws VideoException;

  @Override
  void close();
}
