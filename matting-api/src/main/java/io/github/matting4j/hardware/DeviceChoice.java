package io.github.matting4j.hardware;

import java.util.Optional;

/** Which device a model shall run on, and how much that matters. Immutable. */
public final class DeviceChoice {
  private static final DeviceChoice AUTOMATIC = new DeviceChoice(Optional.empty(), false);

  private final Optional<Device> device;
  private final boolean demanded;

  private DeviceChoice(Optional<Device> device, boolean demanded) {
    this.device = device;
    this.demanded = demanded;
  }

  /**
   * The best device that is known to work well: an NVIDIA GPU when the engine's GPU build and a
   * driver are here, otherwise the CPU.
   */
  public static DeviceChoice automatic() {
    return AUTOMATIC;
  }

  /** This device if it works, otherwise the CPU with a warning in every report that says why. */
  public static DeviceChoice prefer(Device device) {
    return new DeviceChoice(Optional.of(device), false);
  }

  /** This device or nothing: opening fails with an exception otherwise. */
  public static DeviceChoice demand(Device device) {
    return new DeviceChoice(Optional.of(device), true);
  }

  /** The device wished for; empty when the choice is automatic. */
  public Optional<Device> device() {
    return device;
  }

  /** Whether nothing else will do. */
  public boolean isDemanded() {
    return demanded;
  }

  @Override
  public String toString() {
    return device.map(d -> (demanded ? "demand " : "prefer ") + d).orElse("automatic");
  }
}
