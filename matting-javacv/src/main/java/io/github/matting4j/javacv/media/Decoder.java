package io.github.matting4j.javacv.media;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/** The decoder of one stream, packets in, frames out. Not thread-safe. */
final class Decoder implements AutoCloseable {
  private static final int MAX_THREADS = 4;

  private final Demuxer demuxer;
  private final int stream;
  private final AVCodecContext context;
  private final Ffv1Checksums checksums = new Ffv1Checksums();
  private final AVFrame frame = Ffmpeg.allocated(avutil.av_frame_alloc());
  private boolean draining;
  private int broken;

  private Decoder(Demuxer demuxer, int stream, AVCodecContext context) {
    this.demuxer = demuxer;
    this.stream = stream;
    this.context = context;
  }

  /** Opens the decoder of a stream. The demuxer must give packets of no other one. */
  static Decoder open(Demuxer demuxer, int stream, String file) throws VideoException {
    AVStream source = demuxer.stream(stream);
    AVCodec codec = codec(source);
    if (codec == null || codec.isNull()) {
      throw new VideoException(
          file
              + " is coded by "
              + avcodec.avcodec_get_name(source.codecpar().codec_id()).getString()
              + ", which this build of FFmpeg cannot decode; convert it to another codec first");
    }
    AVCodecContext context = Ffmpeg.allocated(avcodec.avcodec_alloc_context3(codec));
    Decoder decoder = new Decoder(demuxer, stream, context);
    try {
      Ffmpeg.check(
          avcodec.avcodec_parameters_to_context(context, source.codecpar()),
          "preparing the decoder of " + file);
      context.pkt_timebase(source.time_base());
      context.thread_count(Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors()));
      Ffmpeg.check(
          avcodec.avcodec_open2(context, codec, (AVDictionary) null),
          "opening the decoder of " + file);
      return decoder;
    } catch (VideoException | RuntimeException | Error e) {
      decoder.close();
      throw e;
    }
  }

  /** FFmpeg's own VP8 and VP9 decoders lose the alpha that WebM carries beside the picture. */
  private static @Nullable AVCodec codec(AVStream stream) {
    int id = stream.codecpar().codec_id();
    if (hasAlphaBeside(stream)) {
      if (id == avcodec.AV_CODEC_ID_VP9) {
        return avcodec.avcodec_find_decoder_by_name("libvpx-vp9");
      }
      if (id == avcodec.AV_CODEC_ID_VP8) {
        return avcodec.avcodec_find_decoder_by_name("libvpx");
      }
    }
    return avcodec.avcodec_find_decoder(id);
  }

  /** Whether the file carries alpha beside the coded pictures, as WebM does. */
  static boolean hasAlphaBeside(AVStream stream) {
    AVDictionaryEntry alpha = avutil.av_dict_get(stream.metadata(), "alpha_mode", null, 0);
    return alpha != null && !alpha.isNull() && "1".equals(alpha.value().getString());
  }

  AVCodecContext context() {
    return context;
  }

  /**
   * Decodes the next frame, which is valid until the next call. Packets that cannot be decoded are
   * counted and skipped.
   *
   * @return null at the end
   */
  @Nullable AVFrame next() {
    while (true) {
      avutil.av_frame_unref(frame);
      int result = avcodec.avcodec_receive_frame(context, frame);
      if (result >= 0) {
        if (frame.decode_error_flags() != 0 || (frame.flags() & Ffmpeg.FRAME_CORRUPT) != 0) {
          broken++;
        }
        return frame;
      }
      if (result == Ffmpeg.EOF || (draining && result != avutil.AVERROR_EAGAIN())) {
        return null;
      }
      if (result != avutil.AVERROR_EAGAIN() && !checksums.present()) { // else counted by them
        broken++;
      }
      send();
    }
  }

  private void send() {
    AVPacket packet = demuxer.next();
    if (packet == null) {
      draining = true;
      avcodec.avcodec_send_packet(context, (AVPacket) null);
    } else if (packet.stream_index() == stream) {
      boolean damaged =
          context.codec_id() == avcodec.AV_CODEC_ID_FFV1 && checksums.isDamaged(packet);
      if (avcodec.avcodec_send_packet(context, packet) < 0 || damaged) {
        broken++;
      }
    }
  }

  /** Forgets what was sent, after the demuxer went to another position. */
  void flush() {
    avcodec.avcodec_flush_buffers(context);
    draining = false;
  }

  /** Frames so far that were damaged or could not be decoded. */
  int broken() {
    return broken;
  }

  @Override
  public void close() {
    avutil.av_frame_free(frame);
    avcodec.avcodec_free_context(context);
  }
}
