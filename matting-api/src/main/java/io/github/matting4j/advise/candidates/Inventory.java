package io.github.matting4j.advise.candidates;

import io.github.matting4j.model.Availability;
import io.github.matting4j.model.ModelDescriptor;
import io.github.matting4j.model.catalogue.ModelCatalogue;
import io.github.matting4j.model.figures.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The models that are installed, if that was checked. Immutable. */
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

  /** Installed models were not checked; every published model counts as installed. */
  public static Inventory unknown() {
    return UNKNOWN;
  }

  /** The models of the backends on the class path; no others are installed. */
  public static Inventory of(List<Entry> entries) {
    return new Inventory(entries, true);
  }

  /** Whether installed models were checked. */
  public boolean isKnown() {
    return known;
  }

  /** Every candidate: the published models, as their backends describe them, and all others. */
  public List<Candidate> candidates() {
    List<Candidate> all = new ArrayList<>();
    for (ModelDescriptor model : ModelCatalogue.published().models()) {
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
    for (Engine engine : model.engines()) {
      all.add(new Candidate(model, engine));
    }
  }

  private Optional<Entry> find(String id) {
    return entries.stream().filter(entry -> entry.model().id().equals(id)).findFirst();
  }

  /** Whether a candidate can be opened; if installed models were not checked, yes. */
  public Availability availability(Candidate candidate) {
    if (!known) {
      return new Availability.Ready("not checked");
    }
    Optional<Entry> entry = find(candidate.id());
    if (entry.isEmpty()) {
      return new Availability.Missing(
          "its backend is not on the class path",
          candidate
              .model()
              .artifact()
              .map(artifact -> "add " + artifact)
              .orElse("add its backend to the class path"));
    }
    if (entry.get().availability() instanceof Availability.Ready ready) {
      Engine engine = ready.engine().orElse(candidate.model().engines().get(0));
      if (engine != candidate.engine()) {
        return new Availability.Missing(
            "what is installed will be run by " + engine.title(), remedy(candidate, engine));
      }
    }
    return entry.get().availability();
  }

  /** How to have a candidate's engine run it in place of another one. */
  private static String remedy(Candidate candidate, Engine instead) {
    if (candidate.engine() == Engine.ONNX_RUNTIME && instead == Engine.TENSORFLOW_1) {
      return "put its conversion to ONNX beside it, or leave the jars of "
          + instead.title()
          + " off the class path: then it is converted when it is opened";
    }
    if (candidate.engine() == Engine.TENSORFLOW_1 && !candidate.model().downloads().isEmpty()) {
      return "move the ONNX file away and run 'matting models install " + candidate.id() + "'";
    }
    return "use weights for " + candidate.engine().title();
  }
}
