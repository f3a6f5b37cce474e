package io.github.matting4j.advise.figures;

/** What a published figure is about. */
public enum Quantity {
  /** Sum of absolute differences on PPM-AIM-195, in thousands; lower is better. */
  SAD("SAD on PPM-AIM-195"),
  /** Mean squared error on PPM-AIM-195; lower is better. */
  MSE("MSE on PPM-AIM-195"),
  /** Gradient error on PPM-AIM-195; lower is better. */
  GRAD("Grad on PPM-AIM-195"),
  /** Connectivity error on PPM-AIM-195; lower is better. */
  CONN("Conn on PPM-AIM-195"),
  /** Parameters, in millions. */
  PARAMETERS("million parameters"),
  /** Multiply-adds at the reference picture, in thousand millions. */
  GIGAMACS("G multiply-adds"),
  /** Pixels of the picture that the network sees, for which the other figures hold. */
  REFERENCE_PIXELS("pixels of the reference picture"),
  /** Photos a second on a Tesla V100 at the reference picture. */
  FPS_V100("photos a second on a V100"),
  /** Peak memory of the process at the reference picture, in MiB. */
  MEMORY("MiB at the peak"),
  /** Memory more for each pixel of the photo, in bytes. */
  MEMORY_PER_PIXEL("bytes more a pixel of the photo"),
  /** Size of the weights' file, in millions of bytes. */
  FILE("MB of weights"),
  /** Multiply-adds a second on one core, in thousand millions. */
  CPU_RATE("G multiply-adds a second on one core"),
  /** The short side of the network's picture is at most this many pixels. */
  SHORT_AT_MOST("short side at most"),
  /** The short side of the network's picture is always this many pixels. */
  SHORT_EXACTLY("short side exactly"),
  /** The network's picture is a square of this side, whatever the photo. */
  SQUARE("square of side"),
  /** The network's picture never has more pixels. */
  MAX_PIXELS("pixels at most");

  private final String title;

  Quantity(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
