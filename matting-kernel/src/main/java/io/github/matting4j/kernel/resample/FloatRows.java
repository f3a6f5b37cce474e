package io.github.matting4j.kernel.resample;

/** Rows of interleaved floats. Rows are best read from top to bottom. */
@FunctionalInterface
public interface FloatRows {
  /** Writes row {@code y} to the start of {@code line}. */
  void read(int y, float[] line);
}
