package io.github.matting4j;

import io.github.matting4j.compose.Background;
import io.github.matting4j.compose.Composer;
import io.github.matting4j.compose.ForegroundEstimator;
import io.github.matting4j.compose.Framing;
import io.github.matting4j.compose.MatteCleaner;
import io.github.matting4j.compose.MatteRefiner;
import io.github.matting4j.criteria.Goal;
import io.github.matting4j.criteria.MattingCriteria;
import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.io.AwtImages;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.OutputFormat;
import io.github.matting4j.io.WriteOptions;
import io.github.matting4j.io.file.OutputGuard;
import io.github.matting4j.model.MattingException;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.OpenOptions;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Cuts the person out of one photo in one statement.
 *
 * <pre>{@code
 * Matting.cutOut(Path.of("ana.jpg")).to(Path.of("ana.png"));
 * Matting.cutOut(request.getInputStream()).to(response.getOutputStream(), OutputFormat.PNG);
 * BufferedImage onBlue = Matting.cutOut(image).onto(Background.colour(0x0000FF)).bufferedImage();
 * }</pre>
 *
 * <p>Photos are read with {@link io.github.matting4j.io.ReadOptions#defaults} and treated as the
 * command line treats them: the matte is refined by {@link MatteRefiner#forRun} and cleaned by
 * {@link MatteCleaner#standard}, the person's colours at soft edges are estimated by {@link
 * ForegroundEstimator#multiLevel}, and transparent parts of the photo stay transparent. For other
 * treatment, 16 bits per channel or metadata use {@link ImageFiles}, {@link MattingModel} and
 * {@link Composer}.
 *
 * <p>Unless given an open model, each statement opens one and closes it again, which takes longer
 * than the matte itself. For more than a few photos open a model with {@link MattingModels}, keep
 * it and pass it to {@link CutOut#with(MattingModel)}.
 *
 * <p>Thread-safe.
 */
public final class Matting {
  private Matting() {}

  /** Starts from a file in JPEG, PNG or TIFF format. */
  public static CutOut cutOut(Path photo) {
    return new CutOut(PhotoInput.of(photo));
  }

  /**
   * Starts from a stream in JPEG, PNG or TIFF format. It is read when a result is asked for, to its
   * end, and is not closed; so only one result can be made of it.
   */
  public static CutOut cutOut(InputStream photo) {
    return new CutOut(PhotoInput.of(photo));
  }

  /** Starts from the bytes of a JPEG, PNG or TIFF file, which must not be changed meanwhile. */
  public static CutOut cutOut(byte[] photo) {
    return new CutOut(PhotoInput.of(photo));
  }

  /** Starts from an image of AWT, which must not be changed meanwhile. */
  public static CutOut cutOut(BufferedImage photo) {
    return new CutOut(PhotoInput.of(photo));
  }

  /** Starts from an image that was read before. */
  public static CutOut cutOut(ArgbImage photo) {
    return new CutOut(PhotoInput.of(photo));
  }

  /**
   * A cut-out that is described but not made yet. The photo is read and the model run by each call
   * of {@link #to(Path)}, {@link #to(OutputStream, OutputFormat)}, {@link #bytes}, {@link #image},
   * {@link #bufferedImage} or {@link #matte}. These throw
   *
   * <ul>
   *   <li>{@link ImageReadException} if the photo is not a readable image,
   *   <li>another {@link IOException} if reading or writing fails,
   *   <li>{@link MattingException} if no model can be opened, or it fails,
   *   <li>{@link IllegalArgumentException} if there is no model of the id, or the options name a
   *       model file and no model was chosen by its id,
   *   <li>{@link IllegalStateException} if the model passed to {@link #with(MattingModel)} is
   *       closed.
   * </ul>
   *
   * <p>Immutable: each step returns a new value. Thread-safe, unless made from an {@link
   * InputStream}.
   */
  public static final class CutOut {
    private final PhotoInput photo;
    private final ModelChoice model;
    private final Optional<OpenOptions> options;
    private final Optional<Background> background;
    private final Framing framing;

    private CutOut(PhotoInput photo) {
      this(photo, ModelChoice.first(), Optional.empty(), Optional.empty(), Framing.photo());
    }

    private CutOut(
        PhotoInput photo,
        ModelChoice model,
        Optional<OpenOptions> options,
        Optional<Background> background,
        Framing framing) {
      this.photo = photo;
      this.model = model;
      this.options = options;
      this.background = background;
      this.framing = framing;
    }

    private CutOut model(ModelChoice choice) {
      return new CutOut(photo, choice, options, background, framing);
    }

    /** Opens the model of this id, instead of the first one that is ready. */
    public CutOut with(String id) {
      return model(ModelChoice.ofId(id));
    }

    /** Uses this open model, which stays open. It was opened with its own options. */
    public CutOut with(MattingModel openModel) {
      return model(ModelChoice.given(openModel));
    }

    /** Opens the model recommended for these criteria, as {@link MattingModels#select} does. */
    public CutOut choosing(MattingCriteria criteria) {
      return model(ModelChoice.recommended(criteria));
    }

    /**
     * Opens the model with these options, instead of {@link OpenOptions#forLatency}, or {@link
     * OpenOptions#forThroughput} for criteria with {@link Goal#HIGH_THROUGHPUT}.
     */
    public CutOut with(OpenOptions openOptions) {
      return new CutOut(photo, model, Optional.of(openOptions), background, framing);
    }

    /** Puts the person in front of this background instead of leaving it transparent. */
    public CutOut onto(Background behind) {
      return new CutOut(photo, model, options, Optional.of(behind), framing);
    }

    /** Crops, scales or moves the person, instead of keeping the photo's frame. */
    public CutOut framing(Framing newFraming) {
      return new CutOut(
          photo, model, options, background, Objects.requireNonNull(newFraming, "framing"));
    }

    /**
     * Writes the result to a file; an existing file is replaced once the result is complete.
     *
     * @param file its extension gives the format, as {@link OutputFormat#of} reads it; {@code .png}
     *     or {@code .tif} for a transparent result
     * @throws IllegalArgumentException also if the file is the photo itself (also through a link),
     *     its extension is unknown, or its format cannot hold the result; known before any work
     * @throws IOException as described for {@link CutOut}
     */
    public void to(Path file) throws IOException {
      requireHolding(OutputFormat.of(file), "file is " + file);
      OutputGuard guard = new OutputGuard(owner -> null);
      Optional<OutputGuard.Refusal> refusal = guard.claim(0, photo.file(), List.of(file));
      if (refusal.isPresent()) {
        throw new IllegalArgumentException(refusal.get().message() + "; write to another file");
      }
      ImageFiles.write(image(), file);
    }

    /**
     * Writes the result to a stream, which is flushed and not closed. Nothing is written before the
     * result is complete.
     *
     * @throws IllegalArgumentException also if the format cannot hold the result; known before any
     *     work
     * @throws IOException as described for {@link CutOut}
     */
    public void to(OutputStream stream, OutputFormat format) throws IOException {
      Objects.requireNonNull(stream, "stream");
      requireHolding(format, "format is " + format);
      ImageFiles.write(image(), stream, format, WriteOptions.defaults());
    }

    /**
     * The result as the bytes of a file.
     *
     * @throws IllegalArgumentException also if the format cannot hold the result; known before any
     *     work
     * @throws IOException as described for {@link CutOut}
     */
    public byte[] bytes(OutputFormat format) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      to(bytes, format);
      return bytes.toByteArray();
    }

    private void requireHolding(OutputFormat format, String found) {
      if (format == OutputFormat.JPEG && background.isEmpty()) {
        throw new IllegalArgumentException(
            "the cut-out has transparency, which JPEG cannot hold; "
                + found
                + "; use PNG or TIFF, or call onto(...)");
      }
    }

    /**
     * The result as an image.
     *
     * @throws IOException as described for {@link CutOut}
     */
    public ArgbImage image() throws IOException {
      ArgbImage picture = photo.reader().read();
      MattingResult result = model.run(picture, options);
      return composer(result).compose(picture, result.matte());
    }

    /**
     * The result as an image of AWT, {@link BufferedImage#TYPE_INT_ARGB}.
     *
     * @throws IOException as described for {@link CutOut}
     */
    public BufferedImage bufferedImage() throws IOException {
      return AwtImages.toBuffered(image());
    }

    /**
     * The alpha of the cut-out, 0 transparent to 1 opaque: the model's matte refined, multiplied by
     * the photo's own alpha, and framed. A background has no influence.
     *
     * @throws IOException as described for {@link CutOut}
     */
    public AlphaMatte matte() throws IOException {
      ArgbImage picture = photo.reader().read();
      MattingResult result = model.run(picture, options);
      return composer(result)
          .estimating(ForegroundEstimator.none())
          .layer(picture, result.matte())
          .matte();
    }

    private Composer composer(MattingResult result) {
      return background
          .map(Composer::onto)
          .orElse(Composer.cutOut())
          .refining(refiner(result))
          .framing(framing);
    }

    private static MatteRefiner refiner(MattingResult result) {
      MatteRefiner refiner = MatteRefiner.forRun(result.report());
      return (picture, matte) ->
          MatteCleaner.standard().refine(picture, refiner.refine(picture, matte));
    }
  }
}
