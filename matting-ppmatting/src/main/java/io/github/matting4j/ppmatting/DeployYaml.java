package io.github.matting4j.ppmatting;

import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.onnx.Limit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The {@code deploy.yaml} that PaddleSeg's exporter writes beside a model: its transforms replace
 * the variant's published recipe, so that an edited file (without {@code LimitShort}, say) has its
 * effect. Missing and null entries and unknown keys are tolerated, unknown transforms are not.
 */
final class DeployYaml {
  /** Real files have a few hundred bytes. */
  private static final long MOST_BYTES = 100_000;

  private final Path file;
  private final Map<?, ?> root;

  private DeployYaml(Path file, Map<?, ?> root) {
    this.file = file;
    this.root = root;
  }

  /**
   * Finds the file that belongs to a model: {@code STEM.yaml}, or {@code deploy.yaml} where the
   * model is the only one in its folder.
   */
  static Optional<DeployYaml> beside(Path model) {
    Path own =
        model.resolveSibling(model.getFileName().toString().replaceAll("\\.onnx$", "") + ".yaml");
    Path shared = model.resolveSibling("deploy.yaml");
    if (Files.isRegularFile(own)) {
      return Optional.of(read(own));
    }
    return Files.isRegularFile(shared) && isAlone(model)
        ? Optional.of(read(shared))
        : Optional.empty();
  }

  private static boolean isAlone(Path model) {
    Path folder = model.toAbsolutePath().getParent();
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".onnx")).count() == 1;
    } catch (IOException e) {
      return false;
    }
  }

  private static DeployYaml read(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new ModelLoadException(file + " is far too large for a deploy.yaml; remove it");
      }
      Object root = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
      if (root instanceof Map<?, ?> map) {
        return new DeployYaml(file, map);
      }
      throw new ModelLoadException(file + " is no deploy.yaml: it holds no map; remove it");
    } catch (IOException | YamlEngineException e) {
      throw new ModelLoadException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * The recipe written here.
   *
   * @throws ModelLoadException if the file belongs to another network, or asks for a transform that
   *     does not exist here
   */
  Recipe recipe(PpMattingVariant variant) {
    Object name = root.get("ModelName");
    if (name != null && !name.toString().equalsIgnoreCase(variant.paddleName())) {
      throw new ModelLoadException(
          file + " is for a " + name + ", but this is opened as " + variant.descriptor().title());
    }
    if (!(root.get("Deploy") instanceof Map<?, ?> deploy)
        || !(deploy.get("transforms") instanceof List<?> transforms)) {
      return Recipe.of(variant);
    }
    Limit limit = Limit.NONE;
    int multiple = variant.multiple();
    Recipe published = Recipe.of(variant);
    List<Float> mean = published.mean();
    List<Float> std = published.std();
    for (Object entry : transforms) {
      if (!(entry instanceof Map<?, ?> step) || step.get("type") == null) {
        continue;
      }
      switch (String.valueOf(step.get("type"))) {
        case "LoadImages" -> {}
        case "LimitShort" -> limit = limit(Limit.Kind.SHORT_AT_MOST, step, "max_short", limit);
        case "ResizeByShort" -> limit = limit(Limit.Kind.SHORT_EXACTLY, step, "short_size", limit);
        case "LimitLong" -> limit = limit(Limit.Kind.LONG_AT_MOST, step, "max_long", limit);
        case "ResizeToIntMult" -> multiple = number(step, "mult_int", 32).intValue();
        case "Normalize" -> {
          mean = numbers(step.get("mean"), mean);
          std = numbers(step.get("std"), std);
        }
        default ->
            throw new ModelLoadException(
                file
                    + " asks for the transform '"
                    + step.get("type")
                    + "', which matting networks do not use; remove it or the file");
      }
    }
    return checked(limit, multiple, mean, std, variant);
  }

  private Recipe checked(
      Limit limit, int multiple, List<Float> mean, List<Float> std, PpMattingVariant variant) {
    if (multiple < 1 || multiple % variant.multiple() != 0) {
      throw new ModelLoadException(
          file + " has mult_int " + multiple + "; the network needs " + variant.multiple());
    }
    if (mean.size() != 3 || std.size() != 3 || std.stream().anyMatch(s -> !(s > 0))) {
      throw new ModelLoadException(
          file
              + " normalises with mean "
              + mean
              + " and std "
              + std
              + "; three of each are needed");
    }
    return new Recipe(limit, multiple, mean, std);
  }

  private static Limit limit(Limit.Kind kind, Map<?, ?> step, String key, Limit otherwise) {
    int side = number(step, key, 0).intValue();
    return side < 1 ? otherwise : new Limit(kind, side);
  }

  private static Number number(Map<?, ?> step, String key, int otherwise) {
    return step.get(key) instanceof Number n ? n : otherwise;
  }

  private static List<Float> numbers(@Nullable Object value, List<Float> otherwise) {
    if (!(value instanceof List<?> list)) {
      return otherwise;
    }
    List<Float> floats = new ArrayList<>();
    for (Object element : list) {
      if (element instanceof Number n) {
        floats.add(n.floatValue());
      }
    }
    return floats;
  }
}
