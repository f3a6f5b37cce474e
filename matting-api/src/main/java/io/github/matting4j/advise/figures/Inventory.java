package io.github.matting4j.advise.figures;

import io.github.matting4j.model.Availability;
import io.github.matting4j.model.ModelDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which models are here. Immutable. */
public final class Inventory {
  private static final Inventory UNKNOWN = new Inventory(List.of(), false);

  private final List<Entry> entries;
  private final boolean known;

  /**
   * A model and whether it can be opened.
   *
   * @param model what it is
   * @param availability whether it can be opened, and what to do if not
   */
  public record Entry(ModelDescriptor model, Availability availability) {}

  private Inventory(List<Entry> entries, boolean known) {
    this.entries = List.copyOf(entries);
    this.known = known;
  }

  /** Nobody looked; every model counts as if it were here. */
  public static Inventory unknown() {
    return UNKNOWN;
  }

  /** These models are known to the backends on the class path; no others are here. */
  public static Inventory of(List<Entry> entries) {
    return new Inventory(entries, true);
  }

  /** Whether somebody looked. */
  public boolean isKnown() {
    return known;
  }

  /** Every candidate: the known models, as their backends describe them, and those of others. */
  public List<Candidate> candidates() {
    List<Candidate> all = new ArrayList<>();
    for (ModelDescriptor model : KnownModels.list()) {
      add(all, find(model.id()).map(Entry::model).orElse(model));
    }
    for (Entry entry : entries) {
      if (all.stream().noneMatch(c -> c.id().equals(entry.model().id()))) {
        add(all, entry.model());
      }
    }
    return all;
  }

  private static void add(List<Candidate> all, ModelDescriptor model) {
    for (Engine engine : KnownModels.engines(model.family())) {
      all.add(new Candidate(model, engine));
    }
  }

  private Optional<Entry> find(String id) {
    return entries.stream().filter(entry -> entry.model().id().equals(id)).findFirst();
  }

  /** Whether a candidate can be opened; with nobody having looked, yes. */
  public Availability availability(Candidate candidate) {
    if (!known) {
      return new Availability.Ready("not looked for");
    }
    Optional<Entry> entry = find(candidate.id());
    if (entry.isEmpty()) {
      return new Availability.Missing(
          "its backend is not on the class path",
          "add io.github.matting4j:" + KnownModels.artifact(candidate.model().family()));
    }
    if (entry.get().availability() instanceof Availability.Ready ready
        && engineOf(ready.where()) != candidate.engine()) {
      return new Availability.Missing(
          "the weights here are for " + engineOf(ready.where()).title(),
          candidate.engine() == Engine.ONNX_RUNTIME
              ? "convert them to ONNX (docs/models.md), or take a converted file"
              : "take the original .pb file");
    }
    return entry.get().availability();
  }

  private static Engine engineOf(String where) {
    return where.toLowerCase(Locale.ROOT).endsWith(".pb")
        ? Engine.TENSORFLOW_1
        : Engine.ONNX_RUNTIME;
  }
}
