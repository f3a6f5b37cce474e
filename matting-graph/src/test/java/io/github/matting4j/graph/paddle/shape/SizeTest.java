package io.github.matting4j.graph.paddle.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/** The algebra agrees with arithmetic, and recognises sizes that are equal. */
class SizeTest {
  private static final Size H = Size.axis("img", 2);
  private static final Size W = Size.axis("img", 3);

  private static long at(Size size, long height, long width) {
    return size.evaluate(axis -> OptionalLong.of(axis.index() == 2 ? height : width)).orElseThrow();
  }

  /** Random chains of operations, on the expression and on numbers. */
  @Test
  void expressionsEvaluateToWhatTheirOperationsCompute() {
    Random random = new Random(1);
    for (int round = 0; round < 300; round++) {
      Size size = random.nextBoolean() ? H : Size.axis("img", 2, 32);
      List<LongUnaryOperator> steps = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        long number = 1 + random.nextInt(7);
        switch (random.nextInt(5)) {
          case 0 -> {
            size = size.plus(number);
            steps.add(x -> x + number);
          }
          case 1 -> {
            size = size.minus(Size.of(number));
            steps.add(x -> x - number);
          }
          case 2 -> {
            size = size.times(number);
            steps.add(x -> x * number);
          }
          case 3 -> {
            size = size.floorDiv(number);
            steps.add(x -> Math.floorDiv(x, number));
          }
          default -> {
            size = size.ceilDiv(number);
            steps.add(x -> -Math.floorDiv(-x, number));
          }
        }
      }
      for (long height = 32; height <= 320; height += 32) {
        long expected = height;
        for (LongUnaryOperator step : steps) {
          expected = step.applyAsLong(expected);
        }
        assertEquals(expected, at(size, height, 0), size.toString());
      }
    }
  }

  @Test
  void chainsOfHalvingsAreOneDivision() {
    Size strided = H;
    for (int i = 0; i < 5; i++) {
      strided = strided.plus(2 - 3).floorDiv(2).plus(1); // kernel 3, padding 1, stride 2
    }
    assertEquals(H.ceilDiv(32), strided);
    assertEquals(H.floorDiv(6), H.floorDiv(2).floorDiv(3));
    assertEquals(H.plus(4).floorDiv(4), H.floorDiv(4).plus(1));
  }

  @Test
  void multiplesDivideWithoutRest() {
    Size height = Size.axis("img", 2, 32);
    assertEquals(height, height.ceilDiv(32).times(32));
    assertEquals(height.floorDiv(2), height.plus(1).floorDiv(2));
    assertEquals(height.floorDiv(4), height.floorDiv(2).plus(-1).floorDiv(2).plus(1));
    assertEquals(3, at(height.floorDiv(64), 192, 0));
    assertEquals(2, at(height.floorDiv(64), 160, 0));
  }

  @Test
  void productsAndQuotientsOfSizes() {
    Size area = H.times(W);
    assertEquals(area, W.times(H));
    assertEquals(Optional.of(H), area.exactDiv(W));
    assertEquals(Optional.of(H.times(2)), area.times(4).exactDiv(W.times(2)));
    assertEquals(Optional.empty(), area.exactDiv(H.plus(1)));
    assertEquals(Optional.empty(), H.exactDiv(W));
    assertEquals(Optional.of(Size.ONE), H.plus(1).exactDiv(H.plus(1)));
    assertEquals(Size.ZERO, area.minus(area));
    assertEquals(6 * 7, at(area, 6, 7));
  }

  @Test
  void constants() {
    assertEquals(OptionalLong.of(5), Size.of(2).plus(3).constant());
    assertEquals(OptionalLong.empty(), H.constant());
    assertTrue(H.minus(H).is(0));
    assertTrue(Size.of(-7).floorDiv(2).is(-4));
    assertThrows(IllegalArgumentException.class, () -> H.floorDiv(0));
  }

  @Test
  void expressionsBeyondAllLimitsAreRefused() {
    Size size = H.plus(W);
    assertThrows(
        ArithmeticException.class,
        () -> {
          Size power = size;
          for (int i = 0; i < 40; i++) {
            power = power.times(power);
          }
        });
    assertThrows(ArithmeticException.class, () -> H.times(Long.MAX_VALUE).times(2));
  }
}
