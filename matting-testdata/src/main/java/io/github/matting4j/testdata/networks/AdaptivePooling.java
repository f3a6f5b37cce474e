package io.github.matting4j.testdata.networks;

/**
 * How average pooling to a given number of bins is expressed, since ONNX has no operator for it.
 * The true rule: bin i covers the cells from floor(i·n/bins) up to, not including,
 * ceil((i+1)·n/bins).
 */
public enum AdaptivePooling {
  /** The true rule, as two products with averaging matrices; at every size, also a dynamic one. */
  EXACT,
  /**
   * What the published exporter writes: AveragePool with stride floor(n/bins) and kernel n -
   * (bins-1)·stride. Equal to the true rule for some sizes only, impossible below n = bins, and
   * only for fixed sizes.
   */
  EXPORTER
}
