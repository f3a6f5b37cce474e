package io.github.matting4j.graph.paddle.shape;

/** What the sum of products in a {@link Size} is made of. Immutable; ordered by its text. */
public sealed interface Atom extends Comparable<Atom> {
  /**
   * The size of a tensor along an axis, in whole multiples of a number: the size itself if that is
   * 1.
   *
   * @param tensor the tensor's name
   * @param index of the axis
   * @param multiple at least 1
   */
  record Axis(String tensor, int index, long multiple) implements Atom {
    @Override
    public String toString() {
      String axis = tensor + "[" + index + "]";
      return multiple == 1 ? axis : "floor(" + axis + "/" + multiple + ")";
    }
  }

  /**
   * A quotient rounded towards minus infinity.
   *
   * @param dividend not a constant
   * @param divisor at least 2
   */
  record Quotient(Size dividend, long divisor) implements Atom {
    @Override
    public String toString() {
      return "floor((" + dividend + ")/" + divisor + ")";
    }
  }

  @Override
  default int compareTo(Atom other) {
    return toString().compareTo(other.toString());
  }
}
