package io.github.matting4j.hardware;

/** Jars with native libraries that may be on the class path. */
public enum NativeJar {
  /** {@code com.microsoft.onnxruntime:onnxruntime}. */
  ONNX_RUNTIME("onnxruntime"),
  /** {@code com.microsoft.onnxruntime:onnxruntime_gpu}. */
  ONNX_RUNTIME_GPU("onnxruntime_gpu"),
  /** {@code org.tensorflow:libtensorflow_jni}, or the same for GPUs. */
  TENSORFLOW_1("libtensorflow_jni");

  private final String title;

  NativeJar(String title) {
    this.title = title;
  }

  /** Its artifact. */
  public String title() {
    return title;
  }
}
