package io.github.matting4j;

import io.github.matting4j.advise.MattingAdvisor;
import io.github.matting4j.advise.Recommendation;
import io.github.matting4j.advise.candidates.Inventory;
import io.github.matting4j.criteria.Goal;
import io.github.matting4j.criteria.MattingCriteria;
import io.github.matting4j.hardware.DeviceChoice;
import io.github.matting4j.model.Availability;
import io.github.matting4j.model.MattingException;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingModelProvider;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.runtime.TimedOpening;
import io.github.matting4j.text.Spelling;
import io.github.matting4j.zoom.ZoomModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** {@link MattingModels} over a fixed set of backends. Immutable and thread-safe. */
final class ModelRegistry implements MattingModels {
  private final List<MattingModelProvider> providers;
  private final List<ModelStatus> broken;

  private ModelRegistry(List<MattingModelProvider> providers, List<ModelStatus> broken) {
    this.providers = List.copyOf(providers);
    this.broken = List.copyOf(broken);
  }

  static ModelRegistry discovered() {
    ProviderScan scan = ProviderScan.run();
    return new ModelRegistry(scan.providers(), scan.broken());
  }

  static ModelRegistry of(MattingModelProvider... providers) {
    return new ModelRegistry(List.of(providers), List.of());
  }

  /** The options that suit the goal of these criteria. */
  static OpenOptions optionsFor(MattingCriteria criteria) {
    boolean manyPhotos = criteria.goal().filter(g -> g == Goal.HIGH_THROUGHPUT).isPresent();
    return manyPhotos ? OpenOptions.forThroughput() : OpenOptions.forLatency();
  }

  @Override
  public ModelRegistry with(MattingModelProvider provider) {
    List<MattingModelProvider> more = new ArrayList<>(providers);
    more.add(Objects.requireNonNull(provider, "provider"));
    return new ModelRegistry(more, broken);
  }

  @Override
  public List<ModelStatus> list(OpenOptions options) {
    return snapshot(options).lines();
  }

  @Override
  public Availability probe(String id, OpenOptions options) {
    return probe(owner(id, options), id, options);
  }

  @Override
  public MattingModel open(String id, OpenOptions options) {
    MattingModelProvider owner = owner(id, options);
    Availability availability = probe(owner, id, options);
    if (availability instanceof Availability.Missing missing) {
      throw new ModelLoadException(id + ": " + missing.what() + "; " + missing.remedy());
    }
    if (availability instanceof Availability.Broken fault) {
      throw new ModelLoadException(id + ": " + fault.what() + "; " + fault.remedy());
    }
    return open(owner, id, options);
  }

  /** The first backend that lists this id; only backends before it are asked for their models. */
  private MattingModelProvider owner(String id, OpenOptions options) {
    return providers.stream()
        .filter(provider -> lists(provider, id, options))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no model '"
                        + id
                        + "'; known models: "
                        + snapshot(options).closestFirst(id)));
  }

  /** False for a backend that cannot list its models, which {@link #list} reports. */
  private static boolean lists(MattingModelProvider provider, String id, OpenOptions options) {
    try {
      return provider.descriptors(options).stream().anyMatch(model -> model.id().equals(id));
    } catch (RuntimeException | LinkageError e) {
      return false;
    }
  }

  @Override
  public MattingModel openFirst(OpenOptions options) {
    requireNoModelFile(options);
    Snapshot snapshot = snapshot(options);
    ModelStatus first =
        snapshot.lines().stream()
            .filter(line -> line.availability().isReady())
            .findFirst()
            .orElseThrow(
                () -> new ModelLoadException("no model is ready:" + text(snapshot.lines())));
    return open(snapshot.owner(first.id()), first.id(), options);
  }

  @Override
  public Recommendation advise(MattingCriteria criteria, OpenOptions options) {
    return advise(MattingAdvisor.standard(), criteria, options);
  }

  @Override
  public Recommendation advise(
      MattingAdvisor advisor, MattingCriteria criteria, OpenOptions options) {
    List<Inventory.Entry> entries = new ArrayList<>();
    for (ModelStatus line : list(options)) {
      line.descriptor()
          .ifPresent(model -> entries.add(new Inventory.Entry(model, line.availability())));
    }
    return advisor.advise(criteria, Inventory.of(entries));
  }

  @Override
  public MattingModel select(MattingCriteria criteria, OpenOptions options) {
    return select(advise(criteria, options), options);
  }

  @Override
  public MattingModel select(Recommendation advice, OpenOptions options) {
    return select(advice, options, failure -> {});
  }

  @Override
  public MattingModel select(
      Recommendation advice, OpenOptions options, Consumer<String> onFailure) {
    requireNoModelFile(options);
    DeviceChoice requested = advice.criteria().device();
    OpenOptions placed =
        requested.device().isPresent() || requested.isRequired()
            ? options.device(requested)
            : options;
    return new Selection(advice, id -> open(id, placed), onFailure).open();
  }

  /**
   * Opens within the time of the options. Converts every exception of a backend to a typed failure.
   */
  private static MattingModel open(MattingModelProvider provider, String id, OpenOptions options) {
    try {
      MattingModel model =
          TimedOpening.open(
              id,
              options.openTimeout(),
              () -> Objects.requireNonNull(provider.open(id, options), "no model"));
      return options.zoom() == OpenOptions.Zoom.AUTO ? new ZoomModel(model) : model;
    } catch (MattingException e) {
      throw e;
    } catch (LinkageError e) {
      throw new ModelLoadException(
          id
              + ": a class or native library of its backend is missing ("
              + e
              + "); "
              + remedy(provider),
          e);
    } catch (RuntimeException e) {
      throw new ModelLoadException(
          id + ": its backend failed to open it (" + e + "); " + remedy(provider), e);
    }
  }

  /** A file does not say which model it holds; any backend would try to read it as its own. */
  private static void requireNoModelFile(OpenOptions options) {
    options
        .modelFile()
        .ifPresent(
            file -> {
              throw new IllegalArgumentException(
                  "model file "
                      + file
                      + " is given without the id of its model; open the model by its id");
            });
  }

  /** The state of all backends at one moment: the lines of the list, and the backend of each id. */
  private record Snapshot(List<ModelStatus> lines, Map<String, MattingModelProvider> owners) {

    MattingModelProvider owner(String id) {
      return Objects.requireNonNull(owners.get(id));
    }

    /** The known ids, the most similar ones first. */
    private String closestFirst(String id) {
      List<String> ids =
          lines.stream()
              .filter(line -> line.descriptor().isPresent())
              .map(ModelStatus::id)
              .distinct()
              .sorted(
                  Comparator.comparing((String known) -> !known.startsWith(id))
                      .thenComparingInt(known -> Spelling.distance(id, known)))
              .toList();
      return ids.isEmpty() ? "none" : String.join(", ", ids);
    }
  }

  private Snapshot snapshot(OpenOptions options) {
    Map<String, MattingModelProvider> owners = new LinkedHashMap<>();
    List<ModelStatus> lines = new ArrayList<>();
    for (MattingModelProvider provider : providers) {
      lines.addAll(statuses(provider, options, owners));
    }
    lines.sort(
        Comparator.comparingInt((ModelStatus line) -> rank(line))); // stable within a backend
    lines.addAll(broken);
    return new Snapshot(List.copyOf(lines), owners);
  }

  private static int rank(ModelStatus line) {
    return line.descriptor().map(ModelRegistry::rank).orElse(3);
  }

  private static int rank(ModelDescriptor model) {
    return switch (model.role()) {
      case OFFICIAL -> 0;
      case THIRD_PARTY -> 1;
      case STARTER -> 2;
    };
  }

  private static List<ModelStatus> statuses(
      MattingModelProvider provider,
      OpenOptions options,
      Map<String, MattingModelProvider> owners) {
    List<ModelStatus> lines = new ArrayList<>();
    try {
      for (ModelDescriptor descriptor : List.copyOf(provider.descriptors(options))) {
        MattingModelProvider owner = owners.putIfAbsent(descriptor.id(), provider);
        lines.add(
            owner == null
                ? ModelStatus.of(descriptor, probe(provider, descriptor.id(), options))
                : duplicate(provider, descriptor, owner));
      }
    } catch (RuntimeException | LinkageError e) {
      lines.add(
          ModelStatus.broken(
              provider.getClass().getName(),
              "this backend cannot list its models: " + e,
              remedy(provider)));
    }
    return lines;
  }

  private static ModelStatus duplicate(
      MattingModelProvider provider, ModelDescriptor descriptor, MattingModelProvider owner) {
    return ModelStatus.broken(
        provider.getClass().getName(),
        "its model '"
            + descriptor.id()
            + "' is not used: "
            + owner.getClass().getName()
            + " lists"
            + " the same id first",
        "keep one of the two on the class path");
  }

  private static Availability probe(MattingModelProvider provider, String id, OpenOptions options) {
    try {
      return Objects.requireNonNull(provider.probe(id, options), "no answer");
    } catch (RuntimeException | LinkageError e) {
      return new Availability.Broken(
          "its backend failed while looking for it: " + e, remedy(provider));
    }
  }

  private static String remedy(MattingModelProvider provider) {
    return "update or remove the jar of " + provider.getClass().getName();
  }

  private static String text(List<ModelStatus> lines) {
    if (lines.isEmpty()) {
      return " none; add a backend such as matting-ppmatting or matting-starter to the class path";
    }
    return lines.stream().map(ModelRegistry::text).collect(Collectors.joining());
  }

  private static String text(ModelStatus line) {
    return "\n  " + line.id() + ": " + text(line.availability());
  }

  private static String text(Availability availability) {
    if (availability instanceof Availability.Missing missing) {
      return missing.what() + "; " + missing.remedy();
    }
    return availability instanceof Availability.Broken broken
        ? broken.what() + "; " + broken.remedy()
        : "ready";
  }
}
