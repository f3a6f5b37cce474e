package io.github.matting4j.evaluate.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PhotoComparisonTest {
  private static final int WIDTH = 400;
  private static final int HEIGHT = 300;
  private static final ArgbImage PHOTO = ArgbImage.filled(WIDTH, HEIGHT, 0xFF808080);

  private static AlphaMatte flat(float alpha) {
    return AlphaMatte.filled(WIDTH, HEIGHT, alpha);
  }

  /** One value inside a rectangle, 0 elsewhere. */
  private static AlphaMatte patch(int x, int y, int side, float alpha) {
    float[] plane = new float[WIDTH * HEIGHT];
    for (int row = y; row < y + side; row++) {
      Arrays.fill(plane, row * WIDTH + x, row * WIDTH + x + side, alpha);
    }
    return AlphaMatte.adopt(WIDTH, HEIGHT, plane);
  }

  private static PhotoComparison compare(Optional<AlphaMatte> truth, AlphaMatte... mattes) {
    List<String> models = List.of("a", "b", "c").subList(0, mattes.length);
    return new PhotoComparison(new Pictures(PHOTO, truth), models, List.of(mattes));
  }

  @Test
  void withTruthTheDifferenceIsSignedAndFromIt() {
    PhotoComparison comparison = compare(Optional.of(flat(0.4f)), flat(0.6f), flat(0.2f));
    assertThat(comparison.of(0).kind()).isEqualTo(Difference.Kind.TRUTH);
    assertThat(comparison.of(0).value(7, 0)).isCloseTo(0.2f, within(1e-6f));
    assertThat(comparison.of(1).value(7, 0)).isCloseTo(-0.2f, within(1e-6f));
    assertThat(comparison.scores(0).orElseThrow().sad())
        .isCloseTo(0.2 * WIDTH * HEIGHT / 1000, within(1e-6));
  }

  @Test
  void withoutTruthModelsAreComparedWithTheMeanOfTheOthers() {
    PhotoComparison comparison = compare(Optional.empty(), flat(0f), flat(0.5f), flat(1f));
    assertThat(comparison.of(0).kind()).isEqualTo(Difference.Kind.OTHERS);
    assertThat(comparison.of(0).value(5, 0)).isCloseTo(-0.75f, within(1e-6f));
    assertThat(comparison.of(1).value(5, 0)).isCloseTo(0f, within(1e-6f));
    assertThat(comparison.disagreement(0).orElseThrow()).isCloseTo(0.75, within(1e-6));
    assertThat(comparison.disagreement(1).orElseThrow()).isCloseTo(0.5, within(1e-6));
    assertThat(comparison.scores(0)).isEmpty();
  }

  @Test
  void oneModelAloneIsMeasuredByItsUncertainty() {
    PhotoComparison comparison = compare(Optional.empty(), patch(200, 100, 60, 1f));
    assertThat(comparison.disagreement(0)).isEmpty();
    assertThat(comparison.of(0).kind()).isEqualTo(Difference.Kind.UNCERTAINTY);
    assertThat(comparison.of(0).value(230, 130)).as("sure inside").isZero();
    assertThat(comparison.of(0).value(200, 130)).as("no edge here").isEqualTo(1f);
    assertThat(compare(Optional.empty(), flat(0.5f)).of(0).value(9, 0)).isEqualTo(1f);
  }

  @Test
  void anOutlineOnAnEdgeOfThePhotoIsNotUncertain() {
    int[] pixels = new int[WIDTH * HEIGHT];
    float[] alpha = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      alpha[i] = i % WIDTH < 150 ? 0f : 1f;
      pixels[i] = i % WIDTH < 150 ? 0xFF202020 : 0xFFE0E0E0;
    }
    Difference uncertain = Uncertainty.of(ArgbImage.adopt(WIDTH, HEIGHT, pixels), alpha);
    assertThat(uncertain.mean()).isZero();
  }

  @Test
  void theWorstPlacesHoldTheErrorsAndDoNotOverlap() {
    PhotoComparison comparison =
        compare(Optional.of(flat(0f)), patch(210, 130, 40, 1f), patch(20, 30, 30, 0.5f));
    List<Place> places = comparison.places();
    assertThat(places).extracting(Place::model).containsExactly("a", "b");
    assertThat(places.get(0)).satisfies(place -> assertHolds(place, 210, 130, 40));
    assertThat(places.get(1)).satisfies(place -> assertHolds(place, 20, 30, 30));
    assertThat(places.get(0).overlaps(places.get(1))).isFalse();
    assertThat(compare(Optional.of(flat(0.3f)), flat(0.3f)).places()).isEmpty();
  }

  private static void assertHolds(Place place, int x, int y, int side) {
    assertThat(place.x()).isBetween(0, x);
    assertThat(place.y()).isBetween(0, y);
    assertThat(place.x() + place.width()).isBetween(x + side, WIDTH);
    assertThat(place.y() + place.height()).isBetween(y + side, HEIGHT);
  }

  @Test
  void placesOfAPictureSmallerThanASquareAreTheWholePicture() {
    Difference tiny = new Difference(Difference.Kind.TRUTH, 3, 2, new float[] {1, 1, 1, 1, 1, 1});
    assertThat(WorstPlaces.of(tiny, "a", 3, List.of())).containsExactly(new Place(0, 0, 3, 2, "a"));
  }
}
