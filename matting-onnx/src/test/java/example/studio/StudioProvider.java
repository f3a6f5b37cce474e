package example.studio;

import io.github.matting4j.model.Family;
import io.github.matting4j.model.Licence;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.figures.SizeRule;
import io.github.matting4j.onnx.OnnxProvider;
import io.github.matting4j.onnx.OnnxRecipe;
import io.github.matting4j.onnx.SizeTransform;
import java.util.List;

/** Studio Net: photos of at most 512 pixels on the short side, sides a multiple of 32. */
public final class StudioProvider extends OnnxProvider {
  private static final SizeRule SIZE = new SizeRule(SizeRule.Kind.SHORT_AT_MOST, 512, 4_000_000);

  private static final ModelDescriptor STUDIO_NET =
      ModelDescriptor.builder("studio-net", new Family("studio"))
          .title("Studio Net 2")
          .summary("For studio photos.")
          .licence(
              new Licence(
                  "MIT", "https://example.org/licence", "Example", Licence.CommercialUse.ALLOWED))
          .source("https://example.org/studio-net.onnx")
          .fileNames("studio-net.onnx")
          .sizeRule(SIZE)
          .build();

  private static final OnnxRecipe RECIPE =
      OnnxRecipe.sized(SizeTransform.of(SIZE), new SizeTransform.ResizeToIntMult(32, 32))
          .normalised(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225))
          .output("alpha");

  /** For {@link java.util.ServiceLoader}. */
  public StudioProvider() {
    super(STUDIO_NET, RECIPE);
  }
}
