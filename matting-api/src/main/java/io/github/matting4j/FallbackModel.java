package io.github.matting4j;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingResult;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.ModelIdentity;
import io.github.matting4j.model.ModelLoadException;
import io.github.matting4j.model.QualityFlag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A model with stand-ins: when its matte raises a quality flag, the next one runs, and the matte
 * with the fewest flags is returned, the earlier one between equals. Stand-ins are opened when they
 * are first needed and stay open.
 *
 * <p>Thread-safe, as {@link MattingModel} promises.
 */
final class FallbackModel implements MattingModel {
  private final MattingModel first;
  private final List<String> standInIds;
  private final Function<String, MattingModel> opener;
  private final Map<String, MattingModel> standIns = new HashMap<>();
  private boolean closed;

  FallbackModel(
      MattingModel first, List<String> standInIds, Function<String, MattingModel> opener) {
    this.first = first;
    this.standInIds = List.copyOf(standInIds);
    this.opener = opener;
  }

  @Override
  public ModelDescriptor descriptor() {
    return first.descriptor();
  }

  @Override
  public ModelIdentity identity() {
    return first.identity();
  }

  @Override
  public MattingResult run(ArgbImage photo) {
    MattingResult best = first.run(photo);
    Set<QualityFlag> fewest = best.flags(photo);
    if (fewest.isEmpty()) {
      return best;
    }
    List<String> story = new ArrayList<>();
    story.add(best.report().modelId() + " raised " + fewest);
    for (int i = 0; i < standInIds.size() && !fewest.isEmpty(); i++) {
      MattingResult next;
      try {
        next = standIn(i).run(photo);
      } catch (ModelLoadException e) {
        story.add(StandInModel.failure(standInIds.get(i), e));
        continue;
      }
      Set<QualityFlag> flags = next.flags(photo);
      story.add(next.report().modelId() + " raised " + (flags.isEmpty() ? "nothing" : flags));
      if (flags.size() < fewest.size()) {
        best = next;
        fewest = flags;
      }
    }
    String told = String.join(", ", story) + "; this is the matte of " + best.report().modelId();
    return new MattingResult(best.matte(), best.report().warning(List.of(told)));
  }

  private synchronized MattingModel standIn(int index) {
    if (closed) {
      throw new IllegalStateException(this + " is closed");
    }
    return standIns.computeIfAbsent(standInIds.get(index), opener);
  }

  @Override
  public synchronized void close() {
    closed = true;
    first.close();
    standIns.values().forEach(MattingModel::close);
  }

  @Override
  public String toString() {
    return "FallbackModel[" + first + ", then " + standInIds + "]";
  }
}
