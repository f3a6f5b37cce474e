package io.github.matting4j;

import io.github.matting4j.compose.Background;
import io.github.matting4j.compose.Composer;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.model.MattingException;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.OpenOptions;
import java.io.IOException;
import java.nio.file.Path;
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
        Composer.cutOut());
  }

  /** A cut-out about to be made. Immutable: each step returns a new one. */
  public static final class CutOut {
    private final Path photo;
    private final Optional<String> modelId;
    private final OpenOptions options;
    private final Composer composer;

    private CutOut(Path photo, Optional<String> modelId, OpenOptions options, Composer composer) {
      this.photo = photo;
      this.modelId = modelId;
      this.options = options;
      this.composer = composer;
    }

    /** Uses the model of this id. */
    public CutOut with(String id) {
      return new CutOut(photo, Optional.of(id), options, composer);
    }

    /** Opens the model like this. */
    public CutOut with(OpenOptions openOptions) {
      return new CutOut(photo, modelId, Objects.requireNonNull(openOptions), composer);
    }

    /** Puts the person in front of this background instead of leaving it transparent. */
    public CutOut onto(Background background) {
      return new CutOut(photo, modelId, options, Composer.onto(background));
    }

    /**
     * Reads the photo, mattes it and writes the result.
     *
     * @param file its extension says the format; {@code .png} for a transparent result
     * @throws IOException if the photo cannot be read or the file not be written
     * @throws MattingException if no model can be opened, or it fails
     * @throws IllegalArgumentException if there is no model of the id, or the file's format cannot
     *     hold the result
     */
    public void to(Path file) throws IOException {
      ImageFiles.write(image(), file);
    }

    /** As {@link #to}, but keeps the picture in memory. */
    public ArgbImage image() throws IOException {
      ArgbImage picture = ImageFiles.read(photo);
      try (MattingModel model = open()) {
        return composer.compose(picture, model.matte(picture));
      }
    }

    private MattingModel open() {
      return modelId.isPresent()
          ? MattingModels.open(modelId.get(), options)
          : MattingModels.openFirst(options);
    }
  }
}
