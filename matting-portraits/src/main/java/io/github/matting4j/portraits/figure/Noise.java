package io.github.matting4j.portraits.figure;

/** Smooth lattice noise and the small curves that shading is made of. Stateless. */
public final class Noise {
  private Noise() {}

  /** Value noise in -1..1 with continuous slope; features about one unit across. */
  public static double at(double x, double y, double z, long seed) {
    double fx = Math.floor(x);
    double fy = Math.floor(y);
    double fz = Math.floor(z);
    double ux = ease(x - fx);
    double uy = ease(y - fy);
    double uz = ease(z - fz);
    long ix = (long) fx;
    long iy = (long) fy;
    long iz = (long) fz;
    double a = plane(ix, iy, iz, ux, uy, seed);
    double b = plane(ix, iy, iz + 1, ux, uy, seed);
    return a + (b - a) * uz;
  }

  /** The same in the plane. */
  public static double at(double x, double y, long seed) {
    double fx = Math.floor(x);
    double fy = Math.floor(y);
    return plane((long) fx, (long) fy, 0, ease(x - fx), ease(y - fy), seed);
  }

  /** Octaves of plane noise, each half as strong and twice as fine; about -1..1. */
  public static double octaves(double x, double y, int octaves, long seed) {
    double sum = 0;
    double gain = 0.5;
    double px = x;
    double py = y;
    for (int i = 0; i < octaves; i++) {
      sum += gain * at(px, py, seed + i);
      px = px * 2.03 + 17.1;
      py = py * 2.03 - 9.7;
      gain *= 0.5;
    }
    return sum;
  }

  private static double plane(long ix, long iy, long iz, double ux, double uy, long seed) {
    double a = lattice(ix, iy, iz, seed);
    double b = lattice(ix + 1, iy, iz, seed);
    double c = lattice(ix, iy + 1, iz, seed);
    double d = lattice(ix + 1, iy + 1, iz, seed);
    double ab = a + (b - a) * ux;
    return ab + (c + (d - c) * ux - ab) * uy;
  }

  /** Uniform in -1..1 at a lattice point. */
  public static double lattice(long ix, long iy, long iz, long seed) {
    long h = ix * 0x8DA6B343L + iy * 0xD8163841L + iz * 0xCB1AB31FL + seed * 0x9E3779B97F4A7C15L;
    return (SplitMix.mix(h) >> 11) * 0x1.0p-52;
  }

  private static double ease(double t) {
    return t * t * (3 - 2 * t);
  }

  /** 0 below {@code low}, 1 above {@code high}, smooth between; {@code low > high} mirrors. */
  public static double step(double low, double high, double v) {
    double t = clamp((v - low) / (high - low));
    return t * t * (3 - 2 * t);
  }

  /** A hill of height 1 at 0 that reaches 0 smoothly at distance 1; takes the squared distance. */
  public static double hill(double squared) {
    double t = Math.max(0, 1 - squared);
    return t * t * t;
  }

  public static double clamp(double v) {
    return Math.max(0, Math.min(1, v));
  }

  public static double mix(double a, double b, double t) {
    return a + (b - a) * t;
  }
}
