package io.github.matting4j.advise.rules;

import io.github.matting4j.criteria.Goal;
import io.github.matting4j.criteria.MattingCriteria;
import io.github.matting4j.criteria.PhotoTrait;
import io.github.matting4j.criteria.PhotoTraits;
import io.github.matting4j.hardware.Gpu;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** The usual conditions. Each is fulfilled, not fulfilled, or not decidable. */
public final class When {
  private When() {}

  /** Holds for all criteria. */
  public static Condition always() {
    return criteria -> Finding.yes("");
  }

  /** Holds if one of these does. */
  public static Condition any(Condition... parts) {
    return criteria -> {
      List<String> texts = new ArrayList<>();
      Set<String> wanted = new LinkedHashSet<>();
      for (Condition part : parts) {
        Finding finding = part.evaluate(criteria);
        if (finding.state() == TriState.YES) {
          texts.add(finding.text());
        }
        wanted.addAll(finding.missingInputs());
      }
      if (!texts.isEmpty()) {
        return Finding.yes(joined(texts));
      }
      return wanted.isEmpty()
          ? Finding.no()
          : new Finding(TriState.UNKNOWN, "", List.copyOf(wanted));
    };
  }

  /** Holds if all of these do. */
  public static Condition all(Condition... parts) {
    return criteria -> {
      List<String> texts = new ArrayList<>();
      Set<String> wanted = new LinkedHashSet<>();
      for (Condition part : parts) {
        Finding finding = part.evaluate(criteria);
        if (finding.state() == TriState.NO) {
          return finding;
        }
        texts.add(finding.text());
        wanted.addAll(finding.missingInputs());
      }
      return wanted.isEmpty()
          ? Finding.yes(joined(texts))
          : new Finding(TriState.UNKNOWN, "", List.copyOf(wanted));
    };
  }

  /** Holds if this does not; {@code text} describes that for users. */
  public static Condition not(Condition part, String text) {
    return criteria -> {
      Finding finding = part.evaluate(criteria);
      return switch (finding.state()) {
        case YES -> Finding.no();
        case NO -> Finding.yes(text);
        case UNKNOWN -> finding;
      };
    };
  }

  private static String joined(List<String> texts) {
    return String.join(", ", texts.stream().filter(text -> !text.isEmpty()).toList());
  }

  /** Holds if a trait of the photo is below a value. */
  public static Condition below(PhotoTrait trait, double limit) {
    return trait(trait, value -> value < limit);
  }

  /** Holds if a trait of the photo is at least a value. */
  public static Condition atLeast(PhotoTrait trait, double limit) {
    return trait(trait, value -> value >= limit);
  }

  /** Holds if a trait of the photo is in a range, ends included. */
  public static Condition within(PhotoTrait trait, double least, double most) {
    return trait(trait, value -> value >= least && value <= most);
  }

  /** Holds if something about the photo is likely. */
  public static Condition likely(PhotoTrait trait) {
    return trait(trait, value -> value >= 0.5);
  }

  private static Condition trait(PhotoTrait trait, Predicate<Double> test) {
    return criteria -> {
      Optional<PhotoTraits.Measurement> value =
          criteria.photo().get(trait).filter(PhotoTraits.Measurement::isSure);
      if (value.isEmpty()) {
        return Finding.unknown(trait.title() + ": " + trait.howToLearn());
      }
      double v = value.get().value();
      return test.test(v)
          ? Finding.yes(trait.title() + " " + trait.text(v) + " (" + value.get().how() + ")")
          : Finding.no();
    };
  }

  /** Holds for one of these goals. */
  public static Condition goal(Goal... goals) {
    List<Goal> wanted = List.of(goals);
    return criteria ->
        criteria
            .goal()
            .map(goal -> wanted.contains(goal) ? Finding.yes(goal.title()) : Finding.no())
            .orElseGet(() -> Finding.unknown("the goal: " + goalNames()));
  }

  private static String goalNames() {
    return String.join(", ", Arrays.stream(Goal.values()).map(Goal::title).toList());
  }

  /** Holds if the machine has an NVIDIA GPU of one of these generations, boards left out. */
  public static Condition graphicsCard(Gpu.Architecture... generations) {
    List<Gpu.Architecture> wanted = List.of(generations);
    return gpus(
        list ->
            list.stream()
                .filter(gpu -> !gpu.embedded() && wanted.contains(gpu.architecture()))
                .findFirst()
                .map(Gpu::toString));
  }

  /** Holds if the machine is a small board such as a Jetson. */
  public static Condition edgeBoard() {
    return gpus(list -> list.stream().filter(Gpu::embedded).findFirst().map(Gpu::toString));
  }

  /** Holds if the machine has an NVIDIA GPU. */
  public static Condition nvidia() {
    return gpus(list -> list.stream().findFirst().map(Gpu::toString));
  }

  /** Holds if the machine has no NVIDIA GPU. */
  public static Condition noNvidia() {
    return gpus(list -> list.isEmpty() ? Optional.of("no NVIDIA GPU") : Optional.empty());
  }

  private static Condition gpus(Function<List<Gpu>, Optional<String>> test) {
    return criteria ->
        criteria
            .hardware()
            .gpus()
            .map(list -> test.apply(list).map(Finding::yes).orElse(Finding.no()))
            .orElseGet(() -> Finding.unknown("the machine's GPU"));
  }

  /** Holds if a CUDA 12 toolkit is installed. */
  public static Condition cuda12InPlace() {
    return criteria ->
        criteria
            .hardware()
            .cuda12InPlace()
            .map(in -> in ? Finding.yes("CUDA 12 installed") : Finding.no())
            .orElseGet(() -> Finding.unknown("whether CUDA 12 is installed"));
  }

  /** Holds if the platform is known. */
  public static Condition platformKnown() {
    return criteria ->
        criteria
            .hardware()
            .platform()
            .map(platform -> Finding.yes(platform.toString()))
            .orElseGet(() -> Finding.unknown("the platform"));
  }

  /** Holds if the test returns a text, which describes why; never unknown. */
  public static Condition requirement(Function<MattingCriteria, Optional<String>> test) {
    return criteria -> test.apply(criteria).map(Finding::yes).orElse(Finding.no());
  }
}
