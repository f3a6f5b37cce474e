package io.github.matting4j.evaluate;

import io.github.matting4j.MattingModels;
import io.github.matting4j.compose.MatteRefiner;
import io.github.matting4j.io.ReadOptions;
import io.github.matting4j.model.Availability;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.model.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What is to be evaluated, and how. Immutable.
 *
 * @param photos on which
 * @param modelIds which models, each once
 * @param models opens them
 * @param refinement the name of the refinement, for the reports
 * @param refiner what refines the matte of a run
 * @param repeats runs per photo that are timed, 1 to 1000
 * @param maxSide longer photos are reduced to this longest side first
 * @param reading how photos are read
 * @param failures says what went wrong
 * @param folder where the results go
 */
public record EvaluationPlan(
    PhotoSet photos,
    List<String> modelIds,
    Models models,
    String refinement,
    Refiners refiner,
    int repeats,
    OptionalInt maxSide,
    ReadOptions reading,
    Failures failures,
    Path folder) {
  private static final int MIN_SIDE = 16;
  private static final int MAX_REPEATS = 1000;

  /** Opens models by id. */
  public interface Models {
    /** Opens a model; the caller closes it. Fails with a {@code MattingException} that says why. */
    MattingModel open(String id);

    /** The size of the file of a model's weights, in bytes, if they are in one. */
    default OptionalLong fileBytes(String id) {
      return OptionalLong.empty();
    }

    /** The models of a registry, with these options. */
    static Models of(MattingModels registry, OpenOptions options) {
      return new Models() {
        @Override
        public MattingModel open(String id) {
          return registry.open(id, options);
        }

        @Override
        public OptionalLong fileBytes(String id) {
          try {
            return registry.probe(id, options) instanceof Availability.Ready ready
                    && Files.isRegularFile(Path.of(ready.where()))
                ? OptionalLong.of(Files.size(Path.of(ready.where())))
                : OptionalLong.empty();
          } catch (IOException | InvalidPathException e) {
            return OptionalLong.empty();
          }
        }
      };
    }
  }

  /** Converts exceptions to sentences. */
  public interface Failures {
    /** The cause and the remedy, in one line. */
    String text(Throwable thrown);
  }

  /** Chooses the refiner of a run. */
  public interface Refiners {
    /** The refiner of this run's matte. */
    MatteRefiner of(RunReport report);
  }

  /** Checks the numbers and copies the list. */
  public EvaluationPlan {
    modelIds = List.copyOf(modelIds);
    if (repeats < 1 || repeats > MAX_REPEATS) {
      throw new IllegalArgumentException(
          "--repeats is " + repeats + "; it must be 1 to " + MAX_REPEATS);
    }
    if (maxSide.isPresent() && maxSide.getAsInt() < MIN_SIDE) {
      throw new IllegalArgumentException(
          "--max-side is " + maxSide.getAsInt() + "; it must be at least " + MIN_SIDE);
    }
  }

  /** The same on other photos. */
  public EvaluationPlan with(PhotoSet others) {
    return new EvaluationPlan(
        others, modelIds, models, refinement, refiner, repeats, maxSide, reading, failures, folder);
  }
}
