package io.github.matting4j.javacv.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/** An opened media file: its streams, and its packets one after the other. Not thread-safe. */
final class Demuxer implements AutoCloseable {
  /** Passing read errors before the file is taken for ended. */
  private static final int MAX_ERRORS = 100;

  private final Path file;
  private final AVFormatContext context;
  private final AVPacket packet = Ffmpeg.allocated(avcodec.av_packet_alloc());
  private boolean endedByError;
  private boolean closed;

  private Demuxer(Path file, AVFormatContext context) {
    this.file = file;
    this.context = context;
  }

  /**
   * Opens a file of the operating system. What it refers to (playlists) may be files only.
   *
   * @throws IOException if it is not there or no media file
   */
  static Demuxer open(Path file) throws IOException {
    Ffmpeg.load();
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString(), null, "there is no such file");
    }
    if (!Files.isRegularFile(file)) {
      throw new VideoException(file + " is not a regular file; name a video file");
    }
    AVFormatContext context = new AVFormatContext(null);
    AVDictionary options = Ffmpeg.options("protocol_whitelist", "file");
    try (BytePointer url = Ffmpeg.url(file)) {
      Ffmpeg.check(
          avformat.avformat_open_input(context, url, (AVInputFormat) null, options),
          "opening " + file + " as a video");
    } finally {
      avutil.av_dict_free(options);
    }
    Demuxer demuxer = new Demuxer(file, context);
    try {
      int found = avformat.avformat_find_stream_info(context, (AVDictionary) null);
      if (found != Ffmpeg.EOF || context.nb_streams() == 0) { // a short file may end meanwhile
        Ffmpeg.check(found, "reading the streams of " + file);
      }
      return demuxer;
    } catch (VideoException | RuntimeException | Error e) {
      demuxer.close();
      throw e;
    }
  }

  AVFormatContext context() {
    return context;
  }

  AVStream stream(int index) {
    return context.streams(index);
  }

  int streams() {
    return context.nb_streams();
  }

  /** The index of the main stream of a kind; negative if there is none. */
  int best(int mediaType) {
    return avformat.av_find_best_stream(
        context, mediaType, -1, -1, (org.bytedeco.ffmpeg.avcodec.AVCodec) null, 0);
  }

  /** Skips the packets of all other streams. */
  void only(java.util.function.IntPredicate wanted) {
    for (int i = 0; i < streams(); i++) {
      stream(i).discard(wanted.test(i) ? avcodec.AVDISCARD_DEFAULT : avcodec.AVDISCARD_ALL);
    }
  }

  /** When the first picture or sound of the file is, in nanoseconds; 0 if that is before 0. */
  long origin() {
    long first = Long.MAX_VALUE;
    for (int i = 0; i < streams(); i++) {
      AVStream stream = stream(i);
      int kind = stream.codecpar().codec_type();
      if ((kind == avutil.AVMEDIA_TYPE_VIDEO || kind == avutil.AVMEDIA_TYPE_AUDIO)
          && stream.start_time() != avutil.AV_NOPTS_VALUE) {
        first = Math.min(first, Ticks.of(stream.time_base()).toNanos(stream.start_time()));
      }
    }
    return first == Long.MAX_VALUE ? 0 : Math.max(0, first);
  }

  /** Goes to the last point before the time from which decoding can start. */
  void seek(int stream, long nanosInFile) throws VideoException {
    long ticks = Ticks.of(stream(stream).time_base()).ofNanos(nanosInFile);
    Ffmpeg.check(
        avformat.av_seek_frame(context, stream, ticks, avformat.AVSEEK_FLAG_BACKWARD),
        "going to a position in " + file);
  }

  /**
   * Reads the next packet, which is valid until the next call.
   *
   * @return null at the end
   */
  @org.jspecify.annotations.Nullable
  AVPacket next() {
    avcodec.av_packet_unref(packet);
    for (int errors = 0; errors < MAX_ERRORS; errors++) {
      int result = avformat.av_read_frame(context, packet);
      if (result >= 0) {
        return packet;
      }
      if (result == Ffmpeg.EOF) {
        return null;
      }
      endedByError = true;
      if (context.pb() == null || avformat.avio_feof(context.pb()) != 0) {
        return null;
      }
    }
    return null;
  }

  /** Whether an error was met while packets were read. */
  boolean endedByError() {
    return endedByError;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      avcodec.av_packet_free(packet);
      avformat.avformat_close_input(context);
    }
  }
}
