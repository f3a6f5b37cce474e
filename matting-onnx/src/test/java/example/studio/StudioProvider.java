package example.studio;

import io.github.matting4j.model.Licence;
import io.github.matting4j.onnx.OnnxNetwork;
import io.github.matting4j.onnx.OnnxProvider;
import io.github.matting4j.onnx.recipe.InputSize;

/** Studio Net: photos of at most 512 pixels on the short side, sides a multiple of 32. */
public final class StudioProvider extends OnnxProvider {
  private static final OnnxNetwork STUDIO_NET =
      OnnxNetwork.builder("studio-net")
          .size(InputSize.shortSideAtMost(512).multipleOf(32))
          .mean(0.485, 0.456, 0.406)
          .std(0.229, 0.224, 0.225)
          .output("alpha")
          .licence(
              new Licence(
                  "MIT", "https://example.org/licence", "Example", Licence.CommercialUse.ALLOWED))
          .build();

  /** For {@link java.util.ServiceLoader}. */
  public StudioProvider() {
    super(STUDIO_NET);
  }
}
