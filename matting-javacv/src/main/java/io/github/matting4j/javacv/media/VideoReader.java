package io.github.matting4j.javacv.media;

import io.github.matting4j.image.ArgbImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/**
 * The frames of a video file, upright, as sRGB pictures, with the times that the file gives them.
 *
 * <p>Matrix and range of the colours are those that the file states; where it states none, BT.709
 * from 720 rows on, else BT.601, limited range. Colours of a wide gamut (BT.2020, P3) are converted
 * to sRGB, with a warning, as those outside of it lose saturation; other primaries are taken for
 * those of sRGB, from which they differ little. Frames of more than 8 bits are rounded. HDR is
 * refused.
 *
 * <p>A damaged frame is shown as the decoder repaired it; one that cannot be decoded is left out,
 * so that the frame before it is shown longer. Both are counted, see {@link #brokenFrames}. A file
 * that is cut off gives the frames that are there and a warning.
 *
 * <p>One thread at a time uses a reader; it may be another one later. The pictures are copies.
 */
public final class VideoReader implements AutoCloseable {
  /** A file that ends this much before its stated end is taken for cut off. */
  private static final long MISSING_NANOS = 500_000_000L;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final Path file;
  private final Demuxer demuxer;
  private final Decoder decoder;
  private final FrameImages images;
  private final VideoInfo info;
  private final Ticks ticks;
  private final long origin;
  private final int stream;
  private final Set<String> warnings;
  private long from = Long.MIN_VALUE;
  private long lastTicks = Long.MIN_VALUE;
  private long lastDuration;
  private boolean ended;
  private final ReentrantLock inUse = new ReentrantLock();
  private volatile boolean closed;
  private boolean freed;

  private VideoReader(
      Path file, Demuxer demuxer, Decoder decoder, FrameImages images, VideoInfo info, int stream) {
    this.file = file;
    this.demuxer = demuxer;
    this.decoder = decoder;
    this.images = images;
    this.info = info;
    this.stream = stream;
    this.ticks = info.ticks();
    this.origin = demuxer.origin();
    this.warnings = new LinkedHashSet<>(info.warnings());
  }

  /**
   * Opens a file.
   *
   * @throws VideoException if it is not a video, is HDR, or its codec is not known
   * @throws java.nio.file.NoSuchFileException if it is not there
   */
  public static VideoReader open(Path file) throws IOException {
    Demuxer demuxer = Demuxer.open(file);
    Decoder decoder = null;
    FrameImages images = null;
    try {
      int stream = demuxer.best(avutil.AVMEDIA_TYPE_VIDEO);
      if (stream < 0 || isCover(demuxer.stream(stream))) {
        throw new VideoException(file + " has no pictures, only sound or data; name a video file");
      }
      demuxer.only(index -> index == stream);
      AVCodecParameters coded = demuxer.stream(stream).codecpar();
      refuse(file, coded.color_trc(), coded.color_space());
      decoder = Decoder.open(demuxer, stream, file.toString());
      AVCodecContext context = decoder.context();
      if (context.width() < 1 || context.height() < 1) {
        throw new VideoException(file + " does not state the size of its pictures; it is damaged");
      }
      Orientation stated = Orientation.of(coded);
      Orientation orientation = stated == null ? Orientation.UPRIGHT : stated;
      List<String> warnings = new ArrayList<>();
      if (stated == null) {
        warnings.add(
            "The frames are marked as turned by an angle that is no multiple of 90 degrees; they"
                + " are taken as they are.");
      }
      images = new FrameImages(context.width(), context.height(), orientation);
      VideoInfo info = info(demuxer, stream, context, orientation, warnings);
      return new VideoReader(file, demuxer, decoder, images, info, stream);
    } catch (IOException | RuntimeException | Error e) {
      if (images != null) {
        images.close();
      }
      if (decoder != null) {
        decoder.close();
      }
      demuxer.close();
      throw e;
    }
  }

  /** Whether the stream is the picture of a sound file. */
  private static boolean isCover(AVStream stream) {
    return (stream.disposition() & avformat.AV_DISPOSITION_ATTACHED_PIC) != 0;
  }

  private static void refuse(Path file, int transfer, int matrix) throws VideoException {
    String refusal = Colours.refusal(transfer, matrix);
    if (refusal != null) {
      throw new VideoException(file + ": " + refusal);
    }
  }

  private static VideoInfo info(
      Demuxer demuxer,
      int index,
      AVCodecContext context,
      Orientation orientation,
      List<String> warnings) {
    AVStream stream = demuxer.stream(index);
    boolean exchanged = orientation.exchangesSides();
    int sound = 0;
    for (int i = 0; i < demuxer.streams(); i++) {
      if (demuxer.stream(i).codecpar().codec_type() == avutil.AVMEDIA_TYPE_AUDIO) {
        sound++;
      }
    }
    if (context.field_order() > avcodec.AV_FIELD_PROGRESSIVE) {
      warnings.add(INTERLACED);
    }
    AVRational rate = stream.avg_frame_rate();
    return new VideoInfo(
        exchanged ? context.height() : context.width(),
        exchanged ? context.width() : context.height(),
        avcodec.avcodec_get_name(stream.codecpar().codec_id()).getString(),
        duration(demuxer, stream),
        rate.num() > 0 && rate.den() > 0
            ? OptionalDouble.of(rate.num() / (double) rate.den())
            : OptionalDouble.empty(),
        Ticks.of(stream.time_base()),
        aspect(context.sample_aspect_ratio(), exchanged),
        sound,
        Colours.hasAlpha(context.pix_fmt()) || Decoder.hasAlphaBeside(stream),
        warnings);
  }

  private static final String WIDE_GAMUT =
      "The video has colours of a wide gamut (BT.2020 or P3); they are converted to sRGB, so that"
          + " those outside of it lose saturation.";

  private static final String INTERLACED =
      "The video is interlaced; both fields of a frame are taken as one picture, so moving edges"
          + " are combed. Deinterlace it first.";

  private static Ticks aspect(AVRational ratio, boolean exchanged) {
    if (ratio.num() < 1 || ratio.den() < 1) {
      return new Ticks(1, 1);
    }
    return exchanged ? new Ticks(ratio.den(), ratio.num()) : new Ticks(ratio.num(), ratio.den());
  }

  private static Optional<Duration> duration(Demuxer demuxer, AVStream stream) {
    if (stream.duration() != avutil.AV_NOPTS_VALUE && stream.duration() > 0) {
      return Optional.of(Duration.ofNanos(Ticks.of(stream.time_base()).toNanos(stream.duration())));
    }
    long micros = demuxer.context().duration();
    return micros == avutil.AV_NOPTS_VALUE || micros <= 0
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(Ticks.MICROSECONDS.toNanos(micros)));
  }

  /** What the file states about itself. */
  public VideoInfo info() {
    return info;
  }

  /**
   * Goes to the first frame that is shown at {@code start} or later. Times stay those of the whole
   * video.
   *
   * @throws VideoException if the file does not allow that
   */
  public void seek(Duration start) throws IOException {
    from = start.toNanos();
    demuxer.seek(stream, origin + from);
    decoder.flush();
    lastTicks = Long.MIN_VALUE;
    ended = false;
  }

  /**
   * Reads the next frame. Times increase from frame to frame.
   *
   * @return null at the end
   * @throws VideoException if the frame is HDR or cannot be converted
   */
  public @Nullable VideoFrame next() throws IOException {
    inUse.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the reader of " + file + " is closed");
      }
      return read();
    } finally {
      inUse.unlock();
      if (closed) {
        free();
      }
    }
  }

  private @Nullable VideoFrame read() throws IOException {
    while (!ended) {
      AVFrame frame = decoder.next();
      if (frame == null) {
        ended = true;
        noteEnd();
        return null;
      }
      long at = time(frame);
      if (at <= lastTicks) {
        warnings.add("Frames whose time is not after that of the frame before are left out.");
        continue;
      }
      lastTicks = at;
      lastDuration = duration(frame);
      long nanos = ticks.toNanos(at) - origin;
      if (nanos < from) {
        continue;
      }
      refuse(file, frame.color_trc(), frame.colorspace());
      if ((frame.flags() & Ffmpeg.FRAME_INTERLACED) != 0) {
        warnings.add(INTERLACED);
        frame.flags(frame.flags() & ~Ffmpeg.FRAME_INTERLACED); // converted as one picture
      }
      if (frame.width() != decoder.context().coded_width() && sizeChanged(frame)) {
        warnings.add("The size of the frames changes within the video; all get the first size.");
      }
      ArgbImage image = images.image(frame);
      if (images.isWideGamut()) {
        warnings.add(WIDE_GAMUT);
      }
      return new VideoFrame(image, nanos, ticks.toNanos(lastDuration));
    }
    return null;
  }

  private boolean sizeChanged(AVFrame frame) {
    boolean upright = info.width() == frame.width() && info.height() == frame.height();
    boolean turned = info.width() == frame.height() && info.height() == frame.width();
    return !upright && !turned;
  }

  private long time(AVFrame frame) {
    long stated = frame.best_effort_timestamp();
    if (stated != avutil.AV_NOPTS_VALUE) {
      return stated;
    }
    return lastTicks == Long.MIN_VALUE ? 0 : lastTicks + Math.max(1, lastDuration);
  }

  private long duration(AVFrame frame) {
    if (frame.duration() > 0) {
      return frame.duration();
    }
    return info.frameRate().isPresent()
        ? ticks.ofNanos(Math.round(NANOS_PER_SECOND / info.frameRate().getAsDouble()))
        : 0;
  }

  private void noteEnd() {
    long end = lastTicks == Long.MIN_VALUE ? 0 : ticks.toNanos(lastTicks + lastDuration) - origin;
    boolean early =
        info.duration().isPresent() && end < info.duration().get().toNanos() - MISSING_NANOS;
    if (early || demuxer.endedByError()) {
      warnings.add(
          String.format(
              java.util.Locale.ROOT,
              "The file is cut off or damaged: its pictures end at %.2f s%s.",
              end / (double) NANOS_PER_SECOND,
              info.duration()
                  .map(
                      stated ->
                          String.format(
                              java.util.Locale.ROOT,
                              " of %.2f s",
                              stated.toNanos() / (double) NANOS_PER_SECOND))
                  .orElse("")));
    }
  }

  /** Frames so far that were damaged or could not be decoded. */
  public int brokenFrames() {
    return decoder.broken();
  }

  /** What was found up to now, in sentences. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /**
   * Frees everything native. Idempotent. If another thread is in {@link #next}, as when a read of
   * the file hangs, that thread frees it when it returns.
   */
  @Override
  public void close() {
    closed = true;
    free();
  }

  /** Unless the reader is in use. */
  private void free() {
    if (!inUse.tryLock()) {
      return;
    }
    try {
      if (!freed) {
        freed = true;
        images.close();
        decoder.close();
        demuxer.close();
      }
    } finally {
      inUse.unlock();
    }
  }
}
