package example;

import io.github.matting4j.MattingModels;
import io.github.matting4j.compose.Background;
import io.github.matting4j.compose.Composer;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.javacv.JavaCvImages;
import io.github.matting4j.javacv.LiveMatting;
import io.github.matting4j.javacv.VideoMatting;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.sequence.TemporalFilter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;

/**
 * Mattes of a camera or a file at its own pace: {@code Live FILE}, or {@code Live v4l2 /dev/video0}
 * (on macOS {@code avfoundation 0}, on Windows {@code dshow video=NAME}). Prints once a second what
 * it costs.
 *
 * <p>Drop policy: one frame waits, the newest. Where the model is slower than the camera, older
 * frames are dropped before the network sees them, so that the delay stays that of one run.
 */
public final class Live {
  private static final long SECOND = 1_000_000_000L;

  /** A frame and when it came. */
  private record Taken(ArgbImage image, long nanos) {}

  private final AtomicReference<Taken> newest = new AtomicReference<>();
  private final AtomicInteger came = new AtomicInteger();
  private final AtomicInteger dropped = new AtomicInteger();
  private volatile boolean ended;

  private Live() {}

  public static void main(String[] args) throws Exception {
    if (args.length < 1) {
      System.err.println("usage: Live FILE | Live FORMAT DEVICE");
      System.exit(2);
    }
    new Live().run(args);
  }

  private void run(String[] args) throws Exception {
    avutil.av_log_set_level(avutil.AV_LOG_ERROR);
    Thread reader = new Thread(() -> read(args), "camera");
    reader.setDaemon(true);
    try (MattingModel model = MattingModels.open("portrait-starter");
        LiveMatting live = VideoMatting.of(model).temporal(TemporalFilter.auto()).live()) {
      reader.start();
      Composer composer = Composer.onto(Background.colour(0x206040));
      long second = System.nanoTime();
      long busy = 0;
      long delay = 0;
      int shown = 0;
      while (!ended || newest.get() != null) {
        Taken frame = newest.getAndSet(null);
        if (frame == null) {
          Thread.sleep(1);
          continue;
        }
        long start = System.nanoTime();
        live.add(frame.image(), frame.nanos())
            .map(matted -> composer.compose(matted.frame().image(), matted.matte()))
            .ifPresent(this::show);
        long now = System.nanoTime();
        busy += now - start;
        delay += now - frame.nanos();
        shown++;
        if (now - second >= SECOND) {
          System.out.printf(
              Locale.ROOT,
              "%d frames came, %d shown, %d dropped; %.1f ms each, %.1f ms behind the camera%n",
              came.getAndSet(0),
              shown,
              dropped.getAndSet(0),
              busy / 1e6 / shown,
              delay / 1e6 / shown);
          second = now;
          busy = 0;
          delay = 0;
          shown = 0;
        }
      }
    }
  }

  /** What a program does with the picture: a window, an encoder, a virtual camera. */
  private void show(ArgbImage picture) {}

  private void read(String[] args) {
    try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(args[args.length - 1])) {
      if (args.length > 1) {
        grabber.setFormat(args[0]);
      }
      grabber.setPixelFormat(avutil.AV_PIX_FMT_BGRA); // one bulk copy per frame
      grabber.start();
      long start = System.nanoTime();
      for (Frame frame = grabber.grabImage(); frame != null; frame = grabber.grabImage()) {
        if (args.length == 1) { // a file: at its pace
          long wait = start + frame.timestamp * 1000 - System.nanoTime();
          if (wait > 0) {
            Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
          }
        }
        came.incrementAndGet();
        ArgbImage image = JavaCvImages.toPicture(frame).toArgb();
        if (newest.getAndSet(new Taken(image, System.nanoTime())) != null) {
          dropped.incrementAndGet();
        }
      }
    } catch (Exception e) {
      System.err.println("The camera ended: " + e.getMessage());
    } finally {
      ended = true;
    }
  }
}
