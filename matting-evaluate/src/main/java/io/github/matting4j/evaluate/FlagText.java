package io.github.matting4j.evaluate;

import io.github.matting4j.model.QualityFlag;
import java.util.stream.Collectors;

/** Quality flags in words. Stateless. */
final class FlagText {
  private FlagText() {}

  /** The flags of a row, comma-separated; nothing if there are none. */
  static String of(Row row) {
    return row.measured().stream()
        .flatMap(measured -> measured.flags().stream())
        .map(FlagText::of)
        .collect(Collectors.joining(", "));
  }

  private static String of(QualityFlag flag) {
    return switch (flag) {
      case NO_SUBJECT -> "no subject";
      case CUT_BY_FRAME -> "cut by frame";
      case LARGE_UNDECIDED -> "much undecided";
      case FRAGMENTED -> "fragmented";
      case AT_ODDS_WITH_EDGES -> "at odds with edges";
      case SOFT_HOLES -> "soft holes";
      case MIRRORED_DIFFERS -> "other when mirrored";
    };
  }
}
