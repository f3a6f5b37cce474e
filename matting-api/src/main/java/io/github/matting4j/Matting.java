package io.github.matting4j;

import io.github.matting4j.compose.Background;
import io.github.matting4j.compose.Composer;
import io.github.matting4j.compose.MatteRefiner;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.OutputFormat;
import io.github.matting4j.io.OutputGuard;
import io.github.matting4j.model.MattingException;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.OpenOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One-liners.
 *
 * <pre>{@code
 * Matting.cutOut(Path.of("ana.jpg")).to(Path.of("ana.png"));
 * Matting.cutOut(Path.of("ana.jpg")).onto(Background.WHITE).to(Path.of("ana_white.jpg"));
 * }</pre>
 *
 * Each line opens a model and closes it again, which takes longer than the matte itself; for more
 * than a few photos open one with {@link MattingModels} and keep it.
 *
 * <p>Thread-safe.
 */
public final class Matting {
  private Matting() {}

  /** Begins to cut the person out of this photo, with the best installed model. */
  public static CutOut cutOut(Path photo) {
    return new CutOut(
        Objects.requireNonNull(photo),
        Optional.empty(),
        OpenOptions.forLatency(),
        Optional.empty());
  }

  /** A cut-out about to be made. Immutable: each step returns a new one. */
  public static final class CutOut {
    private final Path photo;
    private final Optional<String> modelId;
    private final OpenOptions options;
    private final Optional<Background> background;

    private CutOut(
        Path photo,
        Optional<String> modelId,
        OpenOptions options,
        Optional<Background> background) {
      this.photo = photo;
      this.modelId = modelId;
      this.options = options;
      this.background = background;
    }

    /** Uses the model of this id. */
    public CutOut with(String id) {
      return new CutOut(photo, Optional.of(id), options, background);
    }

    /** Opens the model like this. */
    public CutOut with(OpenOptions openOptions) {
      return new CutOut(photo, modelId, Objects.requireNonNull(openOptions), background);
    }

    /** Puts the person in front of this background instead of leaving it transparent. */
    public CutOut onto(Background behind) {
      return new CutOut(photo, modelId, options, Optional.of(behind));
    }

    /**
     * Reads the photo, mattes it and writes the result.
     *
     * @param file its extension says the format; {@code .png} for a transparent result
     * @throws IOException if the photo cannot be read or the file not be written
     * @throws MattingException if no model can be opened, or it fails
     * @throws IllegalArgumentException if there is no model of the id, the options name a model
     *     file and no model was chosen, the file is the photo itself (also through a link), or its
     *     format cannot hold the result; known before any work is done
     */
    public void to(Path file) throws IOException {
      if (OutputFormat.of(file) == OutputFormat.JPEG && background.isEmpty()) {
        throw new IllegalArgumentException(
            "the cut-out has transparency, JPEG has none, and the file is "
                + file
                + "; name it .png or call onto(...)");
      }
      OutputGuard guard = new OutputGuard(owner -> null);
      Optional<OutputGuard.Refusal> refusal = guard.claim(0, Optional.of(photo), List.of(file));
      if (refusal.isPresent()) {
        throw new IllegalArgumentException(refusal.get().message() + "; write to another file");
      }
      ImageFiles.write(image(), file);
    }

    /**
     * As {@link #to}, but keeps the picture in memory. Edges are treated as the command line does
     * it: the matte is refined by {@link MatteRefiner#forRun}, and the person's colours at soft
     * edges are estimated.
     */
    public ArgbImage image() throws IOException {
      ArgbImage picture = ImageFiles.read(photo);
      Composer composer = background.map(Composer::onto).orElse(Composer.cutOut());
      try (MattingModel model = open()) {
        MattingResult result = model.run(picture);
        return composer
            .refining(MatteRefiner.forRun(result.report()))
            .compose(picture, result.matte());
      }
    }

    private MattingModel open() {
      return modelId.isPresent()
          ? MattingModels.open(modelId.get(), options)
          : MattingModels.openFirst(options);
    }
  }
}
