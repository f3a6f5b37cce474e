package io.github.matting4j.criteria;

import io.github.matting4j.hardware.DeviceChoice;
import io.github.matting4j.hardware.Hardware;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a model is chosen for: photo, machine, goal, and requirements. Everything is optional. Rules
 * that need a value that is not stated do not apply, and the advice lists such values.
 *
 * <p>Immutable.
 */
public final class MattingCriteria {

  /** Whether the network shipped with the library may be chosen. */
  public enum Starter {
    /** Only if no other model is usable. The default. */
    LAST_RESORT,
    /** Never. */
    NEVER
  }

  private final PhotoTraits photo;
  private final Optional<FolderContents> folder;
  private final Hardware hardware;
  private final Optional<Goal> goal;
  private final boolean commercialUse;
  private final Set<String> licences;
  private final DeviceChoice device;
  private final OptionalLong memoryLimit;
  private final Optional<Duration> deadline;
  private final OptionalLong photosPerDay;
  private final boolean offline;
  private final Starter starter;
  private final int fallbacks;
  private final Optional<LocalDate> today;

  private MattingCriteria(Builder from) {
    photo = from.photo;
    folder = Optional.ofNullable(from.folder);
    hardware = from.hardware;
    goal = Optional.ofNullable(from.goal);
    commercialUse = from.commercialUse;
    licences = from.licences;
    device = from.device;
    memoryLimit =
        from.memoryLimit == null ? OptionalLong.empty() : OptionalLong.of(from.memoryLimit);
    deadline = Optional.ofNullable(from.deadline);
    photosPerDay =
        from.photosPerDay == null ? OptionalLong.empty() : OptionalLong.of(from.photosPerDay);
    offline = from.offline;
    starter = from.starter;
    fallbacks = from.fallbacks;
    today = Optional.ofNullable(from.today);
  }

  /** Starts with no values. */
  public static Builder builder() {
    return new Builder();
  }

  /** Any photo, nothing known, no requirements. */
  public static MattingCriteria anything() {
    return builder().build();
  }

  /** A shop's catalogue or an agency's retouch: {@link Goal#FILM_QUALITY}, commercial use. */
  public static Builder commercialRetouch() {
    return builder().goal(Goal.FILM_QUALITY).commercialUse();
  }

  /** A batch of this many photos per day: {@link Goal#HIGH_THROUGHPUT}. */
  public static Builder batch(long photosPerDay) {
    return builder().goal(Goal.HIGH_THROUGHPUT).photosPerDay(photosPerDay);
  }

  /** A call inside a service, to be answered in this time: {@link Goal#QUICK_INTEGRATION}. */
  public static Builder service(Duration deadline) {
    return builder().goal(Goal.QUICK_INTEGRATION).deadline(deadline);
  }

  /** Medical or forensic work: {@link Goal#ACCURACY_FIRST}, nothing is downloaded. */
  public static Builder evidence() {
    return builder().goal(Goal.ACCURACY_FIRST).offlineOnly();
  }

  /** What is known about the photo, or the set of photos. */
  public PhotoTraits photo() {
    return photo;
  }

  /** The folder whose total cost the advice estimates, if any. */
  public Optional<FolderContents> folder() {
    return folder;
  }

  /** What is known about the machine. */
  public Hardware hardware() {
    return hardware;
  }

  /** The purpose of the cut-outs. */
  public Optional<Goal> goal() {
    return goal;
  }

  /** Whether the weights' licence must be known to allow commercial use. */
  public boolean isCommercialUse() {
    return commercialUse;
  }

  /** The only licences accepted, by name; empty for any. */
  public Set<String> licences() {
    return licences;
  }

  /** The device to run on. */
  public DeviceChoice device() {
    return device;
  }

  /** Upper limit on the memory of a run, in bytes. */
  public OptionalLong memoryLimit() {
    return memoryLimit;
  }

  /** Upper limit on the time per photo. */
  public Optional<Duration> deadline() {
    return deadline;
  }

  /** Number of photos to process per day. */
  public OptionalLong photosPerDay() {
    return photosPerDay;
  }

  /** Whether nothing may be downloaded. */
  public boolean isOffline() {
    return offline;
  }

  /** Whether the network shipped with the library may be chosen. */
  public Starter starter() {
    return starter;
  }

  /** How many further candidates may run when a result raises a quality flag. */
  public int fallbacks() {
    return fallbacks;
  }

  /** The day by which the age of a calibration is judged. */
  public Optional<LocalDate> today() {
    return today;
  }

  /** Collects criteria. Not thread-safe. */
  public static final class Builder {
    private PhotoTraits photo = PhotoTraits.unknown();
    private @Nullable FolderContents folder;
    private Hardware hardware = Hardware.unknown();
    private @Nullable Goal goal;
    private boolean commercialUse;
    private Set<String> licences = Set.of();
    private DeviceChoice device = DeviceChoice.automatic();
    private @Nullable Long memoryLimit;
    private @Nullable Duration deadline;
    private @Nullable Long photosPerDay;
    private boolean offline;
    private Starter starter = Starter.LAST_RESORT;
    private int fallbacks;
    private @Nullable LocalDate today;

    private Builder() {}

    /** The photo, measured or stated. */
    public Builder photo(PhotoTraits traits) {
      photo = Objects.requireNonNull(traits);
      return this;
    }

    /** A folder whose total cost the advice shall estimate. */
    public Builder folder(FolderContents contents) {
      folder = Objects.requireNonNull(contents);
      return this;
    }

    /** The machine, probed or stated. */
    public Builder hardware(Hardware machine) {
      hardware = Objects.requireNonNull(machine);
      return this;
    }

    /** The purpose of the cut-outs. */
    public Builder goal(Goal purpose) {
      goal = Objects.requireNonNull(purpose);
      return this;
    }

    /** Excludes weights that are not known to allow commercial use. */
    public Builder commercialUse() {
      commercialUse = true;
      return this;
    }

    /**
     * Accepts only weights under these licences, by name. A listed licence is treated as checked by
     * the caller, also for {@link #commercialUse}.
     */
    public Builder licences(String... names) {
      licences = Set.copyOf(List.of(names)); // a name may come twice
      return this;
    }

    /** The device to run on; a required device excludes models that cannot use it. */
    public Builder device(DeviceChoice choice) {
      device = Objects.requireNonNull(choice);
      return this;
    }

    /** Excludes models that need more memory, in bytes. */
    public Builder memoryLimit(long bytes) {
      memoryLimit = positive("memoryLimit", bytes);
      return this;
    }

    /** Upper limit on the time per photo. */
    public Builder deadline(Duration perPhoto) {
      positive("deadline", perPhoto.toNanos());
      deadline = perPhoto;
      return this;
    }

    /** Number of photos to process per day. */
    public Builder photosPerDay(long count) {
      photosPerDay = positive("photosPerDay", count);
      return this;
    }

    /** Nothing may be downloaded. */
    public Builder offlineOnly() {
      offline = true;
      return this;
    }

    /** Whether the network shipped with the library may be chosen. */
    public Builder starter(Starter use) {
      starter = Objects.requireNonNull(use);
      return this;
    }

    /** Lets up to this many further candidates run when a result raises a quality flag. */
    public Builder fallbacks(int count) {
      if (count < 0) {
        throw new IllegalArgumentException("fallbacks is " + count + "; it must not be negative");
      }
      fallbacks = count;
      return this;
    }

    /** The day by which the age of a calibration is judged; without it age is not judged. */
    public Builder today(LocalDate date) {
      today = Objects.requireNonNull(date);
      return this;
    }

    private static long positive(String name, long value) {
      if (value <= 0) {
        throw new IllegalArgumentException(name + " is " + value + "; it must be above 0");
      }
      return value;
    }

    /** The criteria. */
    public MattingCriteria build() {
      return new MattingCriteria(this);
    }
  }

  /**
   * The sizes of a folder's photos, as stated in their headers.
   *
   * @param photos one per photo
   */
  public record FolderContents(List<Size> photos) {

    /**
     * A photo's size.
     *
     * @param width columns
     * @param height rows
     */
    public record Size(int width, int height) {
      /** Width times height. */
      public double pixels() {
        return (double) width * height;
      }
    }

    /** Copies the list. */
    public FolderContents {
      photos = List.copyOf(photos);
    }

    /** Sum over all photos, in millions of pixels. */
    public double megapixels() {
      return photos.stream().mapToDouble(Size::pixels).sum() / 1e6;
    }
  }
}
