package io.github.matting4j.model;

import io.github.matting4j.model.figures.Citation;
import io.github.matting4j.model.figures.Engine;
import io.github.matting4j.model.figures.ModelFigure;
import io.github.matting4j.model.figures.Quantity;
import io.github.matting4j.model.figures.SizeRule;
import io.github.matting4j.model.source.Download;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Describes a model as plain data: what it is, where its weights come from, and everything that the
 * advisor needs to rank it and to estimate its cost. Nothing is loaded to create one.
 *
 * <pre>{@code
 * ModelDescriptor.builder("studio-net", new Family("studio"))
 *     .title("Studio Net 2")
 *     .kind(ModelDescriptor.Kind.MATTING)
 *     .licence(licence)
 *     .fileNames("studio-net.onnx")
 *     .sizeRule(new SizeRule(SizeRule.Kind.SHORT_EXACTLY, 512, 4_000_000))
 *     .figure(Quantity.GIGAMACS, 12.5, source)
 *     .figure(Quantity.REFERENCE_PIXELS, 512 * 512, source)
 *     .build();
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class ModelDescriptor {
  /** How a model came to be, which limits how high the advisor ranks it. */
  public enum Role {
    /** A network whose authors published its accuracy. */
    OFFICIAL,
    /**
     * Any other network. It ranks after every {@link #OFFICIAL} one until its accuracy is known: a
     * {@link Quantity#SAD} figure, or a calibration against true mattes.
     */
    THIRD_PARTY,
    /** Shipped with the library so that the first run works; ranks after every other model. */
    STARTER
  }

  /** What the values of a network's alpha mean, which decides what becomes of hair and gauze. */
  public enum Kind {
    /** A soft alpha: a pixel may belong to the person in part. */
    MATTING("soft alpha"),
    /** A hard outline: a pixel belongs to the person or not, and hair is cut off or filled in. */
    SEGMENTATION("hard outline");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    /** Two words for users. */
    public String title() {
      return title;
    }
  }

  private final String id;
  private final Family family;
  private final Role role;
  private final Optional<Kind> kind;
  private final String title;
  private final String summary;
  private final Licence licence;
  private final String source;
  private final Optional<String> artifact;
  private final List<String> fileNames;
  private final List<Engine> engines;
  private final Optional<SizeRule> sizeRule;
  private final List<ModelFigure> figures;
  private final List<Download> downloads;

  private ModelDescriptor(Builder from) {
    id = from.id;
    family = from.family;
    role = from.role;
    kind = Optional.ofNullable(from.kind);
    title = from.title;
    summary = from.summary;
    licence = from.licence;
    source = from.source;
    artifact = Optional.ofNullable(from.artifact);
    fileNames = from.fileNames;
    engines = from.engines;
    sizeRule = Optional.ofNullable(from.sizeRule);
    figures = List.copyOf(from.figures);
    downloads = List.copyOf(from.downloads);
  }

  /**
   * Starts a descriptor of a third-party model that runs on ONNX Runtime, with no file names (the
   * weights are part of the jar), no figures, and kind and licence that are not stated.
   *
   * @param id short, stable identifier of lower-case letters, digits and hyphens, such as {@code
   *     pp-mattingv2-512}
   * @throws IllegalArgumentException if the id has other characters
   */
  public static Builder builder(String id, Family family) {
    return new Builder(id, family);
  }

  /** Short, stable identifier, such as {@code pp-mattingv2-512}. */
  public String id() {
    return id;
  }

  /** The family of networks that it belongs to. */
  public Family family() {
    return family;
  }

  /** Whether it is a published network, a third party's, or the one shipped with the library. */
  public Role role() {
    return role;
  }

  /** Whether it gives a soft alpha or a hard outline; empty if not stated. */
  public Optional<Kind> kind() {
    return kind;
  }

  /** The name given by its authors. */
  public String title() {
    return title;
  }

  /** One sentence that helps a user choose. */
  public String summary() {
    return summary;
  }

  /** The terms of the weights. */
  public Licence licence() {
    return licence;
  }

  /** Where a user gets the weights. */
  public String source() {
    return source;
  }

  /** Maven coordinates of the backend, as {@code group:artifact}; empty if not known. */
  public Optional<String> artifact() {
    return artifact;
  }

  /**
   * File names under which the weights are looked for in the model folder, in order; empty if they
   * are part of the backend's jar.
   */
  public List<String> fileNames() {
    return fileNames;
  }

  /** The engines for which weights exist, preferred one first; never empty. */
  public List<Engine> engines() {
    return engines;
  }

  /** How photos are resized for the network; empty if not stated. */
  public Optional<SizeRule> sizeRule() {
    return sizeRule;
  }

  /** Published figures, each with its source; may be empty. */
  public List<ModelFigure> figures() {
    return figures;
  }

  /** The first figure that states a quantity for an engine. */
  public Optional<ModelFigure> figure(Quantity quantity, Engine engine) {
    return figures.stream().filter(figure -> figure.applies(quantity, engine)).findFirst();
  }

  /** The value of {@link #figure}. */
  public OptionalDouble value(Quantity quantity, Engine engine) {
    return figure(quantity, engine).stream().mapToDouble(ModelFigure::value).findFirst();
  }

  /**
   * Where the weights can be fetched from: the author's own file first, alternatives last. Empty if
   * no address is known.
   */
  public List<Download> downloads() {
    return downloads;
  }

  /** Whether the weights are part of the backend's jar. */
  public boolean isBuiltIn() {
    return fileNames.isEmpty();
  }

  private List<Object> parts() {
    return List.of(
        id, family, role, kind, title, summary, licence, source, artifact, fileNames, engines,
        sizeRule, figures, downloads);
  }

  /** Whether another descriptor has the same values. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ModelDescriptor that && parts().equals(that.parts());
  }

  @Override
  public int hashCode() {
    return parts().hashCode();
  }

  @Override
  public String toString() {
    return "ModelDescriptor[" + id + ", " + family + ", " + role + "]";
  }

  /** Collects the parts of a descriptor. Not thread-safe. */
  public static final class Builder {
    private final String id;
    private final Family family;
    private Role role = Role.THIRD_PARTY;
    private @Nullable Kind kind;
    private String title;
    private String summary = "";
    private Licence licence = Licence.NOT_STATED;
    private String source = "its author";
    private @Nullable String artifact;
    private List<String> fileNames = List.of();
    private List<Engine> engines = List.of(Engine.ONNX_RUNTIME);
    private @Nullable SizeRule sizeRule;
    private final List<ModelFigure> figures = new ArrayList<>();
    private final List<Download> downloads = new ArrayList<>();

    private Builder(String id, Family family) {
      if (!id.matches("[a-z0-9][a-z0-9-]*")) {
        throw new IllegalArgumentException(
            "model id is '" + id + "'; it must be of lower-case letters, digits and hyphens");
      }
      this.id = id;
      this.family = Objects.requireNonNull(family);
      this.title = id;
    }

    /** See {@link ModelDescriptor#role}; {@link Role#THIRD_PARTY} by default. */
    public Builder role(Role value) {
      role = Objects.requireNonNull(value);
      return this;
    }

    /** See {@link ModelDescriptor#kind}. */
    public Builder kind(Kind value) {
      kind = Objects.requireNonNull(value);
      return this;
    }

    /** See {@link ModelDescriptor#title}; the id by default. */
    public Builder title(String text) {
      title = Objects.requireNonNull(text);
      return this;
    }

    /** See {@link ModelDescriptor#summary}. */
    public Builder summary(String sentence) {
      summary = Objects.requireNonNull(sentence);
      return this;
    }

    /** See {@link ModelDescriptor#licence}; {@link Licence#NOT_STATED} by default. */
    public Builder licence(Licence terms) {
      licence = Objects.requireNonNull(terms);
      return this;
    }

    /** See {@link ModelDescriptor#source}. */
    public Builder source(String text) {
      source = Objects.requireNonNull(text);
      return this;
    }

    /** See {@link ModelDescriptor#artifact}. */
    public Builder artifact(String coordinates) {
      artifact = Objects.requireNonNull(coordinates);
      return this;
    }

    /** See {@link ModelDescriptor#fileNames}. */
    public Builder fileNames(String... names) {
      return fileNames(List.of(names));
    }

    /** See {@link ModelDescriptor#fileNames}. */
    public Builder fileNames(List<String> names) {
      fileNames = List.copyOf(names);
      return this;
    }

    /**
     * See {@link ModelDescriptor#engines}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Builder engines(List<Engine> list) {
      if (list.isEmpty()) {
        throw new IllegalArgumentException(id + " has no engine; name at least one");
      }
      engines = List.copyOf(list);
      return this;
    }

    /** See {@link ModelDescriptor#sizeRule}. */
    public Builder sizeRule(SizeRule rule) {
      sizeRule = Objects.requireNonNull(rule);
      return this;
    }

    /** Adds a figure; where several state the same quantity, the first one counts. */
    public Builder figure(ModelFigure figure) {
      figures.add(Objects.requireNonNull(figure));
      return this;
    }

    /** Adds a figure that holds for every engine. */
    public Builder figure(Quantity quantity, double value, Citation origin) {
      return figure(new ModelFigure(quantity, value, origin));
    }

    /** Adds a file that has the weights, see {@link ModelDescriptor#downloads}. */
    public Builder download(Download file) {
      downloads.add(Objects.requireNonNull(file));
      return this;
    }

    /** Returns the descriptor. */
    public ModelDescriptor build() {
      return new ModelDescriptor(this);
    }
  }
}
