package io.github.matting4j.criteria;

import io.github.matting4j.image.ArgbImage;
import java.util.Arrays;

/**
 * Measures the traits that pixels alone show, in one pass over bands of rows; of large photos only
 * some of the bands.
 *
 * <p>Noise: the mean absolute response of the Laplacian-difference mask (1 −2 1; −2 4 −2; 1 −2 1)
 * to each block of 16x16 green pixels is σ·6·√(2/π) where there is nothing but noise; the flattest
 * blocks count. Not thread-safe.
 */
final class PixelTraits {
  private static final String HOW = "measured on the pixels";
  private static final int BLOCK = 16;
  private static final int MAX_BANDS =
      20; // 320 rows: enough blocks for the noise, and quick when cold
  private static final double FLAT_BLOCKS = 0.15;
  private static final double QUANTILE_BIAS =
      1.08; // the flattest of equal blocks are flat by chance
  private static final double DARK = 0.18;

  private final ArgbImage photo;
  private final int width;
  private final int[] argb;
  private final int[][] green = new int[BLOCK + 2][];
  private final double[] blockNoise;
  private int blocks;
  private final EdgeBlur blur = new EdgeBlur();
  private double lumaSum;
  private long pixels;
  private long clipped;
  private long equal;
  private final double[] step = new double[2];
  private final long[] steps = new long[2];

  private PixelTraits(ArgbImage photo) {
    this.photo = photo;
    this.width = photo.width();
    this.argb = new int[width];
    for (int i = 0; i < green.length; i++) {
      green[i] = new int[width];
    }
    this.blockNoise = new double[MAX_BANDS * (width / BLOCK + 1)];
  }

  static PhotoTraits measure(ArgbImage photo) {
    PhotoTraits size =
        PhotoTraits.unknown()
            .with(PhotoTrait.WIDTH, new PhotoTraits.Measurement(photo.width(), 1, HOW))
            .with(PhotoTrait.HEIGHT, new PhotoTraits.Measurement(photo.height(), 1, HOW));
    if (photo.width() < 2 * BLOCK || photo.height() < 2 * BLOCK) {
      return size; // too small to measure anything
    }
    PixelTraits traits = new PixelTraits(photo);
    traits.scan();
    return size.and(traits.result());
  }

  private void scan() {
    int bands = (photo.height() - 2) / BLOCK;
    int used = Math.min(bands, MAX_BANDS);
    for (int i = 0; i < used; i++) {
      band((int) ((long) i * bands / used) * BLOCK);
    }
  }

  private void band(int y0) {
    for (int i = 0; i < green.length; i++) {
      photo.readRow(y0 + i, argb, 0);
      row(green[i]);
    }
    for (int x0 = 1; x0 + BLOCK < width; x0 += BLOCK) {
      block(x0);
    }
    for (int i = 1; i <= BLOCK; i++) {
      borders(green[i]);
    }
    blur.row(green[BLOCK / 4], width);
    blur.row(green[3 * BLOCK / 4], width);
  }

  /** Takes the green channel of the current row, and its brightness. */
  private void row(int[] target) {
    long sum = 0;
    int flat = 0;
    int extreme = 0;
    int before = 0;
    for (int x = 0; x < width; x++) {
      int p = argb[x];
      int r = p >> 16 & 255;
      int g = p >> 8 & 255;
      int b = p & 255;
      target[x] = g;
      sum += 77 * r + 150 * g + 29 * b;
      boolean isExtreme = (p & 0xFFFFFF) == 0xFFFFFF || (p & 0xFFFFFF) == 0;
      extreme += isExtreme ? 1 : 0;
      flat += x > 0 && p == before && !isExtreme ? 1 : 0;
      before = p;
    }
    lumaSum += sum / 256.0;
    pixels += width;
    clipped += extreme;
    equal += flat;
  }

  private void block(int x0) {
    long response = 0;
    long sum = 0;
    for (int i = 1; i <= BLOCK; i++) {
      int[] a = green[i - 1];
      int[] b = green[i];
      int[] c = green[i + 1];
      for (int x = x0; x < x0 + BLOCK; x++) {
        int n =
            a[x - 1]
                + a[x + 1]
                + c[x - 1]
                + c[x + 1]
                + 4 * b[x]
                - 2 * (a[x] + b[x - 1] + b[x + 1] + c[x]);
        response += n < 0 ? -n : n;
        sum += b[x];
      }
    }
    double mean = (double) sum / (BLOCK * BLOCK);
    if (mean > 12 && mean < 243 && blocks < blockNoise.length) { // clipped blocks hide their noise
      blockNoise[blocks++] = response / (double) (BLOCK * BLOCK) * Math.sqrt(Math.PI / 2) / 6;
    }
  }

  /** Mean steps across and beside the borders of 8-pixel blocks, strong edges left out. */
  private void borders(int[] row) {
    for (int x = 1; x < width; x++) {
      int d = Math.abs(row[x] - row[x - 1]);
      if (d < 24) {
        int border = x % 8 == 0 ? 1 : 0;
        step[border] += d;
        steps[border]++;
      }
    }
  }

  private PhotoTraits result() {
    double brightness = lumaSum / pixels / 255;
    double flat = (double) equal / pixels;
    PhotoTraits traits =
        PhotoTraits.unknown()
            .with(PhotoTrait.BRIGHTNESS, new PhotoTraits.Measurement(brightness, 1, HOW))
            .with(
                PhotoTrait.CLIPPED, new PhotoTraits.Measurement((double) clipped / pixels, 1, HOW))
            .with(PhotoTrait.BLOCKINESS, new PhotoTraits.Measurement(blockiness(), 0.7, HOW))
            .and(SourceHints.of(width, photo.height(), flat));
    double noise = 0;
    if (blocks > 20) {
      double[] sorted = Arrays.copyOf(blockNoise, blocks);
      Arrays.sort(sorted);
      noise = sorted[(int) (blocks * FLAT_BLOCKS)] * QUANTILE_BIAS;
      traits =
          traits.with(
              PhotoTrait.NOISE, new PhotoTraits.Measurement(noise, blocks > 200 ? 0.8 : 0.6, HOW));
    }
    if (blur.isKnown()) {
      traits =
          traits.with(
              PhotoTrait.BLUR,
              new PhotoTraits.Measurement(blur.sigma(noise), blur.confidence(), HOW));
    }
    boolean dark = brightness < DARK;
    // A dark backdrop is dark as well; noise in addition indicates little light.
    return traits.with(
        PhotoTrait.LOW_LIGHT,
        new PhotoTraits.Measurement(dark ? 0.7 : 0.1, dark && noise < 6 ? 0.4 : 0.6, HOW));
  }

  private double blockiness() {
    double beside = steps[0] == 0 ? 0 : step[0] / steps[0];
    double across = steps[1] == 0 ? 0 : step[1] / steps[1];
    return Math.max(0, across / Math.max(beside, 0.25) - 1);
  }
}
