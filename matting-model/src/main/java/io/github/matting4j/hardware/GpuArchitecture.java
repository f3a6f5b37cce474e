package io.github.matting4j.hardware;

/** Generations of NVIDIA GPUs, oldest first. */
public enum GpuArchitecture {
  /** GTX 900, compute capability 5. */
  MAXWELL("Maxwell"),
  /** GTX 10, P100, compute capability 6. */
  PASCAL("Pascal"),
  /** V100, compute capability 7.0. */
  VOLTA("Volta"),
  /** RTX 20, T4, compute capability 7.5. */
  TURING("Turing"),
  /** RTX 30, A100, Jetson Orin, compute capability 8.0 to 8.7. */
  AMPERE("Ampere"),
  /** RTX 40, L4, L40, compute capability 8.9. */
  ADA("Ada"),
  /** H100, H200, compute capability 9.0. */
  HOPPER("Hopper"),
  /** B200, RTX 50, compute capability 10 and up. */
  BLACKWELL("Blackwell"),
  /** Not recognised. */
  UNKNOWN("of unknown generation");

  private final String title;

  GpuArchitecture(String title) {
    this.title = title;
  }

  /** The maker's name of the generation. */
  public String title() {
    return title;
  }

  /** The generation of a compute capability such as {@code 8.6}. */
  public static GpuArchitecture ofComputeCapability(double capability) {
    if (capability >= 10) {
      return BLACKWELL;
    }
    if (capability >= 9) {
      return HOPPER;
    }
    if (capability >= 8.85) {
      return ADA;
    }
    if (capability >= 8) {
      return AMPERE;
    }
    if (capability >= 7.45) {
      return TURING;
    }
    if (capability >= 7) {
      return VOLTA;
    }
    if (capability >= 6) {
      return PASCAL;
    }
    return capability >= 5 ? MAXWELL : UNKNOWN;
  }
}
