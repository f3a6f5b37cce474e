package io.github.matting4j.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.matting4j.image.AlphaMatte;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.sequence.TemporalFilter.MatteStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every filter promises, and the rule of the one-frame delay. */
class TemporalFilterTest {
  private static final ArgbImage FRAME = ArgbImage.filled(20, 12, 0xFF_40_80_C0);

  static List<TemporalFilter> filters() {
    return List.of(
        TemporalFilter.none(),
        TemporalFilter.oneFrameDelay(),
        TemporalFilter.motionAware(),
        TemporalFilter.twoWay(),
        TemporalFilter.auto());
  }

  private static AlphaMatte matte(float alpha) {
    return AlphaMatte.filled(FRAME.width(), FRAME.height(), alpha);
  }

  private static List<AlphaMatte> run(MatteStream stream, float... alphas) {
    List<AlphaMatte> out = new ArrayList<>();
    for (float alpha : alphas) {
      if (Float.isNaN(alpha)) {
        stream.reset();
      } else {
        stream.add(FRAME, matte(alpha)).ifPresent(out::add);
      }
    }
    stream.finish().ifPresent(out::add);
    return out;
  }

  private static List<Float> first(List<AlphaMatte> mattes) {
    return mattes.stream().map(m -> m.alpha(0, 0)).toList();
  }

  @ParameterizedTest
  @MethodSource("filters")
  void oneMatteComesOutForEachThatGoesIn(TemporalFilter filter) {
    MatteStream stream = filter.start();
    assertThat(stream.finish()).isEmpty();
    assertThat(stream.add(FRAME, matte(0.5f)).isEmpty()).isEqualTo(filter.delay() == 1);
    assertThat(stream.finish().isPresent()).isEqualTo(filter.delay() == 1);
    assertThat(stream.finish()).isEmpty();
    assertThat(run(stream, 0.2f, 0.4f, Float.NaN, 0.6f, 0.8f, Float.NaN)).hasSize(4);
  }

  @ParameterizedTest
  @MethodSource("filters")
  void nothingIsAveragedAcrossACut(TemporalFilter filter) {
    assertThat(first(run(filter.start(), 0.2f, Float.NaN, 1f, Float.NaN, 0.2f)))
        .containsExactly(0.2f, 1f, 0.2f);
  }

  @ParameterizedTest
  @MethodSource("filters")
  void anotherSizeStartsAgain(TemporalFilter filter) {
    MatteStream stream = filter.start();
    List<AlphaMatte> out = new ArrayList<>();
    stream.add(FRAME, matte(0.1f)).ifPresent(out::add);
    stream
        .add(ArgbImage.filled(7, 5, 0xFF_40_80_C0), AlphaMatte.filled(7, 5, 0.9f))
        .ifPresent(out::add);
    stream.add(FRAME, matte(0.2f)).ifPresent(out::add);
    stream.finish().ifPresent(out::add);
    assertThat(first(out)).containsExactly(0.1f, 0.9f, 0.2f);
    assertThat(out.get(1).width()).isEqualTo(7);
  }

  @ParameterizedTest
  @MethodSource("filters")
  void aMatteOfAnotherSizeThanItsFrameIsRefused(TemporalFilter filter) {
    MatteStream stream = filter.start();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stream.add(FRAME, AlphaMatte.filled(12, 20, 0f)))
        .withMessageContaining("12x20")
        .withMessageContaining("20x12");
    assertThat(first(run(stream, 0.5f))).containsExactly(0.5f);
  }

  @ParameterizedTest
  @MethodSource("filters")
  void streamsAreIndependentAndArgumentsAreKept(TemporalFilter filter) {
    MatteStream one = filter.start();
    MatteStream other = filter.start();
    AlphaMatte half = matte(0.5f);
    one.add(FRAME, matte(0f));
    one.add(FRAME, half);
    assertThat(half.alpha(3, 3)).isEqualTo(0.5f);
    assertThat(first(run(other, 1f))).containsExactly(1f);
  }

  @Test
  void aFlashOfOneFrameBecomesTheMeanOfItsNeighbours() {
    MatteStream stream = TemporalFilter.oneFrameDelay().start();
    assertThat(first(run(stream, 0.9f, 0.1f, 0.8f, 0.3f, 0.5f)))
        .containsExactly(0.9f, 0.85f, 0.8f, 0.3f, 0.5f);
  }

  @Test
  void noFlashIsRemovedAcrossACut() {
    MatteStream stream = TemporalFilter.oneFrameDelay().start();
    assertThat(first(run(stream, 0.9f, 0.1f, Float.NaN, 0.9f, Float.NaN, 0.1f, 0.9f)))
        .containsExactly(0.9f, 0.1f, 0.9f, 0.1f, 0.9f);
  }

  @Test
  void aSequenceHasNoDelay() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                TemporalFilter.oneFrameDelay()
                    .steady(
                        (frame, control) -> {
                          throw new AssertionError("no frame is computed");
                        }))
        .withMessageContaining("delays mattes by 1 frame");
  }
}
