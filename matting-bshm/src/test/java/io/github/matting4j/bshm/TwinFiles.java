package io.github.matting4j.bshm;

import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.testdata.tensorflow.BshmTwin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The twin in every form, written once a JVM, and options that keep tests out of the home. */
final class TwinFiles {
  static final Path FOLDER = Path.of("target", "twins");
  static final Path NATIVES = Path.of("target", "natives");

  private TwinFiles() {}

  interface Writer {
    void write(Path file) throws IOException;
  }

  static Path frozenGraph() {
    return file("small.pb", path -> BshmTwin.small().frozenGraph().write(path));
  }

  static Path frozenGraphWithFloats() {
    return file(
        "small-float.pb", path -> BshmTwin.small().withFloatAlpha().frozenGraph().write(path));
  }

  /** The narrowest twin, as a frozen graph or, by another ending, as float mask. */
  static Path tiny(String ending) {
    return ending.equals(".pb")
        ? file("tiny.pb", path -> BshmTwin.tiny().frozenGraph().write(path))
        : file("tiny.onnx", path -> BshmTwin.tiny().onnx(BshmTwin.OnnxFlavour.MASK).write(path));
  }

  static Path onnx(BshmTwin.OnnxFlavour flavour) {
    return file("small-" + flavour + ".onnx", path -> BshmTwin.small().onnx(flavour).write(path));
  }

  static synchronized Path file(String name, Writer writer) {
    Path file = FOLDER.resolve(ProcessHandle.current().pid() + "-" + name);
    if (!Files.exists(file)) {
      try {
        Files.createDirectories(FOLDER);
        writer.write(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      file.toFile().deleteOnExit();
    }
    return file;
  }

  static BshmOptions settings() {
    return BshmOptions.standard().nativeFolder(NATIVES);
  }

  /** For parity: the photo as it is, the plateau kept. */
  static BshmOptions reference() {
    return BshmOptions.reference().nativeFolder(NATIVES);
  }

  static MattingModel open(Path file, BshmOptions settings, OpenOptions options) {
    return new BshmProvider(settings).open("bshm", options.modelFile(file));
  }

  static MattingModel open(Path file, BshmOptions settings) {
    return open(file, settings, OpenOptions.forLatency());
  }
}
