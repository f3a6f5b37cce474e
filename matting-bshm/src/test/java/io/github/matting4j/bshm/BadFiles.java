package io.github.matting4j.bshm;

import io.github.matting4j.model.InferenceException;
import io.github.matting4j.model.MattingException;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.model.RunControl;
import io.github.matting4j.runtime.ModelFile;
import io.github.matting4j.runtime.RunStop;
import io.github.matting4j.testdata.onnx.OnnxModel;
import io.github.matting4j.testdata.tensorflow.BshmTwin;
import io.github.matting4j.testdata.tensorflow.DataType;
import io.github.matting4j.testdata.tensorflow.FrozenGraphWriter;
import io.github.matting4j.testdata.tensorflow.NodeAttribute;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Main of a child JVM: gives every kind of wrong file and wrong value to the provider and prints
 * how each was refused, a line each. An abort of native code ends it before its last line.
 */
final class BadFiles {
  private BadFiles() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Map<String, byte[]> files = files();
    for (Map.Entry<String, byte[]> entry : files.entrySet()) {
      Path file = Files.write(folder.resolve(entry.getKey()), entry.getValue());
      System.out.println(entry.getKey() + " | " + outcome(() -> open(file)));
    }
    Path good = TwinFiles.frozenGraph();
    System.out.println("nan | " + outcome(() -> feed(good, Float.NaN, 8, 8)));
    System.out.println("infinite | " + outcome(() -> feed(good, Float.POSITIVE_INFINITY, 8, 8)));
    System.out.println("zero-size | " + outcome(() -> feed(good, 1f, 0, 0)));
    System.out.println("zero-rows | " + outcome(() -> feed(good, 1f, 5, 0)));
    System.out.println("one-pixel | " + outcome(() -> feed(good, 1f, 1, 1)));
    System.out.println("all done");
  }

  private static String outcome(Runnable attempt) {
    try {
      attempt.run();
      return "accepted";
    } catch (MattingException e) {
      return e.getClass().getSimpleName() + ": " + e.getMessage();
    } catch (RuntimeException | Error e) {
      return "UNTYPED " + e;
    }
  }

  private static void open(Path file) {
    TwinFiles.open(file, TwinFiles.settings()).close();
  }

  private static void feed(Path file, float value, int width, int height) {
    try (TensorFlowEngine engine =
        TensorFlowEngine.open(
            ModelFile.inspect(file),
            GraphSignature.BSHM,
            OpenOptions.forLatency(),
            TwinFiles.settings())) {
      BshmEngine.InferenceSlot slot = engine.newSlot();
      FloatBuffer photo = slot.photo(width, height);
      while (photo.hasRemaining()) {
        photo.put(value);
      }
      slot.run(new float[width * height], new ArrayList<>(), RunStop.begin(RunControl.unlimited()));
    }
  }

  private static Map<String, byte[]> files() throws IOException {
    byte[] good = Files.readAllBytes(TwinFiles.frozenGraph());
    byte[] onnx = tinyOnnx().toBytes();
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("empty.pb", new byte[0]);
    files.put("zeros.pb", new byte[5000]);
    files.put("text.pb", "not a graph at all\n".repeat(40).getBytes(StandardCharsets.UTF_8));
    files.put("html.pb", "<!DOCTYPE html><html></html>".getBytes(StandardCharsets.UTF_8));
    files.put(
        "lfs.pb",
        "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"
            .getBytes(StandardCharsets.UTF_8));
    for (int seed = 0; seed < 20; seed++) {
      byte[] random = new byte[3000];
      new Random(seed).nextBytes(random);
      files.put("random-" + seed + ".pb", random);
    }
    for (int part = 1; part < 8; part++) {
      files.put("truncated-" + part + ".pb", Arrays.copyOf(good, good.length * part / 8));
    }
    files.put("between-nodes.pb", Arrays.copyOf(good, firstNode(good)));
    files.put("onnx-named.pb", onnx);
    files.put("graph-named.onnx", good);
    files.put("text.onnx", "not a model at all".getBytes(StandardCharsets.UTF_8));
    files.put("empty.onnx", new byte[0]);
    files.put("truncated.onnx", Arrays.copyOf(onnx, onnx.length / 2));
    files.put("other-ending.bin", good);
    files.put("double-input.pb", graph(DataType.DOUBLE, "output_png", DataType.UINT8));
    files.put("no-output.pb", graph(DataType.FLOAT, "something", DataType.UINT8));
    files.put("double-output.pb", graph(DataType.FLOAT, "output_png", DataType.DOUBLE));
    files.put("unknown-op.pb", unknownOperation());
    files.put("file-reader.pb", fileReader());
    return files;
  }

  private static OnnxModel tinyOnnx() {
    return BshmTwin.tiny().onnx(BshmTwin.OnnxFlavour.RGBA);
  }

  /** The end of the first node: whole fields, but most of the graph is missing. */
  private static int firstNode(byte[] graph) {
    int length = 0;
    int at = 1;
    for (int shift = 0; ; shift += 7) {
      byte b = graph[at++];
      length |= (b & 0x7F) << shift;
      if (b >= 0) {
        return at + length;
      }
    }
  }

  private static byte[] graph(DataType input, String output, DataType type) {
    FrozenGraphWriter graph = new FrozenGraphWriter();
    graph.placeholder("input_image", input, -1, -1, 3);
    graph.named(
        output,
        "Cast",
        List.of("input_image"),
        NodeAttribute.of("SrcT", input),
        NodeAttribute.of("DstT", type));
    return graph.toBytes();
  }

  private static byte[] unknownOperation() {
    FrozenGraphWriter graph = new FrozenGraphWriter();
    graph.placeholder("input_image", DataType.FLOAT, -1, -1, 3);
    graph.named("output_png", "NoSuchOperation", List.of("input_image"));
    return graph.toBytes();
  }

  private static byte[] fileReader() {
    FrozenGraphWriter graph = new FrozenGraphWriter();
    graph.placeholder("input_image", DataType.FLOAT, -1, -1, 3);
    graph.named("secret", "ReadFile", List.of(graph.text("/etc/hostname")));
    graph.named(
        "output_png",
        "Cast",
        List.of("input_image"),
        NodeAttribute.of("SrcT", DataType.FLOAT),
        NodeAttribute.of("DstT", DataType.UINT8));
    return graph.toBytes();
  }

  /** What each file must be refused with. */
  static Class<? extends MattingException> expected(String name) {
    return name.equals("nan") || name.equals("infinite") || name.startsWith("zero-")
        ? InferenceException.class
        : ModelLoadException.class;
  }
}
