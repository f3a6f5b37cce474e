package io.github.matting4j.batch.cutout;

import io.github.matting4j.compose.Composer;
import io.github.matting4j.compose.Frame;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.Picture;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.OutputFormat;
import io.github.matting4j.io.Photo;
import io.github.matting4j.io.ReadOptions;
import io.github.matting4j.model.MattingResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A photo with its matte, refined as asked, and the results that can be made of the two; the part
 * of the chain that every command shares. Not thread-safe.
 */
public final class CutOut {
  /** Heap that all this takes at its peak for a pixel of the photo; docs/batch.md measures it. */
  public static final int BYTES_PER_PIXEL = 24;

  /** What the largest picture has that can be read again. */
  private static final long MAX_PIXELS = ReadOptions.defaults().anySize().maxPixels();

  private final CutOutSettings plan;
  private final Photo photo;
  private final AlphaMatte matte;

  /** The matte times the photo's own alpha. */
  private final AlphaMatte visible;

  private final Frame frame;
  private Composer.@Nullable Layer layer;

  /**
   * Refines the matte and frames it.
   *
   * @throws IOException if the framed pictures would be too large for a file
   */
  public CutOut(CutOutSettings plan, Photo photo, MattingResult result) throws IOException {
    this.plan = plan;
    this.photo = photo;
    this.matte =
        plan.edges().refiner(result.report()).refine(photo.picture().toArgb(), result.matte());
    this.visible = matte.times(photo.picture());
    this.frame = plan.framing().of(visible);
    if ((long) frame.width() * frame.height() > MAX_PIXELS) {
      throw new IOException(
          "the result would be "
              + frame.width()
              + "x"
              + frame.height()
              + ", more than 536 megapixels; ask for a smaller --crop-margin or give a --size");
    }
  }

  /** What the user should know, if anything: that there was no person to frame. */
  public Optional<String> note() {
    return frame.subject().isPresent() || plan.framing().isPhoto()
        ? Optional.empty()
        : Optional.of(
            "no person was found, so nothing was cropped, scaled or placed; the whole photo is shown");
  }

  /** Writes a result in the format of the file's name. */
  public void write(ResultKind kind, Path file) throws IOException {
    if (kind == ResultKind.ALPHA) {
      writeAlpha(file);
    } else {
      ImageFiles.write(picture(kind), file, plan.writing(photo));
    }
  }

  /**
   * Writes a result in this format; the same bytes as in a file.
   *
   * @throws IllegalArgumentException if it is a matte and the format is not PNG
   */
  public void write(ResultKind kind, OutputStream stream, OutputFormat format) throws IOException {
    if (kind == ResultKind.ALPHA) {
      writeAlpha(stream, format);
    } else {
      ImageFiles.write(picture(kind), stream, format, plan.writing(photo));
    }
  }

  private void writeAlpha(OutputStream stream, OutputFormat format) throws IOException {
    if (format != OutputFormat.PNG) {
      throw new IllegalArgumentException("a matte is written to a stream as PNG, not " + format);
    }
    if (plan.bits() == 16) {
      ImageFiles.writeAlpha16(framedMatte(), stream);
    } else {
      ImageFiles.writeAlpha8(framedMatte(), stream, plan.rounding());
    }
  }

  private void writeAlpha(Path file) throws IOException {
    if (plan.bits() == 16) {
      ImageFiles.writeAlpha16(framedMatte(), file);
    } else {
      ImageFiles.writeAlpha8(framedMatte(), file, plan.rounding());
    }
  }

  private AlphaMatte framedMatte() {
    return layer == null ? frame.matte(visible) : layer.matte();
  }

  private Picture picture(ResultKind kind) {
    Composer composer =
        kind == ResultKind.COMPOSED ? Composer.onto(plan.background()) : Composer.cutOut();
    return plan.blending().apply(composer).compose(person());
  }

  /** Both pictures show the same person, who is estimated once. */
  private Composer.Layer person() {
    if (layer == null) {
      layer =
          Composer.cutOut()
              .estimating(plan.edges().colours().estimator())
              .framing(plan.framing())
              .layer(photo.picture(), matte);
    }
    return layer;
  }
}
