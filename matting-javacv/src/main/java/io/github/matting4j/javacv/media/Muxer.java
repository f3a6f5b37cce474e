package io.github.matting4j.javacv.media;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/** A media file that is being written: streams first, then packets. Not thread-safe. */
final class Muxer implements AutoCloseable {
  private final Path file;
  private final VideoFormat format;
  private final AVFormatContext context;
  private final AVPacket packet = Ffmpeg.allocated(avcodec.av_packet_alloc());
  private boolean closed;

  /** Opens the file, which is there and empty. */
  Muxer(Path file, VideoFormat format) throws VideoException {
    this.file = file;
    this.format = format;
    this.context = new AVFormatContext(null);
    AVIOContext io = new AVIOContext(null);
    try (BytePointer url = Ffmpeg.url(file);
        BytePointer name = new BytePointer(format.muxer(), StandardCharsets.US_ASCII)) {
      Ffmpeg.check(
          avformat.avformat_alloc_output_context2(context, (AVOutputFormat) null, name, url),
          "preparing to write " + file);
      Ffmpeg.check(
          avformat.avio_open(io, url, avformat.AVIO_FLAG_WRITE), "opening " + file + " to write");
    } catch (VideoException | RuntimeException | Error e) {
      avcodec.av_packet_free(packet);
      avformat.avformat_free_context(context);
      throw e;
    }
    context.pb(io);
  }

  VideoFormat format() {
    return format;
  }

  /** Whether the container holds a codec in a way that most programs read. */
  boolean holds(int codecId) {
    boolean uncompressed =
        codecId >= avcodec.AV_CODEC_ID_FIRST_AUDIO && codecId < avcodec.AV_CODEC_ID_ADPCM_IMA_QT;
    if (format == VideoFormat.MP4 && uncompressed) {
      return false;
    }
    return avformat.avformat_query_codec(context.oformat(), codecId, avcodec.FF_COMPLIANCE_NORMAL)
        == 1;
  }

  AVStream newStream() {
    return Ffmpeg.allocated(avformat.avformat_new_stream(context, null));
  }

  /** Finds an encoder by FFmpeg's name. */
  static AVCodec encoder(String name) throws VideoException {
    AVCodec codec = avcodec.avcodec_find_encoder_by_name(name);
    if (codec == null || codec.isNull()) {
      throw new VideoException(
          "this build of FFmpeg has no encoder "
              + name
              + "; use the one of org.bytedeco:ffmpeg, or write another format");
    }
    return codec;
  }

  /** Opens an encoder for a new stream of this file. */
  AVStream open(AVCodecContext encoder, AVCodec codec, AVDictionary options, String what)
      throws VideoException {
    if ((context.oformat().flags() & avformat.AVFMT_GLOBALHEADER) != 0) {
      encoder.flags(encoder.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
    }
    Ffmpeg.check(avcodec.avcodec_open2(encoder, codec, options), "opening the encoder of " + what);
    AVStream stream = newStream();
    Ffmpeg.check(
        avcodec.avcodec_parameters_from_context(stream.codecpar(), encoder), "describing " + what);
    stream.time_base(encoder.time_base());
    return stream;
  }

  /** Writes the header; no stream can be added afterwards. */
  void start() throws VideoException {
    AVDictionary options =
        format == VideoFormat.MP4 ? Ffmpeg.options("movflags", "+faststart") : Ffmpeg.options();
    try {
      Ffmpeg.check(avformat.avformat_write_header(context, options), "writing " + file);
    } finally {
      avutil.av_dict_free(options);
    }
  }

  /** Takes over the content of a packet whose times are in {@code base}. */
  void write(AVPacket packet, AVStream stream, AVRational base) throws VideoException {
    packet.stream_index(stream.index());
    packet.pos(-1);
    avcodec.av_packet_rescale_ts(packet, base, stream.time_base());
    Ffmpeg.check(avformat.av_interleaved_write_frame(context, packet), "writing " + file);
  }

  /**
   * Encodes a frame, or with null what the encoder still has, and writes what comes out.
   *
   * @param change gets each packet before it is written
   */
  void encode(
      AVCodecContext encoder, AVStream stream, @Nullable AVFrame frame, Consumer<AVPacket> change)
      throws VideoException {
    Ffmpeg.check(avcodec.avcodec_send_frame(encoder, frame), "encoding a frame for " + file);
    while (true) {
      int result = avcodec.avcodec_receive_packet(encoder, packet);
      if (result == Ffmpeg.EOF || result == avutil.AVERROR_EAGAIN()) {
        return;
      }
      Ffmpeg.check(result, "encoding a frame for " + file);
      change.accept(packet);
      write(packet, stream, encoder.time_base());
    }
  }

  /** Writes what makes the file whole. */
  void finish() throws VideoException {
    Ffmpeg.check(avformat.av_write_trailer(context), "finishing " + file);
    AVIOContext io = context.pb();
    context.pb(null);
    Ffmpeg.check(avformat.avio_closep(io), "closing " + file);
  }

  /** Frees everything native; the file is not whole unless {@link #finish} was called. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    AVIOContext io = context.pb();
    if (io != null && !io.isNull()) {
      context.pb(null);
      avformat.avio_closep(io);
    }
    avcodec.av_packet_free(packet);
    avformat.avformat_free_context(context);
  }
}
