package io.github.matting4j.networks.known;

import io.github.matting4j.model.Licence;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.figures.Citation;
import io.github.matting4j.model.source.Download;
import io.github.matting4j.networks.recipe.RecipeFile;
import io.github.matting4j.onnx.OnnxNetwork;
import io.github.matting4j.onnx.recipe.NetworkRecipe;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A network that its authors publish: recipe, terms, and the files by which it is recognised.
 * Immutable and thread-safe.
 */
public final class KnownNetwork {
  private static final String ARTIFACT = "io.github.matting4j:matting-networks";

  private final String id;
  private final List<String> aliases;
  private final URI page;
  private final OnnxNetwork described;
  private final List<PublishedFile> files;
  private final Optional<PublishedFile> installable;
  private final Optional<Signature> signature;
  private final boolean withSidecar;
  private final List<String> facts;
  private final boolean proven;

  /**
   * The parts that are lists or optional.
   *
   * @param installable one of the files, which an installation fetches
   */
  record Parts(
      List<String> aliases,
      List<PublishedFile> files,
      Optional<PublishedFile> installable,
      Optional<Signature> signature,
      List<String> facts) {}

  KnownNetwork(
      RecipeFile recipe, URI page, Parts parts, boolean withSidecar, boolean proven, String date) {
    this.id = recipe.network().descriptor().id();
    this.page = page;
    this.aliases = List.copyOf(parts.aliases());
    this.files = List.copyOf(parts.files());
    this.installable = parts.installable();
    this.signature = parts.signature();
    this.facts = List.copyOf(parts.facts());
    this.withSidecar = withSidecar;
    this.proven = proven;
    this.described = described(recipe.network(), date);
  }

  private OnnxNetwork described(OnnxNetwork recipe, String date) {
    ModelDescriptor facts = recipe.descriptor();
    return OnnxNetwork.builder(id)
        .recipe(recipe.recipe())
        .describe(
            d -> {
              d.title(facts.title()).summary(facts.summary()).licence(facts.licence());
              facts.kind().ifPresent(d::kind);
              d.source(page.toString()).artifact(ARTIFACT);
              d.fileNames(id + ".onnx", id + "/model.onnx");
              installable.ifPresent(file -> d.download(download(file, date)));
            })
        .build();
  }

  private static Download download(PublishedFile file, String date) {
    return new Download(
        Download.Packaging.ONNX,
        file.address().orElseThrow(),
        file.name(),
        false,
        file.bytes(),
        file.aboutBytes(),
        file.sha256(),
        new Citation(file.source(), date));
  }

  /** Short, stable identifier, such as {@code u2net-human-seg}. */
  public String id() {
    return id;
  }

  /** Other names of it, such as those that rembg uses. */
  public List<String> aliases() {
    return aliases;
  }

  /** The name given by its authors. */
  public String title() {
    return described.descriptor().title();
  }

  /** The page of its authors. */
  public URI page() {
    return page;
  }

  /** The terms of the weights, by their publisher's page. */
  public Licence licence() {
    return described.descriptor().licence();
  }

  /** The files that are known; may be empty. */
  public List<PublishedFile> files() {
    return files;
  }

  /**
   * The file that an installation fetches; empty where the terms or the lack of a file forbid it.
   */
  public Optional<PublishedFile> installable() {
    return installable;
  }

  /** What the recipe was taken from, a sentence each. */
  public List<String> facts() {
    return facts;
  }

  /**
   * Whether this project compared the recipe with the network's own code, with real weights; the
   * others were only opened with generated graphs of the same inputs and outputs.
   */
  public boolean isProven() {
    return proven;
  }

  Optional<Signature> signature() {
    return signature;
  }

  /** The network, looked for in the model folder as {@code ID.onnx} or as the store installs it. */
  public OnnxNetwork network() {
    return described;
  }

  /**
   * The network in a file, on these terms.
   *
   * @throws ModelLoadException if the network's own description beside the file does not fit
   */
  public OnnxNetwork network(Path file, Licence licence) {
    ModelDescriptor facts = described.descriptor();
    return OnnxNetwork.builder(id)
        .file(file)
        .recipe(recipe(file))
        .title(facts.title())
        .summary(facts.summary())
        .licence(licence)
        .source(facts.source())
        .describe(d -> facts.kind().ifPresent(d::kind))
        .build();
  }

  private NetworkRecipe recipe(Path file) {
    NetworkRecipe recipe = described.recipe();
    return withSidecar
        ? WithoutBgSidecar.beside(file).map(s -> s.apply(recipe)).orElse(recipe)
        : recipe;
  }

  @Override
  public String toString() {
    return "KnownNetwork[" + id + "]";
  }
}
