package io.github.matting4j.cli.cutout;

import io.github.matting4j.batch.FailureKind;
import io.github.matting4j.batch.cutout.CutOut;
import io.github.matting4j.batch.cutout.ResultKind;
import io.github.matting4j.cli.console.LocalPath;
import io.github.matting4j.cli.console.OutputFailedException;
import io.github.matting4j.cli.console.Remarks;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.Trimap;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.Photo;
import io.github.matting4j.io.ReadOptions;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.RunReport;
import io.github.matting4j.runtime.StageClock;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Takes one photo through the whole chain. */
public final class CutoutRun {
  private final MattingModel model;
  private final CutoutJob job;
  private final CutoutProgress progress;
  private boolean matted;

  public CutoutRun(MattingModel model, CutoutJob job, CutoutProgress progress) {
    this.model = model;
    this.job = job;
    this.progress = progress;
  }

  /** Makes every file of the item; false, and a report, if that failed. */
  public boolean run(CutoutJob.Item item) throws IOException {
    Done done;
    try {
      done = cut(item);
    } catch (OutputFailedException e) {
      throw e; // as will the next photo's
    } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
      progress.failed(item, e, FailureKind.of(e, matted));
      return false;
    }
    progress.done(item, done.photo(), done.report(), done.remarks(), done.read(), done.write());
    return true;
  }

  /** What is told of a photo. */
  private record Done(
      ArgbImage photo, RunReport report, Remarks remarks, Duration read, Duration write) {}

  private Done cut(CutoutJob.Item item) throws IOException {
    StageClock clock = new StageClock();
    Photo photo = read(item.photo());
    Duration read = clock.lap();
    ArgbImage seen = photo.forNetwork();
    checkTrimap(item.photo(), seen);
    MattingResult result = model.run(seen);
    matted = true;
    clock.lap();
    CutOut cut = new CutOut(job.pictures(), photo, result);
    write(item, cut);
    List<String> notes = new ArrayList<>(photo.notes());
    cut.note().ifPresent(notes::add);
    Remarks remarks = Remarks.of(result.flags(seen), notes, result.report());
    return new Done(seen, result.report(), remarks, read, clock.lap());
  }

  private Photo read(String photo) throws IOException {
    ReadOptions options = job.pictures().reading();
    if (LocalPath.isFolder(photo)) {
      throw new IOException(
          photo + " is a folder; run 'matting batch " + photo + " -o DIR' for the photos in it");
    }
    return photo.equals(CutoutJob.STANDARD_STREAM)
        ? ImageFiles.readPhoto(System.in, options)
        : ImageFiles.readPhoto(Path.of(photo), options);
  }

  /** Before the model has worked for nothing. */
  private void checkTrimap(String name, ArgbImage photo) throws IOException {
    Optional<Trimap> trimap = job.pictures().edges().trimap();
    if (trimap.isPresent() && !trimap.get().isOfSize(photo.width(), photo.height())) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "--trimap is %dx%d but %s is %dx%d; draw it on the photo, at the photo's size and the"
                  + " right way up",
              trimap.get().width(),
              trimap.get().height(),
              name,
              photo.width(),
              photo.height()));
    }
  }

  private void write(CutoutJob.Item item, CutOut photo) throws IOException {
    if (item.alpha().isPresent()) {
      photo.write(ResultKind.ALPHA, item.alpha().get());
    }
    if (item.composed().isPresent()) {
      photo.write(ResultKind.COMPOSED, item.composed().get());
    }
    if (item.cutout().isPresent()) {
      photo.write(ResultKind.CUTOUT, item.cutout().get());
    }
    if (item.standardOutput().isPresent()) {
      boolean opaque = item.standardOutput().get() == CutoutJob.Stream.COMPOSED;
      try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
        photo.write(opaque ? ResultKind.COMPOSED : ResultKind.CUTOUT, out, job.streamFormat());
      } catch (IOException e) {
        throw new OutputFailedException(e);
      }
    }
  }
}
