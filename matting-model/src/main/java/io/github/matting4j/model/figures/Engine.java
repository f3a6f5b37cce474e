package io.github.matting4j.model.figures;

import io.github.matting4j.hardware.Platform;
import java.util.Locale;
import java.util.Set;

/** The software that runs a network. */
public enum Engine {
  /** ONNX Runtime, for {@code .onnx} files. */
  ONNX_RUNTIME("ONNX Runtime", Set.of("linux-x64", "linux-arm64", "mac-arm64", "windows-x64")),
  /** TensorFlow 1.15 for Java, for {@code .pb} files. */
  TENSORFLOW_1("TensorFlow 1.15", Set.of("linux-x64", "windows-x64", "mac-x64")),
  /** Another engine, of which nothing is known; assumed to run on every platform. */
  OTHER("its own engine", Set.of());

  private final String title;
  private final Set<String> platforms;

  Engine(String title, Set<String> platforms) {
    this.title = title;
    this.platforms = platforms;
  }

  /** The engine that reads a model file, judged by the file's extension. */
  public static Engine ofFile(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(".pb") ? TENSORFLOW_1 : ONNX_RUNTIME;
  }

  /** The engine's name as shown to users. */
  public String title() {
    return title;
  }

  /** Whether its released jars contain a native library for a platform. */
  public boolean hasNatives(Platform platform) {
    return this == OTHER || platforms.contains(platform.toString());
  }
}
