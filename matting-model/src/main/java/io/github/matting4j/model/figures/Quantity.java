package io.github.matting4j.model.figures;

/** What a published figure measures. */
public enum Quantity {
  /** Sum of absolute differences on PPM-AIM-195, in thousands; lower is better. */
  SAD,
  /** Mean squared error on PPM-AIM-195; lower is better. */
  MSE,
  /** Gradient error on PPM-AIM-195; lower is better. */
  GRAD,
  /** Connectivity error on PPM-AIM-195; lower is better. */
  CONN,
  /** Parameters, in millions. */
  PARAMETERS,
  /** Multiply-adds for one picture of {@link #REFERENCE_PIXELS}, in 10<sup>9</sup>. */
  GIGAMACS,
  /** Size of the network's picture for which the other figures hold, in pixels. */
  REFERENCE_PIXELS,
  /** Photos per second on a Tesla V100 at the reference size. */
  FPS_V100,
  /** Peak memory of the process at the reference size, in MiB. */
  MEMORY,
  /** Additional memory per pixel of the photo, in bytes. */
  MEMORY_PER_PIXEL,
  /** Size of the weights file, in 10<sup>6</sup> bytes. */
  FILE,
  /** Multiply-adds per second on one core, in 10<sup>9</sup>. */
  CPU_RATE
}
