package io.github.matting4j.cli.cutout;

import io.github.matting4j.batch.FailureKind;
import io.github.matting4j.batch.cutout.CutOut;
import io.github.matting4j.batch.cutout.ResultKind;
import io.github.matting4j.cli.console.OutputFailedException;
import io.github.matting4j.cli.console.PhotoResult;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.Trimap;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.Photo;
import io.github.matting4j.io.ReadOptions;
import io.github.matting4j.io.file.LocalPath;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.QualityFlag;
import io.github.matting4j.model.RunControl;
import io.github.matting4j.runtime.StageClock;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes one photo through the whole chain. */
final class CutoutRun {
  private final MattingModel model;
  private final CutoutJob job;
  private final CutoutProgress progress;
  private boolean matted;

  CutoutRun(MattingModel model, CutoutJob job, CutoutProgress progress) {
    this.model = model;
    this.job = job;
    this.progress = progress;
  }

  /** Makes every file of the item; false, and a report, if that failed. */
  boolean run(CutoutJob.Item item) throws IOException {
    PhotoResult result;
    try {
      result = cut(item);
    } catch (OutputFailedException e) {
      throw e; // as will the next photo's
    } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
      progress.failed(item.photo(), e, FailureKind.of(e, matted));
      return false;
    }
    progress.done(result);
    return true;
  }

  private PhotoResult cut(CutoutJob.Item item) throws IOException {
    StageClock clock = new StageClock();
    Photo photo = read(item.photo());
    Duration read = clock.lap();
    ArgbImage seen = photo.forNetwork();
    checkTrimap(item.photo(), seen);
    MattingResult result = model.run(seen);
    matted = true;
    Set<QualityFlag> flags =
        job.pictures().checks()
            ? result.checkedFlags(seen, model, RunControl.unlimited())
            : result.flags(seen);
    clock.lap();
    CutOut cut = new CutOut(job.pictures(), photo, result);
    write(item, cut);
    List<String> notes = new ArrayList<>(photo.notes());
    cut.note().ifPresent(notes::add);
    Map<String, Path> files = new LinkedHashMap<>();
    item.files().forEach((kind, file) -> files.put(kind.label(), file));
    return new PhotoResult(
        item.photo(),
        seen.width(),
        seen.height(),
        result.report(),
        read,
        result.report().total(),
        clock.lap(),
        files,
        flags,
        notes);
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
    for (Map.Entry<ResultKind, Path> file : item.files().entrySet()) {
      photo.write(file.getKey(), file.getValue());
    }
    if (item.standardOutput().isPresent()) {
      try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
        photo.write(item.standardOutput().get(), out, job.streamFormat());
      } catch (IOException e) {
        throw new OutputFailedException(e);
      }
    }
  }
}
