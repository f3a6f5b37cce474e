package io.github.matting4j.javacv.media;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/**
 * Writes a video file, colours as BT.709 of limited range where the codec has no RGB. The times of
 * the pictures are kept to the container's unit: a millisecond in Matroska and WebM, the unit of
 * the input elsewhere.
 *
 * <p>The file is written beside its place under a temporary name and renamed when it is whole; an
 * existing file is replaced then.
 */
public final class VideoWriter implements FrameOutput {
  private static final int MAX_THREADS = 4;
  private static final double USUAL_RATE = 25;
  private static final int RATE_SCALE = 1000;

  /**
   * What is written.
   *
   * @param width columns of each picture
   * @param height rows of each picture
   * @param content what the pictures are
   * @param ticks unit of the times
   * @param frameRate pictures per second on average, more than 0
   * @param pixelAspect width of a pixel relative to its height, {@code num/den}
   */
  public record Settings(
      int width, int height, Content content, Ticks ticks, double frameRate, Ticks pixelAspect) {
    /** Checks the sizes and the rate. */
    public Settings {
      if (width < 1 || height < 1 || !(frameRate > 0)) {
        throw new IllegalArgumentException(
            "a video of "
                + width
                + "x"
                + height
                + " pixels at "
                + frameRate
                + " pictures per second; all must be more than 0");
      }
    }

    /** Those of a video that is made of another one. */
    public static Settings like(VideoInfo info, Content content) {
      return new Settings(
          info.width(),
          info.height(),
          content,
          info.ticks(),
          info.frameRate().orElse(USUAL_RATE),
          info.pixelAspect());
    }

    /** These with at most so many pictures per second. */
    public Settings withMaxFrameRate(double highest) {
      return new Settings(width, height, content, ticks, Math.min(frameRate, highest), pixelAspect);
    }
  }

  private final Path file;
  private final Path temporary;
  private final Settings settings;
  private final List<String> warnings = new ArrayList<>();
  private final Muxer muxer;
  private final FramePacker packer;
  private final AVCodecContext encoder;
  private final AVStream stream;
  private @Nullable SoundTracks sound;
  private final Deque<Long> durations = new ArrayDeque<>();
  private long lastTick = Long.MIN_VALUE;
  private boolean finished;
  private boolean closed;

  private VideoWriter(Path file, Path temporary, VideoFormat format, Settings settings)
      throws VideoException {
    this.file = file;
    this.temporary = temporary;
    this.settings = settings;
    VideoFormat.Coding coding =
        format.coding(
            settings.content(), settings.frameRate() * settings.width() * settings.height());
    AVCodec codec = Muxer.encoder(coding.encoder());
    this.muxer = new Muxer(temporary, format);
    FramePacker opened = null;
    AVCodecContext context = Ffmpeg.allocated(avcodec.avcodec_alloc_context3(codec));
    AVDictionary options = Ffmpeg.options(coding.options().toArray(String[]::new));
    try {
      opened =
          new FramePacker(
              settings.width(), settings.height(), coding, settings.content() == Content.MATTE);
      describe(context, opened, coding);
      this.stream = muxer.open(context, codec, options, file.toString());
      stream.avg_frame_rate(context.framerate());
      stream.sample_aspect_ratio(context.sample_aspect_ratio());
    } catch (VideoException | RuntimeException | Error e) {
      if (opened != null) {
        opened.close();
      }
      avcodec.avcodec_free_context(context);
      muxer.close();
      throw e;
    } finally {
      avutil.av_dict_free(options);
    }
    this.packer = opened;
    this.encoder = context;
    if (packer.codedWidth() != settings.width() || packer.codedHeight() != settings.height()) {
      warnings.add(
          "The codec needs even sides: the pictures are "
              + packer.codedWidth()
              + "x"
              + packer.codedHeight()
              + " instead of "
              + settings.width()
              + "x"
              + settings.height()
              + ", the last column or row repeated.");
    }
  }

  private void describe(AVCodecContext context, FramePacker frames, VideoFormat.Coding coding) {
    context.width(frames.codedWidth()).height(frames.codedHeight());
    context.pix_fmt(coding.pixels());
    context.time_base(Ffmpeg.rational(settings.ticks()));
    context.framerate(
        new AVRational()
            .num((int) Math.max(1, Math.round(settings.frameRate() * RATE_SCALE)))
            .den(RATE_SCALE));
    context.sample_aspect_ratio(Ffmpeg.rational(settings.pixelAspect()));
    context.thread_count(Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors()));
    context.color_primaries(avutil.AVCOL_PRI_BT709);
    context.color_trc(avutil.AVCOL_TRC_BT709);
    boolean rgb =
        coding.pixels() == avutil.AV_PIX_FMT_BGRA || coding.pixels() == avutil.AV_PIX_FMT_BGR0;
    boolean full = rgb || coding.pixels() == avutil.AV_PIX_FMT_GRAY16LE;
    context.colorspace(rgb ? avutil.AVCOL_SPC_RGB : avutil.AVCOL_SPC_BT709);
    context.color_range(full ? avutil.AVCOL_RANGE_JPEG : avutil.AVCOL_RANGE_MPEG);
  }

  /**
   * Sound for a video.
   *
   * @param file the video or sound file that has it
   * @param startNanos what of it is time 0 of the video, in nanoseconds from its start
   * @param endNanos where it ends, in nanoseconds from its start; {@link Long#MAX_VALUE} for all
   */
  public record Sound(Path file, long startNanos, long endNanos) {
    /** All sound of a file. */
    public static Sound of(Path file) {
      return new Sound(file, 0, Long.MAX_VALUE);
    }
  }

  /**
   * Starts a file without sound.
   *
   * @throws VideoException if its ending is not that of a {@link VideoFormat}, or that cannot hold
   *     the content
   * @throws IOException if the folder is not there or not writable
   */
  public static VideoWriter create(Path file, Settings settings) throws IOException {
    return started(open(file, settings), null);
  }

  /**
   * Starts a file with the sound of another one, copied packet by packet where the container holds
   * its codec, else encoded again. Otherwise as {@link #create(Path, Settings)}.
   */
  public static VideoWriter create(Path file, Settings settings, Sound sound) throws IOException {
    return started(open(file, settings), sound);
  }

  private static VideoWriter open(Path file, Settings settings) throws IOException {
    Ffmpeg.load();
    VideoFormat format = VideoFormat.of(file).orElseThrow(() -> unknown(file));
    if (!format.holds(settings.content())) {
      throw new VideoException(
          file
              + ": this container cannot hold "
              + settings.content()
              + "; write .mov, .webm or .mkv, or put a background behind the person");
    }
    Path temporary = TemporaryNames.create(file);
    try {
      return new VideoWriter(file, temporary, format, settings);
    } catch (IOException | RuntimeException | Error e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
  }

  private static VideoException unknown(Path file) {
    return new VideoException(
        file + " does not end in .mov, .webm, .mkv or .mp4; use one of these names");
  }

  private static VideoWriter started(VideoWriter writer, @Nullable Sound sound) throws IOException {
    try {
      if (sound != null) {
        writer.sound =
            SoundTracks.open(
                sound.file(), sound.startNanos(), sound.endNanos(), writer.muxer, writer.warnings);
      }
      writer.muxer.start();
      return writer;
    } catch (IOException | RuntimeException | Error e) {
      writer.close();
      throw e;
    }
  }

  @Override
  public void write(ArgbImage image, long nanos, long durationNanos) throws IOException {
    checkState(settings.content() != Content.MATTE);
    encode(packer.pack(image), nanos, durationNanos);
  }

  @Override
  public void write(AlphaMatte matte, long nanos, long durationNanos) throws IOException {
    checkState(settings.content() == Content.MATTE);
    encode(packer.pack(matte), nanos, durationNanos);
  }

  private void checkState(boolean content) {
    if (closed || finished) {
      throw new IllegalStateException("the writer of " + file + " is closed");
    }
    if (!content) {
      throw new IllegalStateException(file + " is a video of " + settings.content());
    }
  }

  private void encode(AVFrame frame, long nanos, long durationNanos) throws IOException {
    long tick = Math.max(settings.ticks().ofNanos(nanos), lastTick + 1);
    lastTick = tick;
    frame.pts(tick);
    durations.add(settings.ticks().ofNanos(durationNanos));
    frame.duration(settings.ticks().ofNanos(durationNanos));
    frame.pict_type(avutil.AV_PICTURE_TYPE_NONE);
    if (sound != null) {
      sound.writeUntil(nanos);
    }
    muxer.encode(encoder, stream, frame, this::setDuration);
  }

  /** Not every encoder passes the durations on; none of those used here reorders. */
  private void setDuration(AVPacket packet) {
    Long duration = durations.poll();
    if (duration != null) {
      packet.duration(duration);
    }
  }

  @Override
  public void finish() throws IOException {
    if (finished || closed) {
      return;
    }
    muxer.encode(encoder, stream, null, this::setDuration);
    if (sound != null) {
      sound.finish();
    }
    muxer.finish();
    AtomicFile.replace(temporary, file);
    finished = true;
  }

  @Override
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    if (sound != null) {
      sound.close();
    }
    packer.close();
    avcodec.avcodec_free_context(encoder);
    muxer.close();
    if (!finished) {
      Files.deleteIfExists(temporary);
    }
  }
}
