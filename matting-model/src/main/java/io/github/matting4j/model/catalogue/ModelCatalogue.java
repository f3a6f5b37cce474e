package io.github.matting4j.model.catalogue;

import io.github.matting4j.model.ModelDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Models read from a catalogue file, in its order. {@link #published} has the models of this
 * library's own backends, whether or not these are on the class path; a backend may keep its models
 * in a file of its own and read it with {@link #parse}.
 *
 * <p>A catalogue is UTF-8 text of keyed lines; {@code #} starts a comment line:
 *
 * <pre>
 * citation ours = 2026-11-22 | our test set
 * licence mit = MIT | https://example.org | our company | allowed
 *
 * model studio-net
 *   family studio
 *   role third-party
 *   kind matting
 *   title Studio Net 2
 *   summary For studio photos.
 *   licence mit
 *   source https://example.org
 *   artifact org.example:studio-matting
 *   file studio-net.onnx
 *   engine onnx-runtime
 *   size short-exactly 512 max-pixels 4000000 multiple-of 32
 *   figures ours: gigamacs 12.5, reference-pixels 262144
 *   figures ours on onnx-runtime: memory 400
 *   download ours: onnx https://example.org/studio-net.onnx, bytes 25888640, sha256 07c3...
 *   alternative ours: tgz https://example.org/studio-net.tgz, about-megabytes 28
 * </pre>
 *
 * <p>A {@code download} is the file that an installation fetches; an {@code alternative} is the
 * same network in another export, fetched only when its address is given. Their citation says who
 * states address, size and hash.
 *
 * <p>Immutable and thread-safe.
 */
public final class ModelCatalogue {
  private static final String RESOURCE = "models.catalogue";

  private final List<ModelDescriptor> models;

  private ModelCatalogue(List<ModelDescriptor> models) {
    this.models = models;
  }

  /** The models of this library's own backends. */
  public static ModelCatalogue published() {
    return Published.CATALOGUE;
  }

  /**
   * Reads a catalogue.
   *
   * @param name the file's name, for error messages
   * @param text its content
   * @throws IllegalArgumentException if a line is not valid; the message has its number
   */
  public static ModelCatalogue parse(String name, String text) {
    return new ModelCatalogue(new CatalogueParser(name).parse(text));
  }

  /** All models, in the order of the file. */
  public List<ModelDescriptor> models() {
    return models;
  }

  /**
   * The model of this id.
   *
   * @throws IllegalArgumentException if there is none
   */
  public ModelDescriptor get(String id) {
    return models.stream()
        .filter(model -> model.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the catalogue has no model '"
                        + id
                        + "'; its models are "
                        + models.stream().map(ModelDescriptor::id).toList()));
  }

  private static final class Published {
    static final ModelCatalogue CATALOGUE = parse(RESOURCE, read());

    private static String read() {
      try (@Nullable InputStream in = ModelCatalogue.class.getResourceAsStream(RESOURCE)) {
        if (in == null) {
          throw new IllegalStateException("the jar lacks " + RESOURCE + "; take the released jar");
        }
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + RESOURCE + " from the jar", e);
      }
    }
  }
}
