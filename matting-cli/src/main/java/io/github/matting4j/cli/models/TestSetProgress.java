package io.github.matting4j.cli.models;

import io.github.matting4j.store.InstallListener;
import io.github.matting4j.text.Quantities;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Says how far a test set is fetched, a line for each tenth. Not thread-safe. */
final class TestSetProgress implements InstallListener {
  private static final int TENTHS = 10;

  private final Consumer<String> lines;
  private long told;

  TestSetProgress(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public void step(String set, Step step, String detail) {
    lines.accept((step.name().toLowerCase(Locale.ROOT) + " " + detail).strip());
  }

  @Override
  public void progress(long bytes, OptionalLong total) {
    long tenth = total.isPresent() ? bytes * TENTHS / Math.max(1, total.getAsLong()) : 0;
    if (tenth > told) {
      told = tenth;
      lines.accept(tenth * TENTHS + " % of " + Quantities.bytes(total.orElse(bytes)) + " fetched");
    }
  }

  @Override
  public void note(String sentence) {
    lines.accept(sentence);
  }
}
