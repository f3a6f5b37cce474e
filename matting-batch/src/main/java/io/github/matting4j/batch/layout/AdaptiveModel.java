package io.github.matting4j.batch.layout;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.MattingException;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelIdentity;
import io.github.matting4j.model.ModelLoad;
import io.github.matting4j.model.RunControl;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A model that is opened in one layout after the other while a batch uses it, and in the end in the
 * one that made the most photos a minute. No photo is processed twice for that, and results do not
 * depend on the layout.
 *
 * <pre>{@code
 * List<BatchLayout> layouts = BatchLayout.candidates(BatchLayout.cores());
 * try (AdaptiveModel model =
 *     AdaptiveModel.open(layouts, layout -> models.openFirst(layout.applyTo(options)))) {
 *   BatchRunner.of(model, photos, step).parallelism(layouts.get(0).photos()).run();
 * }
 * }</pre>
 *
 * <p>The decision is made within a minute, if as many photos as cores take less than a few seconds.
 * While the model is opened in another layout, the one before is still in use; so there may be two
 * of them in memory for a moment. A layout that cannot be opened ends the measuring.
 *
 * <p>Thread-safe, as {@link MattingModel} promises.
 */
public final class AdaptiveModel implements MattingModel {
  private static final Duration BUDGET = Duration.ofMinutes(1);

  private final Opener opener;
  private final LongSupplier clock;
  private final LayoutPlan plan;
  private final ModelDescriptor descriptor;
  private final ModelIdentity identity;
  private Opened current;
  private boolean opening;
  private boolean closed;

  /** Opens the model in a layout. */
  @FunctionalInterface
  public interface Opener {
    /** The model, for {@link BatchLayout#runs} callers of {@link BatchLayout#threads} each. */
    MattingModel open(BatchLayout layout) throws IOException;
  }

  /** The model in a layout, and how many runs use it. */
  private static final class Opened {
    private final BatchLayout layout;
    private final MattingModel model;
    private int users;
    private boolean replaced;

    Opened(BatchLayout layout, MattingModel model) {
      this.layout = layout;
      this.model = model;
    }
  }

  private AdaptiveModel(List<BatchLayout> layouts, Opener opener, LongSupplier clock)
      throws IOException {
    this.opener = opener;
    this.clock = clock;
    this.plan = new LayoutPlan(layouts, BUDGET, clock.getAsLong());
    this.current = new Opened(layouts.get(0), opener.open(layouts.get(0)));
    this.descriptor = current.model.descriptor();
    this.identity = current.model.identity();
  }

  /**
   * Opens the model in the first of these layouts.
   *
   * @param layouts at least one, all of the same number of photos
   * @param opener called for each layout, except the first on threads that run photos
   * @throws IOException as the opener does
   */
  public static AdaptiveModel open(List<BatchLayout> layouts, Opener opener) throws IOException {
    return open(layouts, opener, System::nanoTime);
  }

  static AdaptiveModel open(List<BatchLayout> layouts, Opener opener, LongSupplier clock)
      throws IOException {
    if (layouts.stream().map(BatchLayout::photos).distinct().count() != 1) {
      throw new IllegalArgumentException(
          "layouts are " + layouts + "; there must be at least one, all of the same photos");
    }
    return new AdaptiveModel(List.copyOf(layouts), opener, clock);
  }

  /** What was decided; empty as long as it is measured. */
  public synchronized Optional<LayoutDecision> decision() {
    return Optional.ofNullable(plan.decision());
  }

  @Override
  public ModelDescriptor descriptor() {
    return descriptor;
  }

  @Override
  public ModelIdentity identity() {
    return identity;
  }

  @Override
  public MattingResult run(ArgbImage photo) {
    return run(photo, RunControl.unlimited());
  }

  @Override
  public MattingResult run(ArgbImage photo, RunControl control) {
    Opened used = use();
    MattingResult result;
    try {
      result = used.model.run(photo, control);
    } finally {
      release(used);
    }
    BatchLayout next = completed();
    if (next != null) {
      replace(next);
    }
    return result;
  }

  private synchronized Opened use() {
    current.users++;
    return current;
  }

  private void release(Opened used) {
    boolean last;
    synchronized (this) {
      used.users--;
      last = used.replaced && used.users == 0;
    }
    if (last) {
      used.model.close();
    }
  }

  /** The layout to be opened by the caller, if any. */
  private synchronized @Nullable BatchLayout completed() {
    if (opening || closed) {
      return null;
    }
    plan.completed(clock.getAsLong());
    if (plan.current().equals(current.layout)) {
      return null;
    }
    opening = true;
    return plan.current();
  }

  private void replace(BatchLayout layout) {
    Opened next = null;
    try {
      next = new Opened(layout, opener.open(layout));
    } catch (IOException | MattingException | IllegalArgumentException e) {
      // the layout in use works
    } finally { // also after an error, as where there is no memory for a second model
      if (next == null) {
        endMeasuring();
      }
    }
    MattingModel unused = next == null ? null : exchange(next);
    if (unused != null) {
      unused.close();
    }
  }

  /** The model that no run uses any more, if any. */
  private synchronized @Nullable MattingModel exchange(Opened next) {
    opening = false;
    if (closed || !isSame(next.model.identity())) {
      plan.keep(current.layout);
      return next.model;
    }
    Opened before = current;
    before.replaced = true;
    current = next;
    plan.begin();
    return before.users == 0 ? before.model : null;
  }

  /** Whether results are the same; where the graph came from does not matter. */
  private boolean isSame(ModelIdentity other) {
    return other.modelId().equals(identity.modelId())
        && other.weightsSha256().equals(identity.weightsSha256())
        && other.recipeSha256().equals(identity.recipeSha256());
  }

  private synchronized void endMeasuring() {
    opening = false;
    plan.keep(current.layout);
  }

  @Override
  public ModelLoad load() {
    return inUse().load();
  }

  private synchronized MattingModel inUse() {
    return current.model;
  }

  @Override
  public boolean isClosed() {
    return inUse().isClosed();
  }

  @Override
  public void close() {
    MattingModel model;
    synchronized (this) {
      closed = true;
      model = current.model;
    }
    model.close();
  }
}
