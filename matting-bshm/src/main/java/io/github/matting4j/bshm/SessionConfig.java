package io.github.matting4j.bshm;

import io.github.matting4j.hardware.Device;
import io.github.matting4j.hardware.DeviceChoice;
import io.github.matting4j.model.OpenOptions;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The few fields of TensorFlow's {@code ConfigProto} that matter, as bytes: the library with the
 * generated class has four megabytes.
 */
final class SessionConfig {
  private static final int DEVICE_COUNT = 1;
  private static final int INTRA_OP_THREADS = 2;
  private static final int INTER_OP_THREADS = 5;
  private static final int GPU_OPTIONS = 6;
  private static final int SOFT_PLACEMENT = 7;
  private static final int ALLOW_GROWTH = 4;
  private static final int VISIBLE_DEVICES = 5;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private SessionConfig() {}

  /** The session of these options: threads of one run, runs side by side, the device. */
  static byte[] of(OpenOptions options) {
    SessionConfig config = new SessionConfig();
    if (isCpuAlone(options.device())) {
      SessionConfig none = new SessionConfig().text(1, "GPU").varint(2, 0);
      config.message(DEVICE_COUNT, none);
    }
    config.varint(INTRA_OP_THREADS, options.threads()).varint(INTER_OP_THREADS, options.callers());
    SessionConfig gpu = new SessionConfig().varint(ALLOW_GROWTH, 1);
    options
        .device()
        .device()
        .filter(device -> device.kind() == Device.Kind.CUDA)
        .ifPresent(device -> gpu.text(VISIBLE_DEVICES, Integer.toString(device.index())));
    config.message(GPU_OPTIONS, gpu).varint(SOFT_PLACEMENT, 1);
    return config.bytes.toByteArray();
  }

  private static boolean isCpuAlone(DeviceChoice choice) {
    return choice.device().filter(device -> device.kind() == Device.Kind.CPU).isPresent();
  }

  private SessionConfig varint(int field, int value) {
    raw(field << 3);
    raw(value);
    return this;
  }

  private SessionConfig text(int field, String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    raw(field << 3 | 2);
    raw(utf8.length);
    bytes.writeBytes(utf8);
    return this;
  }

  private SessionConfig message(int field, SessionConfig inner) {
    raw(field << 3 | 2);
    raw(inner.bytes.size());
    bytes.writeBytes(inner.bytes.toByteArray());
    return this;
  }

  private void raw(int value) {
    int rest = value;
    while (rest >= 0x80) {
      bytes.write((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes.write(rest);
  }
}
