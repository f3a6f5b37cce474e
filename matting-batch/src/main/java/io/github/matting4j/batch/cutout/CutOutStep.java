package io.github.matting4j.batch.cutout;

import io.github.matting4j.batch.PhotoStep;
import io.github.matting4j.batch.PhotoWork;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.Photo;
import io.github.matting4j.model.MattingResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The step of a batch that makes the results of {@code matting cutout}: of the kinds named as the
 * {@linkplain ResultKind#label labels} of {@link ResultKind}, those that the batch's outputs ask
 * for. Immutable and thread-safe.
 */
public final class CutOutStep implements PhotoStep {
  private final CutOutSettings settings;

  /** A step that makes results of these settings. */
  public CutOutStep(CutOutSettings settings) {
    this.settings = Objects.requireNonNull(settings, "settings");
  }

  /**
   * Reads and mattes the photo; what the results are made of.
   *
   * @throws IOException if that failed
   */
  public CutOut cutOut(PhotoWork work) throws IOException {
    Photo photo = work.readPhoto(limits -> settings.reading());
    CutOut cutOut = new CutOut(settings, photo, matte(work, photo.forNetwork()));
    cutOut.note().ifPresent(work::note);
    return cutOut;
  }

  @Override
  public void run(PhotoWork work) throws IOException {
    CutOut cutOut = cutOut(work);
    for (ResultKind kind : ResultKind.values()) {
      Path file = work.outputs().get(kind.label());
      if (file != null) {
        cutOut.write(kind, file);
      }
    }
  }

  private MattingResult matte(PhotoWork work, ArgbImage photo) throws IOException {
    return settings.checks() ? work.checkedMatte(photo) : work.matte(photo);
  }
}
