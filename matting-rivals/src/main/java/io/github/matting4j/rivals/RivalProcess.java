package io.github.matting4j.rivals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Another Java library as a process with the contract of {@code scripts/rivals/contract.py}:
 * arguments {@code djl|opencv|naive GRAPH}. It cuts out with the network's own alpha, in the
 * photo's colours, one thread.
 */
public final class RivalProcess {
  private RivalProcess() {}

  /** See the class comment. */
  public static void main(String[] args) throws Exception {
    try (Rival<?> rival = opened(args[0], Path.of(args[1]))) {
      PhotoRequests.serve(version(args[0]), (photo, result, known) -> cutOut(rival, photo, result));
    }
  }

  private static Rival<?> opened(String name, Path graph) throws Exception {
    switch (name) {
      case "djl" -> {
        Djl.startEngine();
        return new Djl(graph);
      }
      case "opencv" -> {
        return new OpenCv(graph);
      }
      case "naive" -> {
        return new NaiveJava(graph);
      }
      default -> throw new IllegalArgumentException("there is no library \"" + name + "\"");
    }
  }

  private static String version(String name) {
    return switch (name) {
      case "djl" -> "\"DJL\": \"" + ai.djl.engine.Engine.getDjlVersion() + "\"";
      case "opencv" -> "\"OpenCV\": \"" + org.bytedeco.opencv.global.opencv_core.CV_VERSION + "\"";
      default ->
          "\"ONNX Runtime\": \""
              + ai.onnxruntime.OrtEnvironment.getEnvironment().getVersion()
              + "\"";
    };
  }

  private static <P> void cutOut(Rival<P> rival, Path photo, Path result) throws IOException {
    try {
      Files.write(result, rival.cutOut(Files.readAllBytes(photo), Optional.empty()));
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
