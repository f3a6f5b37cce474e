package io.github.matting4j.bench.ratios;

import io.github.matting4j.bench.measure.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Puts tables into a document: between {@code <!-- results: NAME -->} and {@code <!-- end -->}
 * comes the table of the result of that name. Where there is no such result, what stands there
 * stays.
 */
@Command(
    name = "docs",
    mixinStandardHelpOptions = true,
    description = "Puts the tables of the results into a document, between its markers.")
final class DocsTables implements Callable<Integer> {
  private static final Pattern SLOT =
      Pattern.compile("(<!-- results: ([\\w.-]+) -->\\n).*?(<!-- end -->)", Pattern.DOTALL);

  @Parameters(paramLabel = "FILE", description = "such as docs/performance.md")
  private Path file = Path.of("");

  @Mixin private final ResultsFolder results = new ResultsFolder();

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    String old = Files.readString(file);
    StringBuilder text = new StringBuilder();
    Matcher slots = SLOT.matcher(old);
    while (slots.find()) {
      slots.appendReplacement(text, Matcher.quoteReplacement(filled(slots)));
    }
    slots.appendTail(text);
    Files.writeString(file, text);
    return 0;
  }

  private String filled(MatchResult slot) throws IOException {
    Path result = results.get().resolve(slot.group(2) + ".json");
    if (!Files.exists(result)) {
      spec.commandLine().getOut().println(slot.group(2) + ": kept, there is no " + result);
      return slot.group();
    }
    spec.commandLine().getOut().println(slot.group(2) + ": replaced");
    return slot.group(1) + Report.read(result).markdown() + slot.group(3);
  }
}
