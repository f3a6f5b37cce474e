package io.github.matting4j.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import ai.onnxruntime.providers.OrtTensorRTProviderOptions;
import io.github.matting4j.hardware.Device;
import io.github.matting4j.hardware.DeviceChoice;
import io.github.matting4j.model.DeviceUnavailableException;
import java.util.ArrayList;
import java.util.List;

/**
 * Sets the device of a {@link DeviceChoice} in session options, or determines why that is not
 * possible.
 *
 * @param device the device that the session will use
 * @param warnings why it is not the one preferred; empty if it is
 */
record DeviceSetup(Device device, List<String> warnings) {

  /**
   * Chooses and sets up.
   *
   * @throws DeviceUnavailableException if a required device does not work, with every reason found
   */
  static DeviceSetup apply(DeviceChoice choice, SessionOptions options) {
    List<String> conflict = EngineJars.conflict().stream().toList();
    Device wanted = choice.device().orElse(Device.cuda(0));
    if (wanted.kind() == Device.Kind.CPU) {
      return new DeviceSetup(Device.CPU, conflict);
    }
    List<String> reasons = new ArrayList<>(conflict);
    if (tryDevice(wanted, options, reasons)) {
      return new DeviceSetup(wanted, conflict);
    }
    if (choice.isRequired()) {
      throw new DeviceUnavailableException(
          "device " + wanted + " is required and does not work", reasons);
    }
    if (choice.device().isEmpty()) {
      return new DeviceSetup(Device.CPU, conflict); // no GPU was requested
    }
    return new DeviceSetup(
        Device.CPU,
        List.of("ran on the CPU, not on " + wanted + ": " + String.join("; ", reasons)));
  }

  private static boolean tryDevice(Device wanted, SessionOptions options, List<String> reasons) {
    int before = reasons.size();
    switch (wanted.kind()) {
      case CUDA, TENSOR_RT -> {
        if (!EngineJars.hasCuda()) {
          reasons.add(
              "the class path has no onnxruntime_gpu (put it in place of onnxruntime, same version)");
        }
        CudaDriver.missing().ifPresent(reasons::add);
      }
      case CORE_ML -> requireProvider(OrtProvider.CORE_ML, reasons);
      case DIRECT_ML -> requireProvider(OrtProvider.DIRECT_ML, reasons);
      case CPU -> {}
    }
    if (reasons.size() > before) {
      return false;
    }
    try {
      add(wanted, options);
      return true;
    } catch (OrtException e) {
      reasons.add("the engine says: " + e.getMessage());
      return false;
    }
  }

  private static void requireProvider(OrtProvider provider, List<String> reasons) {
    if (!OrtEnvironment.getAvailableProviders().contains(provider)) {
      reasons.add("this build of ONNX Runtime has no " + provider + " support on this platform");
    }
  }

  private static void add(Device device, SessionOptions options) throws OrtException {
    switch (device.kind()) {
      case CUDA -> {
        // This overload, unlike addCUDA(int), names the library that is missing.
        try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(device.index())) {
          options.addCUDA(cuda);
        }
      }
      case TENSOR_RT -> {
        try (OrtTensorRTProviderOptions tensorRt = new OrtTensorRTProviderOptions(device.index())) {
          options.addTensorrt(tensorRt);
        }
        try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(device.index())) {
          options.addCUDA(cuda); // for the layers that TensorRT leaves out
        }
      }
      case CORE_ML -> options.addCoreML();
      case DIRECT_ML -> options.addDirectML(device.index());
      case CPU -> {}
    }
  }
}
