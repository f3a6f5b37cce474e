package io.github.matting4j.portraits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.portraits.figure.Garment;
import io.github.matting4j.portraits.figure.Hair;
import io.github.matting4j.portraits.figure.Pose;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SyntheticPortraitsTest {
  /** Gallery scenes at test size, drawn once. */
  private static final Map<String, SyntheticPortrait> DRAWN = new HashMap<>();

  static Stream<String> galleryNames() {
    return SyntheticPortraits.gallery().stream().map(PortraitScene::name);
  }

  private static SyntheticPortrait drawn(String name) {
    return DRAWN.computeIfAbsent(
        name,
        n ->
            SyntheticPortraits.gallery().stream()
                .filter(s -> s.name().equals(n))
                .findFirst()
                .orElseThrow()
                .size(120, 150)
                .render());
  }

  @Test
  void galleryHasDistinctNames() {
    assertThat(galleryNames()).hasSizeGreaterThanOrEqualTo(10).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("galleryNames")
  void photoIsExactlyWhatTheTruthSays(String name) {
    SyntheticPortrait p = drawn(name);
    int[] photo = p.argb();
    int[] f = p.foreground();
    int[] b = p.background();
    float[] alpha = p.alpha();
    int outOfRange = 0;
    int notOpaque = 0;
    double greatest = 0;
    for (int i = 0; i < photo.length; i++) {
      outOfRange += alpha[i] >= 0 && alpha[i] <= 1 ? 0 : 1;
      notOpaque += photo[i] >>> 24 == 255 ? 0 : 1;
      for (int shift = 0; shift <= 16; shift += 8) {
        double want =
            alpha[i] * (double) (f[i] >> shift & 255)
                + (1 - (double) alpha[i]) * (b[i] >> shift & 255);
        greatest = Math.max(greatest, Math.abs((photo[i] >> shift & 255) - want));
      }
    }
    assertThat(outOfRange).isZero();
    assertThat(notOpaque).isZero();
    assertThat(greatest).isLessThan(0.5001);
  }

  @ParameterizedTest
  @MethodSource("galleryNames")
  void foregroundContinuesOutsideAlpha(String name) {
    SyntheticPortrait p = drawn(name);
    int[] f = p.foreground();
    float[] alpha = p.alpha();
    int black = 0;
    for (int i = 0; i < f.length; i++) {
      black += alpha[i] == 0 && f[i] == 0xFF000000 ? 1 : 0;
    }
    assertThat(black).isLessThan(f.length / 20);
  }

  @ParameterizedTest
  @CsvSource({
    "wavy-hair-leaves, 0.35, 0.60",
    "curly-hair-studio, 0.40, 0.70",
    "beard-interior, 0.33, 0.60",
    "arms-raised-seaside, 0.12, 0.35",
    "couple-leaves, 0.30, 0.65",
    "small-person-seaside, 0.01, 0.10"
  })
  void peopleFillTheirShare(String name, double low, double high) {
    assertThat(drawn(name).share()).isBetween(low, high);
  }

  @ParameterizedTest
  @CsvSource({
    "wavy-hair-leaves, 1",
    "couple-leaves, 1",
    "two-apart-seaside, 2",
    "small-person-seaside, 1"
  })
  void numberOfConnectedPeopleIsThePresets(String name, int people) {
    assertThat(bodies(drawn(name))).isEqualTo(people);
  }

  @ParameterizedTest
  @CsvSource({"wavy-hair-leaves", "curly-hair-studio", "up-do-sheer-sleeves", "straight-hair-city"})
  void hairHasHundredsOfFractionalPixels(String name) {
    float[] alpha = drawn(name).alpha();
    int fractional = 0;
    for (int i = 0; i < 120 * 90; i++) {
      fractional += alpha[i] > 0.02 && alpha[i] < 0.98 ? 1 : 0;
    }
    assertThat(fractional).isGreaterThan(200);
  }

  @Test
  void veilIsSheerOverAWideArea() {
    float[] alpha = drawn("bride-veil").alpha();
    int sheer = 0;
    for (float a : alpha) {
      sheer += a > 0.19 && a < 0.75 ? 1 : 0;
    }
    assertThat(sheer).isGreaterThan(alpha.length / 20);
  }

  @Test
  void motionMakesSoftAlpha() {
    PortraitScene still =
        SyntheticPortraits.halfBody(12).garment(Garment.V_NECK).hair(Hair.SHORT).size(120, 150);
    int before = soft(still.render().alpha());
    int after = soft(still.pose(Pose.WAVING).render().alpha());
    assertThat(after).isGreaterThan(before + 80);
  }

  @Test
  void defocusWidensTheEdge() {
    PortraitScene sharp = SyntheticPortraits.broadHeadAndShoulders(3).size(120, 150);
    int before = soft(sharp.render().alpha());
    int after = soft(sharp.defocus(0.02).render().alpha());
    assertThat(after).isGreaterThan(before + 80);
  }

  @Test
  void noiseAndExposureLeaveAlphaAlone() {
    PortraitScene plain = SyntheticPortraits.headAndShoulders(2).size(64, 80);
    SyntheticPortrait a = plain.render();
    SyntheticPortrait b = plain.sensorNoise(8).exposure(-1).render();
    assertThat(b.alpha()).isEqualTo(a.alpha());
    assertThat(b.argb()).isNotEqualTo(a.argb());
  }

  @Test
  void sameSeedGivesTheSameBytesWithAnyNumberOfThreads() throws Exception {
    PortraitScene scene = SyntheticPortraits.headAndShoulders(11).size(64, 80);
    String shared = sha256(scene.render());
    ForkJoinPool one = new ForkJoinPool(1);
    try {
      assertThat(one.submit(() -> sha256(scene.render())).get()).isEqualTo(shared);
    } finally {
      one.shutdown();
    }
    assertThat(sha256(SyntheticPortraits.headAndShoulders(12).size(64, 80).render()))
        .isNotEqualTo(shared);
  }

  @Test
  void bytesAreTheRecordedOnes() throws Exception {
    // Recorded on JDK 17, x86-64. Changes only when a drawing is changed on purpose.
    assertThat(sha256(SyntheticPortraits.headAndShoulders(11).size(64, 80).render()))
        .isEqualTo(RECORDED);
  }

  private static final String RECORDED =
      "a17964f5098912a38e438303c24ba56e835f290c812525e9b9c21c10ca0051a3";

  @ParameterizedTest
  @CsvSource({"1,1", "2,3", "17,1", "1,40", "64,64"})
  void smallSizesAreDrawn(int w, int h) {
    SyntheticPortrait p = SyntheticPortraits.headAndShoulders(1).size(w, h).render();
    assertThat(p.alpha()).hasSize(w * h);
    assertThat(p.argb()).hasSize(w * h);
  }

  @Test
  void sizeOnlyScalesTheScene() {
    PortraitScene scene = SyntheticPortraits.headAndShoulders(11);
    float[] small = scene.size(80, 100).render().alpha();
    float[] large = scene.size(240, 300).render().alpha();
    double difference = 0;
    for (int y = 0; y < 100; y++) {
      for (int x = 0; x < 80; x++) {
        double mean = 0;
        for (int k = 0; k < 9; k++) {
          mean += large[(3 * y + k / 3) * 240 + 3 * x + k % 3] / 9;
        }
        difference += Math.abs(mean - small[y * 80 + x]);
      }
    }
    assertThat(difference / 8000).isLessThan(0.02);
  }

  @Test
  void impossibleSettingsAreRefused() {
    PortraitScene scene = SyntheticPortraits.headAndShoulders(1);
    assertThatThrownBy(() -> scene.size(0, 5)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> scene.sensorNoise(-1)).hasMessageContaining("noise sigma is -1");
    assertThatThrownBy(() -> scene.defocus(Double.NaN)).hasMessageContaining("defocus");
  }

  private static int soft(float[] alpha) {
    int count = 0;
    for (float a : alpha) {
      count += a > 0.05 && a < 0.95 ? 1 : 0;
    }
    return count;
  }

  /** Connected areas of alpha over one half, larger than a thousandth of the picture. */
  private static int bodies(SyntheticPortrait p) {
    float[] alpha = p.alpha();
    boolean[] seen = new boolean[alpha.length];
    int count = 0;
    for (int s = 0; s < alpha.length; s++) {
      if (alpha[s] <= 0.5f || seen[s]) {
        continue;
      }
      int size = 0;
      ArrayDeque<Integer> todo = new ArrayDeque<>();
      todo.add(s);
      seen[s] = true;
      while (!todo.isEmpty()) {
        int i = todo.remove();
        size++;
        int x = i % p.width();
        int[] next = {
          x > 0 ? i - 1 : -1, x < p.width() - 1 ? i + 1 : -1, i - p.width(), i + p.width()
        };
        for (int n : next) {
          if (n >= 0 && n < alpha.length && alpha[n] > 0.5f && !seen[n]) {
            seen[n] = true;
            todo.add(n);
          }
        }
      }
      count += size > alpha.length / 1000 ? 1 : 0;
    }
    return count;
  }

  private static String sha256(SyntheticPortrait p) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (int[] plane : new int[][] {p.argb(), p.foreground(), p.background()}) {
      ByteBuffer bytes = ByteBuffer.allocate(4 * plane.length);
      bytes.asIntBuffer().put(plane);
      digest.update(bytes);
    }
    ByteBuffer bytes = ByteBuffer.allocate(4 * p.width() * p.height());
    bytes.asFloatBuffer().put(p.alpha());
    digest.update(bytes);
    return HexFormat.of().formatHex(digest.digest());
  }
}
