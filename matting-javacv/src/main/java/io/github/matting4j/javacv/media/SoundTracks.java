package io.github.matting4j.javacv.media;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/**
 * All sound of a file on its way into another. It reads the file a second time, so that no packet
 * has to wait in memory for the pictures. Not thread-safe.
 */
final class SoundTracks implements AutoCloseable {
  private static final int MAX_PEEKED = 256;

  /** One sound track on its way from a file to another. */
  interface Track extends AutoCloseable {
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

  private final Demuxer demuxer;
  private final @Nullable Track[] tracks;
  private final Ticks[] ticks;
  private final long shift;
  private final long from;
  private final long to;
  private final Deque<AVPacket> waiting = new ArrayDeque<>();

  private SoundTracks(Demuxer demuxer, long startNanos, long endNanos) {
    long origin = demuxer.origin();
    this.demuxer = demuxer;
    this.tracks = new Track[demuxer.streams()];
    this.ticks = new Ticks[demuxer.streams()];
    this.shift = origin + startNanos;
    this.from = startNanos == 0 ? Long.MIN_VALUE : shift; // what an encoder needs before time 0
    this.to = endNanos == Long.MAX_VALUE ? endNanos : origin + endNanos;
  }

  /**
   * Adds the sound tracks of {@code file} to the muxer.
   *
   * @param startNanos what of the sound becomes time 0, from the start of the file
   * @param endNanos where the sound ends
   * @param notes gets sentences about what is not copied
   */
  static SoundTracks open(
      Path file, long startNanos, long endNanos, Muxer muxer, List<String> notes)
      throws IOException {
    Demuxer demuxer = Demuxer.open(file);
    SoundTracks all = new SoundTracks(demuxer, startNanos, endNanos);
    try {
      for (int i = 0; i < demuxer.streams(); i++) {
        AVStream stream = demuxer.stream(i);
        all.ticks[i] = Ticks.of(stream.time_base());
        if (stream.codecpar().codec_type() == avutil.AVMEDIA_TYPE_AUDIO) {
          all.tracks[i] = track(stream, muxer, notes);
        }
      }
      demuxer.only(index -> all.tracks[index] != null);
      int first = all.first();
      if (startNanos > 0 && first >= 0) {
        demuxer.seek(first, all.shift);
      }
      if (startNanos == 0) {
        all.peek();
      }
      return all;
    } catch (IOException | RuntimeException | Error e) {
      all.close();
      throw e;
    }
  }

  private static @Nullable Track track(AVStream stream, Muxer muxer, List<String> notes) {
    String codec = avcodec.avcodec_get_name(stream.codecpar().codec_id()).getString();
    try {
      if (muxer.holds(stream.codecpar().codec_id())) {
        return new CopiedTrack(stream, muxer);
      }
      Track encoded = EncodedTrack.open(stream, muxer);
      notes.add(
          "The sound ("
              + codec
              + ") is encoded again as "
              + muxer.format().soundEncoder().replace("lib", "")
              + ", because the container does not hold it.");
      return encoded;
    } catch (VideoException e) {
      notes.add("A sound track (" + codec + ") is left out: " + e.getMessage() + ".");
      return null;
    }
  }

  /** Reads until each track has given its first packet, or enough is read. */
  private void peek() {
    Set<Integer> missing = new HashSet<>();
    for (int i = 0; i < tracks.length; i++) {
      if (tracks[i] != null) {
        missing.add(i);
      }
    }
    while (!missing.isEmpty() && waiting.size() < MAX_PEEKED) {
      AVPacket packet = demuxer.next();
      if (packet == null) {
        return;
      }
      waiting.add(Ffmpeg.allocated(avcodec.av_packet_clone(packet)));
      Track track = tracks[packet.stream_index()];
      if (track != null
          && missing.remove(packet.stream_index())
          && packet.pts() != avutil.AV_NOPTS_VALUE) {
        track.startsAt(packet.pts());
      }
    }
  }

  private int first() {
    for (int i = 0; i < tracks.length; i++) {
      if (tracks[i] != null) {
        return i;
      }
    }
    return -1;
  }

  /** Writes the sound up to a time, in nanoseconds from the start of what is written. */
  void writeUntil(long nanos) throws VideoException {
    if (first() < 0) {
      return;
    }
    while (true) {
      AVPacket packet = waiting.poll();
      boolean cloned = packet != null;
      if (packet == null) {
        packet = demuxer.next();
      }
      if (packet == null) {
        return;
      }
      if (!due(packet, nanos)) {
        waiting.addFirst(cloned ? packet : Ffmpeg.allocated(avcodec.av_packet_clone(packet)));
        return;
      }
      try {
        Track track = tracks[packet.stream_index()];
        long at = time(packet);
        if (track != null && at >= from && at < to) {
          track.add(packet, shift);
        }
      } finally {
        if (cloned) {
          avcodec.av_packet_free(packet);
        }
      }
    }
  }

  private boolean due(AVPacket packet, long nanos) {
    return nanos == Long.MAX_VALUE || time(packet) - shift <= nanos;
  }

  private long time(AVPacket packet) {
    long stated = packet.pts() == avutil.AV_NOPTS_VALUE ? packet.dts() : packet.pts();
    return stated == avutil.AV_NOPTS_VALUE ? shift : ticks[packet.stream_index()].toNanos(stated);
  }

  /** Writes the rest. */
  void finish() throws VideoException {
    writeUntil(Long.MAX_VALUE);
    for (Track track : tracks) {
      if (track != null) {
        track.finish();
      }
    }
  }

  @Override
  public void close() {
    waiting.forEach(avcodec::av_packet_free);
    waiting.clear();
    Arrays.stream(tracks).filter(track -> track != null).forEach(Track::close);
    demuxer.close();
  }
}
