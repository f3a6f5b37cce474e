package io.github.matting4j.cli;

import io.github.matting4j.compose.Composer;
import io.github.matting4j.compose.ForegroundEstimator;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.OutputFormat;
import io.github.matting4j.io.WriteOptions;
import io.github.matting4j.model.MattingResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A photo with its matte, refined as asked, and the results that can be made of the two; the part
 * of the chain that every command shares. Not thread-safe.
 */
final class CutPhoto {
  /** Heap that all this takes at its peak for a pixel of the photo; docs/batch.md measures it. */
  static final int BYTES_PER_PIXEL = 32;

  private final PicturePlan plan;
  private final ArgbImage photo;
  private final AlphaMatte matte;
  private @Nullable ArgbImage person;

  CutPhoto(PicturePlan plan, ArgbImage photo, MattingResult result) {
    this.plan = plan;
    this.photo = photo;
    this.matte = plan.edges().refinement().of(result.report()).refine(photo, result.matte());
  }

  /** Writes a result in the format of the file's name. */
  void write(ResultKind kind, Path file) throws IOException {
    if (kind == ResultKind.ALPHA) {
      writeAlpha(file);
    } else {
      ImageFiles.write(picture(kind), file);
    }
  }

  /** Writes a picture, no matte, as PNG. */
  void write(ResultKind kind, OutputStream stream) throws IOException {
    ImageFiles.write(picture(kind), stream, OutputFormat.PNG, WriteOptions.defaults());
  }

  private void writeAlpha(Path file) throws IOException {
    if (plan.bits() == 16) {
      ImageFiles.writeAlpha16(matte, file);
    } else {
      ImageFiles.writeAlpha8(matte, file, plan.rounding());
    }
  }

  private ArgbImage picture(ResultKind kind) {
    Composer composer =
        kind == ResultKind.COMPOSED ? Composer.onto(plan.background()) : Composer.cutOut();
    return composer.estimating(person()).compose(photo, matte);
  }

  /** Both pictures show the same person, who is estimated once. */
  private ForegroundEstimator person() {
    if (person == null) {
      person = plan.edges().colours().estimator().estimate(photo, matte);
    }
    ArgbImage once = person;
    return (same, sameMatte) -> once;
  }
}
