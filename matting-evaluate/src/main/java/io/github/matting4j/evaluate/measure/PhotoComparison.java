package io.github.matting4j.evaluate.measure;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.metrics.MatteMetrics;
import io.github.matting4j.metrics.MatteScores;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One photo, its truth if that is known, and the mattes of the models. Reads and writes no files.
 * Models are counted from 0, in the order of their mattes. Not thread-safe.
 */
public final class PhotoComparison {
  private static final int MAX_PLACES = 6;

  private final Pictures pictures;
  private final List<String> models;
  private final List<AlphaMatte> mattes;
  private final List<Difference> differences = new ArrayList<>();

  public PhotoComparison(Pictures pictures, List<String> models, List<AlphaMatte> mattes) {
    this.pictures = pictures;
    this.models = List.copyOf(models);
    this.mattes = List.copyOf(mattes);
    for (int i = 0; i < mattes.size(); i++) {
      differences.add(difference(i));
    }
  }

  public Pictures pictures() {
    return pictures;
  }

  /** The models that made a matte. */
  public List<String> models() {
    return models;
  }

  public AlphaMatte matte(int model) {
    return mattes.get(model);
  }

  /**
   * The difference from the truth; without a truth, from the other models' mattes; with one model
   * only, its uncertainty.
   */
  public Difference of(int model) {
    return differences.get(model);
  }

  /** The errors of a model against the truth, over the whole photo. */
  public Optional<MatteScores> scores(int model) {
    return pictures
        .truth()
        .map(
            truth ->
                MatteMetrics.ofAlpha(
                        truth.width(), truth.height(), mattes.get(model).toArray(), truth.toArray())
                    .scores());
  }

  /** Mean absolute difference of alpha from each other model, averaged over them, 0..1. */
  public OptionalDouble disagreement(int model) {
    float[] own = mattes.get(model).toArray();
    double sum = 0;
    for (int other = 0; other < mattes.size(); other++) {
      if (other != model) {
        sum += between(Difference.Kind.OTHERS, own, mattes.get(other).toArray()).mean();
      }
    }
    return mattes.size() < 2
        ? OptionalDouble.empty()
        : OptionalDouble.of(sum / (mattes.size() - 1));
  }

  /** Where the models are at their worst: the same squares are shown for all of them. */
  public List<Place> places() {
    int each = mattes.size() == 1 ? 3 : mattes.size() <= 3 ? 2 : 1;
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < mattes.size() && places.size() < MAX_PLACES; i++) {
      int count = Math.min(each, MAX_PLACES - places.size());
      places.addAll(WorstPlaces.of(differences.get(i), models.get(i), count, places));
    }
    return places;
  }

  private Difference difference(int model) {
    float[] own = mattes.get(model).toArray();
    if (pictures.truth().isPresent()) {
      return between(Difference.Kind.TRUTH, own, pictures.truth().get().toArray());
    }
    return mattes.size() > 1
        ? between(Difference.Kind.OTHERS, own, meanOfOthers(model))
        : Uncertainty.of(pictures.photo(), own);
  }

  private float[] meanOfOthers(int model) {
    float[] mean = new float[pictures.photo().width() * pictures.photo().height()];
    for (int other = 0; other < mattes.size(); other++) {
      if (other != model) {
        float[] alpha = mattes.get(other).toArray();
        for (int i = 0; i < mean.length; i++) {
          mean[i] += alpha[i] / (mattes.size() - 1);
        }
      }
    }
    return mean;
  }

  private Difference between(Difference.Kind kind, float[] own, float[] reference) {
    int width = pictures.photo().width();
    return Difference.between(kind, width, pictures.photo().height(), own, reference);
  }
}
