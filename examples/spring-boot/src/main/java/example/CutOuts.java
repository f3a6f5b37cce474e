package example;

import io.github.matting4j.compose.Composer;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.OutputFormat;
import io.github.matting4j.io.ReadOptions;
import io.github.matting4j.io.WriteOptions;
import io.github.matting4j.model.Cancellation;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.RunControl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ForkJoinPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** From the bytes of a photo to those of its cut-out, within the limits of the settings. */
@Component
class CutOuts {
  private static final Logger LOGGER = LoggerFactory.getLogger(CutOuts.class);

  private final OpenedModel model;
  private final ModelMetrics metrics;
  private final CutOutSettings settings;

  CutOuts(OpenedModel model, ModelMetrics metrics, CutOutSettings settings) {
    this.model = model;
    this.metrics = metrics;
    this.settings = settings;
  }

  /** A PNG. A subscriber that goes away, such as a client that hangs up, cancels the work. */
  Mono<byte[]> png(byte[] photo) {
    return Mono.create(
        sink -> {
          Cancellation cancellation = new Cancellation();
          sink.onCancel(cancellation::cancel);
          long start = System.nanoTime();
          ForkJoinPool.commonPool().execute(() -> answer(sink, photo, start, cancellation));
        });
  }

  private void answer(
      MonoSink<byte[]> sink, byte[] photo, long start, Cancellation cancellation) {
    try {
      LOGGER.info("received {} bytes", photo.length);
      sink.success(png(photo, start, cancellation));
      LOGGER.info("cut out");
    } catch (Throwable e) { // whatever it is, the client gets an answer
      if (cancellation.isCancelled()) {
        LOGGER.info("the client has gone: {}", e.getMessage());
      } else {
        sink.error(e);
      }
    }
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
    MattingResult result = model.get().run(picture, control);
    metrics.ran(result.report());
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ArgbImage cutOut = Composer.cutOut().compose(picture, result.matte());
    ImageFiles.write(cutOut, png, OutputFormat.PNG, WriteOptions.defaults());
    return png.toByteArray();
  }

  private Duration remaining(long start) {
    Duration left = settings.deadline().minusNanos(System.nanoTime() - start);
    return left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left;
  }
}
