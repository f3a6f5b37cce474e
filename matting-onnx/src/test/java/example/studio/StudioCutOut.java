package example.studio;

import io.github.matting4j.MattingModels;
import io.github.matting4j.compose.Composer;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.onnx.OnnxNetwork;
import io.github.matting4j.onnx.recipe.InputSize;
import java.io.IOException;
import java.nio.file.Path;

/** Cuts out the person of a photo with Studio Net: NETWORK.onnx PHOTO CUTOUT.png. */
public final class StudioCutOut {
  private StudioCutOut() {}

  public static void main(String[] args) throws IOException {
    OnnxNetwork network =
        OnnxNetwork.builder("studio-net")
            .file(Path.of(args[0]))
            .size(InputSize.shortSideAtMost(512).multipleOf(32))
            .mean(0.485, 0.456, 0.406)
            .std(0.229, 0.224, 0.225)
            .output("alpha")
            .build();
    MattingModels models = MattingModels.of(network.provider());
    try (MattingModel model = models.open("studio-net", OpenOptions.forLatency())) {
      ArgbImage photo = ImageFiles.read(Path.of(args[1]));
      ArgbImage cutOut = Composer.cutOut().compose(photo, model.matte(photo));
      ImageFiles.write(cutOut, Path.of(args[2]));
    }
  }
}
