package io.github.matting4j.javacv.media;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bytedeco.ffmpeg.global.avutil;

/** A container, with the codecs that this library writes into it. */
public enum VideoFormat {
  /** QuickTime: ProRes 4444 with alpha, ProRes 422 HQ without. */
  MOV("mov", "mov", "aac"),
  /** WebM: VP9, with alpha if there is any. */
  WEBM("webm", "webm", "libopus"),
  /** Matroska: FFV1, lossless, 8 bits of colours and alpha or 16 bits of a matte. */
  MKV("mkv", "matroska", "aac"),
  /** MP4: H.264 without alpha. */
  MP4("mp4", "mp4", "aac");

  private final String extension;
  private final String muxer;
  private final String soundEncoder;

  VideoFormat(String extension, String muxer, String soundEncoder) {
    this.extension = extension;
    this.muxer = muxer;
    this.soundEncoder = soundEncoder;
  }

  /** The format that a file name ends in, in any case; empty for other endings. */
  public static Optional<VideoFormat> of(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    for (VideoFormat format : values()) {
      if (name.endsWith("." + format.extension)) {
        return Optional.of(format);
      }
    }
    return name.endsWith(".m4v") ? Optional.of(MP4) : Optional.empty();
  }

  /** Whether this library writes such pictures into this container. */
  public boolean holds(Content content) {
    return content != Content.CUT_OUT || this != MP4;
  }

  /** FFmpeg's name of the muxer. */
  String muxer() {
    return muxer;
  }

  /** FFmpeg's name of the encoder for sound that cannot be copied. */
  String soundEncoder() {
    return soundEncoder;
  }

  /**
   * How pictures are coded.
   *
   * @param encoder FFmpeg's name
   * @param pixels FFmpeg's pixel format
   * @param evenSides whether both sides must be even
   * @param options names and values in turn
   */
  record Coding(String encoder, int pixels, boolean evenSides, List<String> options) {}

  /**
   * The coding of such pictures.
   *
   * @param pixelsPerSecond for codecs that need a bit rate
   * @throws IllegalArgumentException if the container does not hold them
   */
  Coding coding(Content content, double pixelsPerSecond) {
    if (!holds(content)) {
      throw new IllegalArgumentException("." + extension + " cannot hold " + content);
    }
    boolean alpha = content == Content.CUT_OUT;
    return switch (this) {
      case MOV ->
          alpha
              ? new Coding(
                  "prores_aw", // half the time of prores_ks
                  avutil.AV_PIX_FMT_YUVA444P10LE,
                  true,
                  List.of("profile", "4", "vendor", "apl0"))
              : new Coding(
                  "prores_aw",
                  avutil.AV_PIX_FMT_YUV422P10LE,
                  true,
                  List.of("profile", "3", "vendor", "apl0"));
      case WEBM ->
          new Coding(
              "libvpx-vp9",
              alpha ? avutil.AV_PIX_FMT_YUVA420P : avutil.AV_PIX_FMT_YUV420P,
              false,
              List.of(
                  "crf",
                  "18",
                  "b",
                  "0",
                  "deadline",
                  "good",
                  "cpu-used",
                  "4",
                  "row-mt",
                  "1",
                  "auto-alt-ref",
                  "0"));
      case MKV ->
          new Coding(
              "ffv1",
              switch (content) {
                case CUT_OUT -> avutil.AV_PIX_FMT_BGRA;
                case OPAQUE -> avutil.AV_PIX_FMT_BGR0;
                case MATTE -> avutil.AV_PIX_FMT_GRAY16LE;
              },
              false,
              List.of("level", "3", "slices", "4", "slicecrc", "1"));
      case MP4 ->
          new Coding(
              "libopenh264",
              avutil.AV_PIX_FMT_YUV420P,
              true,
              List.of("b", Long.toString(bitRate(pixelsPerSecond)), "profile", "high", "g", "50"));
    };
  }

  /** 0.2 bits per pixel: about 10 Mbit/s at 1080p and 25 frames per second. */
  private static long bitRate(double pixelsPerSecond) {
    return Math.max(500_000L, Math.min(200_000_000L, Math.round(0.2 * pixelsPerSecond)));
  }
}
