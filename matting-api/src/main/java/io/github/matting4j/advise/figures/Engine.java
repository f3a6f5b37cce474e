package io.github.matting4j.advise.figures;

import io.github.matting4j.hardware.Platform;
import java.util.Set;

/** What runs a network. */
public enum Engine {
  /** ONNX Runtime, for {@code .onnx} files. */
  ONNX_RUNTIME("ONNX Runtime", Set.of("linux-x64", "linux-arm64", "mac-arm64", "windows-x64")),
  /** TensorFlow 1.15 for Java, for {@code .pb} files. */
  TENSORFLOW_1("TensorFlow 1.15", Set.of("linux-x64", "windows-x64", "mac-x64"));

  private final String title;
  private final Set<String> platforms;

  Engine(String title, Set<String> platforms) {
    this.title = title;
    this.platforms = platforms;
  }

  /** Its name. */
  public String title() {
    return title;
  }

  /** Whether its released jars hold a native library for a platform. */
  public boolean hasNatives(Platform platform) {
    return platforms.contains(platform.toString());
  }
}
