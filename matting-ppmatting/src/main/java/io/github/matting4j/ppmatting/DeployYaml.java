package io.github.matting4j.ppmatting;

import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.onnx.size.SizeTransform;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The {@code deploy.yaml} that PaddleSeg's exporter writes next to a model: its transforms replace
 * the variant's published recipe and are executed literally and in order, so that an edited file
 * (without {@code LimitShort}, say) takes effect. A transform that cannot be executed is refused by
 * name. Other keys are ignored, except for {@code ModelName}.
 */
final class DeployYaml {
  private static final List<Double> MIDDLE = List.of(127.5, 127.5, 127.5);

  private final Path file;
  private final Map<?, ?> root;

  private DeployYaml(Path file, Map<?, ?> root) {
    this.file = file;
    this.root = root;
  }

  /**
   * Reads a file.
   *
   * @throws ModelLoadException if it is not a YAML mapping
   */
  static DeployYaml read(Path file) {
    return new DeployYaml(file, YamlFile.read(file));
  }

  /**
   * The recipe written here; the published one if the file lists no transforms.
   *
   * @throws ModelLoadException if the file belongs to another network, or asks for a transform, an
   *     argument or an order that cannot be executed
   */
  Recipe recipe(PpMattingVariant variant) {
    Object name = root.get("ModelName");
    if (name != null && !name.toString().equalsIgnoreCase(variant.paddleName())) {
      throw new ModelLoadException(
          file
              + " is for the network "
              + TransformArguments.shown(name)
              + ", but this is opened as "
              + variant.descriptor().title());
    }
    Object listed =
        root.get("Deploy") instanceof Map<?, ?> deploy ? deploy.get("transforms") : null;
    if (listed == null) {
      return Recipe.of(variant);
    }
    if (!(listed instanceof List<?> entries)) {
      throw new ModelLoadException(
          file
              + ": Deploy.transforms is "
              + TransformArguments.shown(listed)
              + "; it must be a list; correct or remove it");
    }
    List<Transform> transforms = new ArrayList<>();
    for (Object entry : entries) {
      if (entry != null) {
        transforms.add(transform(entry, variant));
      }
    }
    try {
      return new Recipe(transforms);
    } catch (IllegalArgumentException e) {
      throw new ModelLoadException(file + ": " + e.getMessage(), e);
    }
  }

  private Transform transform(Object entry, PpMattingVariant variant) {
    if (!(entry instanceof Map<?, ?> map) || !(map.get("type") instanceof String type)) {
      throw new ModelLoadException(
          file
              + ": the transform "
              + TransformArguments.shown(entry)
              + " has no type; correct or remove it");
    }
    String shown = TransformArguments.shown(type);
    TransformArguments arguments = new TransformArguments(file, shown, map);
    return switch (type) {
      case "LoadImages" -> {
        arguments.allow("to_rgb");
        yield new Transform.LoadImages(arguments.flag("to_rgb", true));
      }
      case "Normalize" -> normalize(arguments);
      case "Resize",
          "ResizeByShort",
          "ResizeByLong",
          "LimitShort",
          "LimitLong",
          "ResizeToIntMult",
          "Padding" ->
          new Transform.Sizing(sizing(type, arguments, variant));
      default ->
          throw new ModelLoadException(
              file
                  + " asks for the transform '"
                  + shown
                  + "', which is not supported; remove it or the file");
    };
  }

  private static Transform normalize(TransformArguments arguments) {
    arguments.allow("mean", "std");
    List<Double> mean = arguments.channels("mean", Transform.Normalize.STANDARD.mean());
    List<Double> std = arguments.channels("std", Transform.Normalize.STANDARD.std());
    if (std.stream().anyMatch(s -> !(s > 0))) {
      throw arguments.refused("has std " + std + "; each must be above 0");
    }
    return new Transform.Normalize(mean, std);
  }

  private static SizeTransform sizing(
      String type, TransformArguments arguments, PpMattingVariant variant) {
    arguments.requireLinear("interp");
    arguments.requireLinear("interpolation");
    return switch (type) {
      case "Resize" -> {
        arguments.allow("target_size", "random_interp", "interp", "interpolation");
        if (arguments.flag("random_interp", false)) {
          throw arguments.refused("has random_interp true, which gives other results every time");
        }
        int[] size = arguments.requiredSize("target_size");
        yield new SizeTransform.Resize(size[0], size[1]);
      }
      case "ResizeByShort" -> {
        arguments.allow("short_size", "interp", "interpolation");
        yield new SizeTransform.ResizeByShort(arguments.requiredSide("short_size"));
      }
      case "ResizeByLong" -> {
        arguments.allow("long_size", "interp", "interpolation");
        yield new SizeTransform.ResizeByLong(arguments.requiredSide("long_size"));
      }
      case "LimitShort" -> {
        arguments.allow("min_short", "max_short", "interp", "interpolation");
        int[] limits = limits(arguments, "min_short", "max_short");
        yield new SizeTransform.LimitShort(limits[0], limits[1]);
      }
      case "LimitLong" -> {
        arguments.allow("min_long", "max_long", "interp", "interpolation");
        int[] limits = limits(arguments, "min_long", "max_long");
        yield new SizeTransform.LimitLong(limits[0], limits[1]);
      }
      case "ResizeToIntMult" -> toMultiple(arguments, variant);
      default -> padding(arguments);
    };
  }

  private static int[] limits(TransformArguments arguments, String min, String max) {
    int least = arguments.side(min).orElse(1);
    int most = arguments.side(max).orElse(SizeTransform.MAX_SIDE);
    if (least > most) {
      throw arguments.refused("has " + min + " " + least + " above " + max + " " + most);
    }
    return new int[] {least, most};
  }

  private static SizeTransform toMultiple(TransformArguments arguments, PpMattingVariant variant) {
    arguments.allow("mult_int", "interp", "interpolation");
    int multiple = arguments.side("mult_int").orElse(32);
    if (multiple % variant.multiple() != 0) {
      throw arguments.refused(
          "has mult_int " + multiple + "; the network needs a multiple of " + variant.multiple());
    }
    if ((long) multiple * multiple > variant.maxPixels()) {
      throw arguments.refused(
          "has mult_int "
              + multiple
              + "; the smallest picture would have more than "
              + variant.maxPixels()
              + " pixels");
    }
    return Recipe.toMultiple(multiple, variant);
  }

  /** The colour is rounded as OpenCV rounds it for 8-bit pictures: half to even. */
  private static SizeTransform padding(TransformArguments arguments) {
    arguments.allow("target_size", "im_padding_value");
    int[] size = arguments.requiredSize("target_size");
    int rgb = 0;
    for (double value : arguments.channels("im_padding_value", MIDDLE)) {
      rgb = rgb << 8 | (int) Math.rint(Math.min(Math.max(value, 0), 255));
    }
    return new SizeTransform.Padding(size[0], size[1], rgb);
  }
}
