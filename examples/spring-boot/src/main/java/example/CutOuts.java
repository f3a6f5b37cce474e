package example;

import io.github.matting4j.compose.Composer;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.OutputFormat;
import io.github.matting4j.io.ReadOptions;
import io.github.matting4j.io.WriteOptions;
import io.github.matting4j.model.Cancellation;
import io.github.matting4j.model.MattingCancelledException;
import io.github.matting4j.model.RunControl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** From the bytes of a photo to those of its cut-out, within the limits of the settings. */
@Component
class CutOuts implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(CutOuts.class);

  private final OpenedModel model;
  private final CutOutSettings settings;
  private final ThreadPoolExecutor workers;

  CutOuts(OpenedModel model, CutOutSettings settings) {
    this.model = model;
    this.settings = settings;
    BlockingQueue<Runnable> handOver = new SynchronousQueue<>();
    int most = settings.effectiveSlots() + settings.maxWaiting();
    // A thread for each run and each caller that waits for one; the next caller is rejected.
    this.workers = new ThreadPoolExecutor(0, most, 30, TimeUnit.SECONDS, handOver);
  }

  /** A PNG. A subscriber that goes away, such as a client that hangs up, cancels the work. */
  Mono<byte[]> png(byte[] photo) {
    return Mono.create(
        sink -> {
          Cancellation cancellation = new Cancellation();
          sink.onCancel(cancellation::cancel);
          long start = System.nanoTime();
          try {
            workers.execute(
                () -> {
                  try {
                    sink.success(png(photo, start, cancellation));
                  } catch (MattingCancelledException e) {
                    LOGGER.info("cancelled: {}", e.getMessage());
                    sink.error(e);
                  } catch (IOException | RuntimeException e) {
                    sink.error(e);
                  }
                });
          } catch (RejectedExecutionException e) {
            sink.error(e);
          }
        });
  }

  private byte[] png(byte[] photo, long start, Cancellation cancellation) throws IOException {
    ReadOptions options =
        ReadOptions.defaults().maxPixels(settings.maxPixels()).deadline(remaining(start));
    ArgbImage picture = ImageFiles.read(photo, options);
    RunControl control =
        RunControl.unlimited()
            .timeout(remaining(start))
            .maxWaiting(settings.maxWaiting())
            .cancelledBy(cancellation);
    AlphaMatte matte = model.get().run(picture, control).matte();
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ArgbImage cutOut = Composer.cutOut().compose(picture, matte);
    ImageFiles.write(cutOut, png, OutputFormat.PNG, WriteOptions.defaults());
    return png.toByteArray();
  }

  private Duration remaining(long start) {
    Duration left = settings.deadline().minusNanos(System.nanoTime() - start);
    return left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left;
  }

  @Override
  public void close() {
    workers.shutdown();
  }
}
