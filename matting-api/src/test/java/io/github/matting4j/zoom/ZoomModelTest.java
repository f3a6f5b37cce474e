package io.github.matting4j.zoom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.Cancellation;
import io.github.matting4j.model.InferenceException;
import io.github.matting4j.model.MattingCancelledException;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.model.RunControl;
import io.github.matting4j.model.RunReport;
import io.github.matting4j.runtime.PooledModel;
import io.github.matting4j.testing.FakeNetwork;
import io.github.matting4j.testing.MattingModelContract;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ZoomModelTest {
  private static final int WIDTH = 480;
  private static final int HEIGHT = 320;
  private static final int[] SMALL = {230, 160, 20, 45};

  @Nested
  class Contract implements MattingModelContract {
    @Override
    public MattingModel open(OpenOptions options) {
      return new ZoomModel(
          new PooledModel<>(
              new FakeNetwork(true, stop -> {}), options.callers(), options.closeTimeout()));
    }
  }

  /** Green ellipses, each of a centre and two radii, on black. */
  private static ArgbImage photo(int[]... people) {
    int[] pixels = new int[WIDTH * HEIGHT];
    Arrays.fill(pixels, 0xFF000000);
    for (int[] person : people) {
      for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
          if (Math.hypot((x - person[0]) / (double) person[2], (y - person[1]) / (double) person[3])
              <= 1) {
            pixels[y * WIDTH + x] = 0xFF00FF00;
          }
        }
      }
    }
    return ArgbImage.adopt(WIDTH, HEIGHT, pixels);
  }

  private static double error(ArgbImage photo, AlphaMatte matte) {
    double sum = 0;
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        sum += Math.abs(matte.alpha(x, y) - (photo.argb(x, y) >> 8 & 0xFF) / 255f);
      }
    }
    return sum;
  }

  private static RunReport.Zoom zoom(MattingResult result) {
    return result.report().zoom().orElseThrow();
  }

  @Test
  void aSmallPersonIsSeenLarger() {
    ArgbImage photo = photo(SMALL);
    MattingResult first = new CoarseModel().run(photo);
    ZoomModel model = new ZoomModel(new CoarseModel());
    MattingResult result = model.run(photo);
    assertThat(error(photo, result.matte())).isLessThan(0.5 * error(photo, first.matte()));
    assertThat(zoom(result).crops()).isEqualTo(1);
    assertThat(zoom(result).joined()).isEqualTo(1);
    assertThat(zoom(result).time()).isPositive();
    RunReport report = result.report();
    assertThat(report.total()).isGreaterThan(zoom(result).time());
    assertThat(report.warnings()).containsExactly("warning of the model");
    assertThat(report.networkWidth()).isGreaterThan(2 * 32);
    assertThat(report.networkHeight()).isGreaterThan(2 * 32);
    assertThat(first.report().zoom()).isEmpty();
    assertThat(result.matte().alpha(0, 0)).isZero();
  }

  /** Batches, kept scores and manifests compare the recipe's hash: these mattes are others. */
  @Test
  void theIdentityIsAnotherThanWithoutZoom() {
    CoarseModel network = new CoarseModel();
    ZoomModel model = new ZoomModel(network);
    assertThat(model.identity().recipeSha256()).isNotEqualTo(network.identity().recipeSha256());
    assertThat(model.identity().weightsSha256()).isEqualTo(network.identity().weightsSha256());
    assertThat(model.run(photo(SMALL)).report().model()).isEqualTo(model.identity());
    assertThat(model.run(photo()).report().model()).isEqualTo(model.identity());
  }

  @Test
  void aLargePersonAndAPhotoOfNoOneGetOnePass() {
    for (ArgbImage photo : new ArgbImage[] {photo(new int[] {240, 200, 150, 150}), photo()}) {
      CoarseModel network = new CoarseModel();
      MattingResult result = new ZoomModel(network).run(photo);
      assertThat(network.runs).hasSize(1);
      assertThat(zoom(result).crops()).isZero();
      assertThat(result.matte().toArray())
          .isEqualTo(new CoarseModel().run(photo).matte().toArray());
      assertThat(result.report().networkWidth()).isEqualTo(32);
    }
  }

  @Test
  void peopleApartHaveACropEachUpToFourAndThoseTogetherHaveOne() {
    assertThat(cropsOf(photo(SMALL, new int[] {60, 200, 15, 40}))).isEqualTo(2);
    assertThat(cropsOf(photo(SMALL, new int[] {262, 170, 15, 40}))).isEqualTo(1);
    int[][] many = new int[10][];
    for (int i = 0; i < many.length; i++) {
      many[i] = new int[] {48 + i % 5 * 96, i < 5 ? 60 : 260, 12, 16};
    }
    assertThat(cropsOf(photo(many))).isEqualTo(4);
  }

  private static int cropsOf(ArgbImage photo) {
    return zoom(new ZoomModel(new CoarseModel()).run(photo)).crops();
  }

  @Test
  void aCropHasTheShapeOfTheNetworkUnlessThatKeepsThePhotos() {
    CoarseModel wide = new CoarseModel(64, 32, Duration.ZERO);
    new ZoomModel(wide).run(photo(SMALL));
    assertThat(ratio(wide.runs.get(1))).isBetween(1.58, 2.5);
    CoarseModel keeping = new CoarseModel(48, 32, Duration.ZERO);
    new ZoomModel(keeping).run(photo(SMALL));
    assertThat(ratio(keeping.runs.get(1))).isBetween(0.65, 1.0);
  }

  private static double ratio(ArgbImage crop) {
    return (double) crop.width() / crop.height();
  }

  @Test
  void aSecondMatteThatIsEmptyOrUndecidedIsNotUsed() {
    ArgbImage photo = photo(SMALL);
    for (float share : new float[] {0f, 0.5f}) {
      CoarseModel network =
          new CoarseModel() {
            @Override
            float alpha(int run, float green) {
              return run == 1 ? green : share * green;
            }
          };
      MattingResult result = new ZoomModel(network).run(photo);
      assertThat(zoom(result).crops()).isEqualTo(1);
      assertThat(zoom(result).joined()).isZero();
      assertThat(result.matte().toArray())
          .isEqualTo(new CoarseModel().run(photo).matte().toArray());
      assertThat(result.report().networkWidth()).isEqualTo(32);
    }
  }

  /** The crops' own background is brighter than the photo's; their borders are not to be seen. */
  @Test
  void thereIsNoSeam() {
    CoarseModel network =
        new CoarseModel() {
          @Override
          float alpha(int run, float green) {
            return run == 1 ? green : Math.max(green, 0.03f);
          }
        };
    MattingResult result = new ZoomModel(network).run(photo(SMALL));
    assertThat(zoom(result).joined()).isEqualTo(1);
    float largest = 0;
    float step = 0;
    for (int x = 1; x < WIDTH; x++) {
      float here = result.matte().alpha(x, 95); // above the head, within the crop
      largest = Math.max(largest, here);
      step = Math.max(step, Math.abs(here - result.matte().alpha(x - 1, 95)));
    }
    assertThat(largest).isGreaterThan(0.01f);
    assertThat(step).isLessThan(0.005f);
  }

  @Test
  void atTheBorderOfThePhotoACropCountsInFull() {
    float[] alphas = new float[100 * 80];
    float[] ones = new float[40 * 30];
    Arrays.fill(ones, 1);
    new CropMatte(new Crop(0, 50, 40, 80), AlphaMatte.adopt(40, 30, ones)).join(alphas, 100, 80);
    assertThat(alphas[79 * 100]).isEqualTo(1);
    assertThat(alphas[79 * 100 + 39]).isLessThan(0.1f);
    assertThat(alphas[50 * 100]).isLessThan(0.1f);
    assertThat(alphas[65 * 100 + 20]).isEqualTo(1);
    assertThat(alphas[79 * 100 + 40]).isZero();
  }

  @Test
  void aCropThatFailsKeepsTheFirstMatte() {
    ArgbImage photo = photo(SMALL, new int[] {60, 200, 15, 40});
    RuntimeException[] failures = {
      new InferenceException("the network gave NaN"), new IllegalStateException("model is closed")
    };
    for (RuntimeException failure : failures) {
      CoarseModel network =
          new CoarseModel() {
            @Override
            void before(int run) {
              if (run == 2) {
                throw failure;
              }
            }
          };
      MattingResult result = new ZoomModel(network).run(photo);
      assertThat(network.runs).hasSize(2);
      assertThat(zoom(result).crops()).isZero();
      assertThat(result.matte().toArray())
          .isEqualTo(new CoarseModel().run(photo).matte().toArray());
      assertThat(result.report().warnings())
          .anyMatch(line -> line.contains("second pass") && line.contains(failure.getMessage()));
    }
  }

  /** A first pass of 10 seconds says that 15 are not enough for another and what comes after it. */
  @Test
  void aCropIsNotBegunWhenTooLittleTimeIsLeft() {
    CoarseModel slow = new CoarseModel(32, 32, Duration.ofSeconds(10));
    MattingResult result =
        new ZoomModel(slow)
            .run(photo(SMALL), RunControl.unlimited().timeout(Duration.ofSeconds(15)));
    assertThat(slow.runs).hasSize(1);
    assertThat(result.report().warnings()).anyMatch(line -> line.contains("too little time"));

    CoarseModel quick = new CoarseModel();
    RunControl limited =
        RunControl.unlimited()
            .timeout(Duration.ofMinutes(5))
            .slotTimeout(Duration.ZERO)
            .maxWaiting(0);
    new ZoomModel(quick).run(photo(SMALL), limited);
    assertThat(quick.controls.get(0)).isSameAs(limited);
    RunControl ofCrop = quick.controls.get(1);
    assertThat(ofCrop.timeout().orElseThrow()).isLessThan(Duration.ofMinutes(5));
    assertThat(ofCrop.slotTimeout()).isEmpty(); // the run was admitted already
    assertThat(ofCrop.maxWaiting()).isEmpty();
  }

  @Test
  void cancellingDuringTheSecondPassEndsTheRun() {
    Cancellation request = new Cancellation();
    CoarseModel network =
        new CoarseModel() {
          @Override
          void before(int run) {
            if (run == 2) {
              request.cancel();
              throw new MattingCancelledException("cancelled while the network ran");
            }
          }
        };
    assertThatThrownBy(
            () ->
                new ZoomModel(network)
                    .run(photo(SMALL), RunControl.unlimited().cancelledBy(request)))
        .isInstanceOf(MattingCancelledException.class);
    assertThat(network.controls.get(1).cancellation()).contains(request);
  }

  @Test
  void framesOfASequenceGetOnePass() {
    CoarseModel network = new CoarseModel();
    new ZoomModel(network).sequence().next(photo(SMALL));
    assertThat(network.runs).hasSize(1);
  }
}
