package io.github.matting4j.hardware;

import java.util.Optional;

/** The device to run a model on, preferred or required. Immutable. */
public final class DeviceChoice {
  private static final DeviceChoice AUTOMATIC = new DeviceChoice(Optional.empty(), false);

  private final Optional<Device> device;
  private final boolean required;

  private DeviceChoice(Optional<Device> device, boolean required) {
    this.device = device;
    this.required = required;
  }

  /** An NVIDIA GPU if the engine's GPU build and a driver are installed, otherwise the CPU. */
  public static DeviceChoice automatic() {
    return AUTOMATIC;
  }

  /** This device if it works, otherwise the CPU with a warning in every report that says why. */
  public static DeviceChoice prefer(Device device) {
    return new DeviceChoice(Optional.of(device), false);
  }

  /** This device only; opening fails if it does not work. */
  public static DeviceChoice require(Device device) {
    return new DeviceChoice(Optional.of(device), true);
  }

  /** The preferred or required device; empty if the choice is automatic. */
  public Optional<Device> device() {
    return device;
  }

  /** Whether the device is required. */
  public boolean isRequired() {
    return required;
  }

  @Override
  public String toString() {
    return device.map(d -> (required ? "require " : "prefer ") + d).orElse("automatic");
  }
}
