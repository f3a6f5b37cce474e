package io.github.matting4j.bshm;

import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.ReadOptions;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.testdata.tensorflow.BshmTwin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Main that writes the full-width twin as {@code tf_graph.pb} and the mattes of photos by both
 * engines, for a comparison with the published pipeline ({@code
 * scripts/reference/compare_modelscope.py}): {@code PipelineTwin FOLDER PHOTO...} makes {@code
 * FOLDER/NAME-tensorflow.png} and {@code FOLDER/NAME-onnx_runtime.png}.
 */
final class PipelineTwin {
  private PipelineTwin() {}

  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    Path graph = folder.resolve("tf_graph.pb");
    if (!Files.exists(graph)) {
      BshmTwin.full().frozenGraph().write(graph);
    }
    for (BshmOptions.Engine engine :
        new BshmOptions.Engine[] {BshmOptions.Engine.TENSORFLOW, BshmOptions.Engine.ONNX_RUNTIME}) {
      BshmOptions settings = TwinFiles.reference().engine(engine);
      String suffix = "-" + engine.name().toLowerCase(Locale.ROOT) + ".png";
      try (MattingModel model =
          TwinFiles.open(graph, settings, OpenOptions.forLatency().threads(1))) {
        for (int i = 1; i < args.length; i++) {
          Path photo = Path.of(args[i]);
          String name = photo.getFileName().toString().replaceFirst("[.][^.]*$", "");
          ImageFiles.writeAlpha8(
              model.matte(
                  ImageFiles.readPhoto(
                          photo, ReadOptions.defaults().iccProfiles(ReadOptions.IccProfiles.KEEP))
                      .forNetwork()),
              folder.resolve(name + suffix));
          System.out.println(name + suffix);
        }
      }
    }
  }
}
