package io.github.matting4j.kernel.motion;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Simple shapes that move over a patterned wall, photographed with noise. */
class MotionFilterTest {
  private static final int WIDTH = 96;
  private static final int HEIGHT = 80;
  private static final int FRAMES = 8;

  /** A frame: the photo, its exact matte, and what a network makes of it. */
  private record Frame(ArgbImage photo, float[] truth, float[] network) {
    AlphaMatte matte() {
      return AlphaMatte.copyOf(WIDTH, HEIGHT, network);
    }
  }

  /** A shape whose alpha at a place is given by how far inside the place is, in pixels. */
  private interface Shape {
    double inside(double x, double y);
  }

  private static Frame frame(int index, double offset, double wall, Shape shape, double flicker) {
    Random random = new Random(index);
    int[] photo = new int[WIDTH * HEIGHT];
    float[] truth = new float[photo.length];
    float[] network = new float[photo.length];
    double error = flicker * (index % 2 == 0 ? 1 : -1);
    for (int i = 0; i < photo.length; i++) {
      double x = i % WIDTH;
      double y = i / WIDTH;
      double inside = shape.inside(x - offset, y);
      double a = Math.max(0, Math.min(1, 0.5 + inside / 3));
      double person = 150 + 40 * Math.sin((x - offset) / 3) * Math.cos(y / 4);
      double back = wall + 30 * Math.sin(x / 5) * Math.sin(y / 6);
      int level = (int) (a * person + (1 - a) * back + 3 * random.nextGaussian());
      photo[i] = 0xFF000000 | Math.max(0, Math.min(255, level)) * 0x010101;
      truth[i] = (float) a;
      network[i] = (float) Math.max(0, Math.min(1, 0.5 + (inside + error) / 3));
    }
    return new Frame(ArgbImage.adopt(WIDTH, HEIGHT, photo), truth, network);
  }

  private static List<Frame> clip(double speed, double flicker, Shape shape) {
    List<Frame> frames = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      frames.add(frame(i, speed * i, 60, shape, flicker));
    }
    return frames;
  }

  private static double disc(double x, double y) {
    return 22 - Math.hypot(x - 38, y - 40);
  }

  private static double arm(double x, double y) {
    return Math.min(5 - Math.abs(x - 10), 60 - y);
  }

  /** The mean absolute difference between two planes. */
  private static double difference(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += Math.abs(one[i] - other[i]);
    }
    return sum / one.length;
  }

  /** The mean over the later frames of the error of the change from frame to frame. */
  private static double flicker(List<Frame> frames, List<float[]> mattes) {
    double sum = 0;
    for (int f = FRAMES / 2; f < FRAMES; f++) {
      float[] errors = errors(frames.get(f), mattes.get(f));
      sum += difference(errors, errors(frames.get(f - 1), mattes.get(f - 1)));
    }
    return sum;
  }

  private static float[] errors(Frame frame, float[] matte) {
    float[] errors = new float[matte.length];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = matte[i] - frame.truth[i];
    }
    return errors;
  }

  private enum Kind {
    ONE_WAY {
      @Override
      List<AlphaMatte> of(List<ArgbImage> photos, List<AlphaMatte> mattes) {
        MotionFilter filter = new MotionFilter();
        List<AlphaMatte> steady = new ArrayList<>();
        for (int i = 0; i < mattes.size(); i++) {
          steady.add(filter.next(photos.get(i), mattes.get(i)));
        }
        return steady;
      }
    },
    TWO_WAY {
      @Override
      List<AlphaMatte> of(List<ArgbImage> photos, List<AlphaMatte> mattes) {
        TwoWayMotionFilter filter = new TwoWayMotionFilter();
        List<AlphaMatte> steady = new ArrayList<>();
        for (int i = 0; i < mattes.size(); i++) {
          AlphaMatte finished = filter.add(photos.get(i), mattes.get(i));
          assertThat(finished == null).isEqualTo(i == 0);
          if (finished != null) {
            steady.add(finished);
          }
        }
        steady.add(filter.finish());
        return steady;
      }
    };

    abstract List<AlphaMatte> of(List<ArgbImage> photos, List<AlphaMatte> mattes);

    List<float[]> filtered(List<Frame> frames) {
      return of(
              frames.stream().map(Frame::photo).toList(),
              frames.stream().map(Frame::matte).toList())
          .stream()
          .map(AlphaMatte::toArray)
          .toList();
    }
  }

  private static List<float[]> raw(List<Frame> frames) {
    return frames.stream().map(Frame::network).toList();
  }

  @ParameterizedTest
  @EnumSource
  void aPersonAtRestFlickersLess(Kind kind) {
    List<Frame> frames = clip(0, 0.7, MotionFilterTest::disc);
    assertThat(flicker(frames, kind.filtered(frames)))
        .isLessThan(0.4 * flicker(frames, raw(frames)));
  }

  @ParameterizedTest
  @EnumSource
  void aPersonThatMovesFlickersLessAndDoesNotLag(Kind kind) {
    for (double speed : new double[] {0.6, 1.5, -1}) {
      List<Frame> frames = clip(speed, 0.7, MotionFilterTest::disc);
      List<float[]> steady = kind.filtered(frames);
      assertThat(flicker(frames, steady))
          .as("speed " + speed)
          .isLessThan(0.65 * flicker(frames, raw(frames)));
      int last = FRAMES - 1;
      assertThat(difference(steady.get(last), frames.get(last).truth))
          .as("speed " + speed)
          .isLessThan(difference(frames.get(last).network, frames.get(last).truth));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFastArmLeavesNoGhost(Kind kind) {
    List<Frame> frames = clip(11, 0, MotionFilterTest::arm); // exact mattes
    List<float[]> steady = kind.filtered(frames);
    for (int f = 0; f < FRAMES; f++) {
      float[] truth = frames.get(f).truth;
      for (int i = 0; i < truth.length; i++) {
        assertThat(steady.get(f)[i]).isBetween(truth[i] - 0.06f, truth[i] + 0.06f);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void anExactMatteOfSlowMotionStaysNearlyExact(Kind kind) {
    List<Frame> frames = clip(1.3, 0, MotionFilterTest::disc);
    List<float[]> steady = kind.filtered(frames);
    for (int f = 0; f < FRAMES; f++) {
      assertThat(difference(steady.get(f), frames.get(f).truth)).isLessThan(0.0015);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCutNeedsNoReset(Kind kind) {
    List<Frame> frames = clip(0.5, 0, MotionFilterTest::disc);
    frames.add(frame(99, 30, 200, MotionFilterTest::arm, 0));
    List<float[]> steady = kind.filtered(frames);
    for (int f = FRAMES - 1; f <= FRAMES; f++) {
      assertThat(difference(steady.get(f), frames.get(f).truth)).isLessThan(0.002);
    }
  }

  @Test
  void theFirstFrameAndTheFirstAfterAResetAreUnchanged() {
    MotionFilter filter = new MotionFilter();
    List<Frame> frames = clip(0, 0.7, MotionFilterTest::disc);
    AlphaMatte first = frames.get(0).matte();
    assertThat(filter.next(frames.get(0).photo, first)).isSameAs(first);
    filter.reset();
    AlphaMatte second = frames.get(1).matte();
    assertThat(filter.next(frames.get(1).photo, second)).isSameAs(second);
  }

  @ParameterizedTest
  @EnumSource
  void theSameFramesGiveTheSameBits(Kind kind) {
    List<Frame> frames = clip(0.8, 0.7, MotionFilterTest::disc);
    List<float[]> once = kind.filtered(frames);
    List<float[]> again = kind.filtered(frames);
    for (int i = 0; i < FRAMES; i++) {
      assertThat(again.get(i)).isEqualTo(once.get(i));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everySizeWorks(Kind kind) {
    for (int width : new int[] {1, 2, 3, 5, 17}) {
      for (int height : new int[] {1, 2, 4, 9}) {
        List<ArgbImage> photos = new ArrayList<>();
        List<AlphaMatte> mattes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          int level = 100 + 3 * i;
          photos.add(ArgbImage.filled(width, height, 0xFF000000 | level * 0x010101));
          mattes.add(AlphaMatte.filled(width, height, i % 2 == 0 ? 0.4f : 0.6f));
        }
        assertThat(kind.of(photos, mattes))
            .hasSize(4)
            .allSatisfy(matte -> assertThat(matte.mean()).isBetween(0.3999, 0.6001));
      }
    }
  }
}
