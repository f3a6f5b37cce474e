package io.github.matting4j;

import io.github.matting4j.advise.MattingAdvisor;
import io.github.matting4j.advise.Recommendation;
import io.github.matting4j.advise.figures.Inventory;
import io.github.matting4j.criteria.Goal;
import io.github.matting4j.criteria.MattingCriteria;
import io.github.matting4j.hardware.DeviceChoice;
import io.github.matting4j.model.Availability;
import io.github.matting4j.model.DeviceUnavailableException;
import io.github.matting4j.model.MattingCancelledException;
import io.github.matting4j.model.MattingException;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingModelProvider;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.NoSuitableModelException;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.runtime.TimedOpening;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The models of a set of backends: lists them, says which can be opened, opens them by id. A
 * backend that fails becomes a line of the list with a remedy, never an exception out of the list.
 *
 * <p>An id belongs to the first backend that lists it. Another backend with a model of the same id
 * gets a line that says so, and keeps its other models.
 *
 * <p>Immutable and thread-safe. Listing touches no native code.
 */
public final class ModelRegistry {
  private final List<MattingModelProvider> providers;
  private final List<ModelStatus> broken;

  private ModelRegistry(List<MattingModelProvider> providers, List<ModelStatus> broken) {
    this.providers = List.copyOf(providers);
    this.broken = List.copyOf(broken);
  }

  /** The backends that {@link java.util.ServiceLoader} finds. */
  public static ModelRegistry discovered() {
    ProviderScan scan = ProviderScan.run();
    return new ModelRegistry(scan.providers(), scan.broken());
  }

  /** These backends, where there is no service file to find them by. */
  public static ModelRegistry of(MattingModelProvider... providers) {
    return new ModelRegistry(List.of(providers), List.of());
  }

  /** This registry and one more backend, after the others. */
  public ModelRegistry with(MattingModelProvider provider) {
    List<MattingModelProvider> more = new ArrayList<>(providers);
    more.add(provider);
    return new ModelRegistry(more, broken);
  }

  /**
   * Every model of every backend with its availability: official ones first, in the order of their
   * backend's preference, then the starter, then what is too broken to list.
   */
  public List<ModelStatus> list(OpenOptions options) {
    return look(options).lines();
  }

  /**
   * Whether the model of this id can be opened.
   *
   * @throws IllegalArgumentException if no backend has a model of this id
   */
  public Availability probe(String id, OpenOptions options) {
    return look(options).find(id).availability();
  }

  /**
   * Opens the model of this id. The caller closes it.
   *
   * @throws IllegalArgumentException if no backend has a model of this id; the message lists those
   *     there are
   * @throws ModelLoadException if it is not here or cannot be opened; the message says what to do
   * @throws io.github.matting4j.model.ModelLoadTimeoutException if that takes longer than {@link
   *     OpenOptions#openTimeout}
   * @throws MattingCancelledException if the thread is interrupted meanwhile
   */
  public MattingModel open(String id, OpenOptions options) {
    Look look = look(options);
    ModelStatus status = look.find(id);
    if (status.availability() instanceof Availability.Missing missing) {
      throw new ModelLoadException(id + ": " + missing.what() + "; " + missing.remedy());
    }
    if (status.availability() instanceof Availability.Broken fault) {
      throw new ModelLoadException(id + ": " + fault.what() + "; " + fault.remedy());
    }
    return open(look.owner(id), id, options);
  }

  /**
   * Opens the first model of {@link #list} that is ready: an official one if any is installed, else
   * the starter. The caller closes it.
   *
   * @throws ModelLoadException if none is ready; the message tells what each one lacks
   * @throws IllegalArgumentException if the options name a model file: it belongs to one model
   */
  public MattingModel openFirst(OpenOptions options) {
    requireNoModelFile(options);
    Look look = look(options);
    ModelStatus first =
        look.lines().stream()
            .filter(line -> line.availability().isReady())
            .findFirst()
            .orElseThrow(() -> new ModelLoadException("no model is ready:" + text(look.lines())));
    return open(look.owner(first.id()), first.id(), options);
  }

  /**
   * Advises what to use for these criteria, with an eye on what is here; nothing is opened, no
   * native code is loaded.
   */
  public Recommendation advise(MattingCriteria criteria, OpenOptions options) {
    return advise(MattingAdvisor.standard(), criteria, options);
  }

  /** As {@link #advise(MattingCriteria, OpenOptions)}, by an advisor of one's own. */
  public Recommendation advise(
      MattingAdvisor advisor, MattingCriteria criteria, OpenOptions options) {
    List<Inventory.Entry> entries = new ArrayList<>();
    for (ModelStatus line : list(options)) {
      line.descriptor()
          .ifPresent(model -> entries.add(new Inventory.Entry(model, line.availability())));
    }
    return advisor.advise(criteria, Inventory.of(entries));
  }

  /**
   * Opens the model that the standard advisor recommends of those that are here. The caller closes
   * it. If it cannot be opened, the next usable one is, and every result's report says so in its
   * warnings. With {@link MattingCriteria.Builder#fallbacks} the model runs further candidates when
   * a result raises a quality flag, and says so there too.
   *
   * @throws NoSuitableModelException if none can be used or opened; its message is the whole advice
   *     and why each one failed, its suppressed exceptions are the failures
   * @throws DeviceUnavailableException if the criteria demand a device that does not work
   * @throws IllegalArgumentException if the options name a model file: it belongs to one model
   * @throws MattingCancelledException if the thread is interrupted and a model could not be opened
   */
  public MattingModel select(MattingCriteria criteria, OpenOptions options) {
    return select(advise(criteria, options), options);
  }

  /**
   * As {@link #select(MattingCriteria, OpenOptions)}, with the options that suit the goal: {@link
   * OpenOptions#forThroughput} for {@link Goal#HIGH_THROUGHPUT}, else {@link
   * OpenOptions#forLatency}.
   */
  public MattingModel select(MattingCriteria criteria) {
    boolean manyPhotos = criteria.goal().filter(g -> g == Goal.HIGH_THROUGHPUT).isPresent();
    return select(criteria, manyPhotos ? OpenOptions.forThroughput() : OpenOptions.forLatency());
  }

  /** As {@link #select(MattingCriteria, OpenOptions)}, on advice that was already given. */
  public MattingModel select(Recommendation advice, OpenOptions options) {
    return select(advice, options, passedOver -> {});
  }

  /**
   * As {@link #select(Recommendation, OpenOptions)}, telling at once what cannot be opened.
   *
   * @param told gets a line for each model that was passed over: which and why
   */
  public MattingModel select(Recommendation advice, OpenOptions options, Consumer<String> told) {
    requireNoModelFile(options);
    DeviceChoice wished = advice.criteria().device();
    OpenOptions placed =
        wished.device().isPresent() || wished.isDemanded() ? options.device(wished) : options;
    return new Selection(advice, id -> open(id, placed), told).open();
  }

  /** Opens within the time of the options. Whatever a backend throws becomes a typed failure. */
  private static MattingModel open(MattingModelProvider provider, String id, OpenOptions options) {
    try {
      return TimedOpening.open(
          id,
          options.openTimeout(),
          () -> Objects.requireNonNull(provider.open(id, options), "no model"));
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

  /** A file says nothing about which model it is; any of them would take it for its own. */
  private static void requireNoModelFile(OpenOptions options) {
    options
        .modelFile()
        .ifPresent(
            file -> {
              throw new IllegalArgumentException(
                  "the model file "
                      + file
                      + " is named, but not the model that it belongs to; open that model by its"
                      + " id");
            });
  }

  /** One look at every backend: the lines of the list, and whose each id is. */
  private record Look(List<ModelStatus> lines, Map<String, MattingModelProvider> owners) {

    MattingModelProvider owner(String id) {
      return Objects.requireNonNull(owners.get(id));
    }

    ModelStatus find(String id) {
      return lines.stream()
          .filter(line -> line.id().equals(id) && line.descriptor().isPresent())
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "there is no model '" + id + "'; known models: " + closestFirst(id)));
    }

    /** The known ids, those spelt most like the one asked for first. */
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

  private Look look(OpenOptions options) {
    Map<String, MattingModelProvider> owners = new LinkedHashMap<>();
    List<ModelStatus> lines = new ArrayList<>();
    for (MattingModelProvider provider : providers) {
      lines.addAll(statuses(provider, options, owners));
    }
    lines.sort(
        Comparator.comparingInt((ModelStatus line) -> rank(line))); // stable within a backend
    lines.addAll(broken);
    return new Look(List.copyOf(lines), owners);
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
      for (ModelDescriptor descriptor : List.copyOf(provider.descriptors())) {
        MattingModelProvider owner = owners.putIfAbsent(descriptor.id(), provider);
        lines.add(
            owner == null
                ? ModelStatus.of(descriptor, probe(provider, descriptor, options))
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
            + " came"
            + " first with one of this id",
        "keep one of the two on the class path");
  }

  private static Availability probe(
      MattingModelProvider provider, ModelDescriptor descriptor, OpenOptions options) {
    try {
      return Objects.requireNonNull(provider.probe(descriptor.id(), options), "no answer");
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
