package io.github.matting4j.cli;

import io.github.matting4j.compose.Composer;
import io.github.matting4j.compose.ForegroundEstimator;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.OutputFormat;
import io.github.matting4j.io.ReadOptions;
import io.github.matting4j.io.WriteOptions;
import io.github.matting4j.model.MattingException;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.runtime.StageClock;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;

/** Takes one photo through the whole chain. */
final class CutoutRun {
  private final MattingModel model;
  private final CutoutJob job;
  private final Progress progress;

  CutoutRun(MattingModel model, CutoutJob job, Progress progress) {
    this.model = model;
    this.job = job;
    this.progress = progress;
  }

  /** Makes every file of the item; false, and a report, if that failed. */
  boolean run(CutoutJob.Item item) throws IOException {
    try {
      StageClock clock = new StageClock();
      ArgbImage photo = read(item.photo());
      Duration read = clock.lap();
      MattingResult result = model.run(photo);
      clock.lap();
      AlphaMatte matte =
          job.pictures().edges().refinement().of(result.report()).refine(photo, result.matte());
      write(item, photo, matte);
      progress.done(item, photo, result.report(), read, clock.lap());
      return true;
    } catch (IOException | MattingException e) {
      progress.failed(item, e);
    } catch (RuntimeException e) {
      progress.failed(item, new IOException(MattingCommand.unexpected(e), e));
    } catch (OutOfMemoryError e) {
      progress.failed(
          item,
          new IOException(
              "not enough memory for this photo; give Java more, for example"
                  + " MATTING_JAVA_OPTS=-Xmx4g",
              e));
    }
    return false;
  }

  private static ArgbImage read(String photo) throws IOException {
    return photo.equals(CutoutJob.STANDARD_STREAM)
        ? ImageFiles.read(System.in, ReadOptions.defaults())
        : ImageFiles.read(Path.of(photo));
  }

  private void write(CutoutJob.Item item, ArgbImage photo, AlphaMatte matte) throws IOException {
    if (item.alpha().isPresent()) {
      writeAlpha(matte, item.alpha().get());
    }
    if (item.composed().isEmpty() && item.cutout().isEmpty() && item.standardOutput().isEmpty()) {
      return;
    }
    ArgbImage person = job.pictures().edges().colours().estimator().estimate(photo, matte);
    ForegroundEstimator once = (same, sameMatte) -> person; // both pictures show the same person
    Composer composed = Composer.onto(job.pictures().background()).estimating(once);
    Composer cutOut = Composer.cutOut().estimating(once);
    if (item.composed().isPresent()) {
      ImageFiles.write(composed.compose(photo, matte), item.composed().get());
    }
    if (item.cutout().isPresent()) {
      ImageFiles.write(cutOut.compose(photo, matte), item.cutout().get());
    }
    if (item.standardOutput().isPresent()) {
      boolean opaque = item.standardOutput().get() == CutoutJob.Stream.COMPOSED;
      try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
        ImageFiles.write(
            (opaque ? composed : cutOut).compose(photo, matte),
            out,
            OutputFormat.PNG,
            WriteOptions.defaults());
      }
    }
  }

  private void writeAlpha(AlphaMatte matte, Path file) throws IOException {
    if (job.pictures().bits() == 16) {
      ImageFiles.writeAlpha16(matte, file);
    } else {
      ImageFiles.writeAlpha8(matte, file, job.pictures().rounding());
    }
  }
}
