package io.github.matting4j.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The main sources of every module of the checkout, as text: nothing needs to be compiled, so that
 * one test can look at modules that depend on its own.
 */
public final class SourceTree {
  private static final String BASE = "io.github.matting4j";

  /** Comments, string literals and character literals; comments alone are dropped. */
  private static final Pattern COMMENT_OR_LITERAL =
      Pattern.compile(
          "/\\*.*?\\*/|//[^\\n]*|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])+'",
          Pattern.DOTALL);

  private static final Pattern IMPORT =
      Pattern.compile("import (static )?([a-z0-9_.]+)\\.([A-Z]\\w*)[\\w.*]*;");
  private static final Pattern QUALIFIED =
      Pattern.compile("\\b(io\\.github\\.matting4j(?:\\.[a-z][a-z0-9]*)*)\\.[A-Z]\\w*");

  /**
   * One source file.
   *
   * @param module its folder at the top of the checkout
   * @param packageName its package
   * @param name its type
   * @param lines lines of the file
   * @param used the packages of other types that its code names; not those that only comments name
   */
  public record Source(
      String module, String packageName, String name, int lines, Set<String> used) {}

  private final List<Source> sources;

  private SourceTree(List<Source> sources) {
    this.sources = List.copyOf(sources);
  }

  /** Reads every module of the checkout; {@code package-info} and {@code module-info} left out. */
  public static SourceTree read() {
    List<Source> sources = new ArrayList<>();
    for (String module : ModuleStructure.modules()) {
      for (Path file : ModuleStructure.mainSources(module)) {
        String name = String.valueOf(file.getFileName()).replace(".java", "");
        if (!name.endsWith("-info")) {
          sources.add(source(module, file, name));
        }
      }
    }
    return new SourceTree(sources);
  }

  private static Source source(String module, Path file, String name) {
    try {
      String text = Files.readString(file);
      Path root = ModuleStructure.top().resolve(module).resolve("src/main/java");
      String packageName =
          Objects.requireNonNull(root.relativize(file).getParent())
              .toString()
              .replace('/', '.')
              .replace('\\', '.');
      int lines = (int) text.lines().count();
      return new Source(module, packageName, name, lines, used(text, packageName));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The packages of other types that this code names. */
  static Set<String> used(String text, String packageName) {
    String code =
        COMMENT_OR_LITERAL
            .matcher(text)
            .replaceAll(found -> found.group().startsWith("/") ? " " : "\"\"");
    String body = code.replaceAll("(?m)^(import|package) [^;]*;", "");
    Set<String> used = new TreeSet<>();
    Matcher imports = IMPORT.matcher(code);
    while (imports.find()) {
      boolean isStatic = imports.group(1) != null;
      if (isStatic || body.matches("(?s).*\\b" + imports.group(3) + "\\b.*")) {
        used.add(imports.group(2));
      }
    }
    Matcher qualified = QUALIFIED.matcher(body);
    while (qualified.find()) {
      used.add(qualified.group(1));
    }
    used.remove(packageName);
    return used;
  }

  /** Every source file. */
  public List<Source> sources() {
    return sources;
  }

  /** For each package of this project the other ones of this project that it uses. */
  public Map<String, Set<String>> packageGraph() {
    Map<String, Set<String>> graph = new TreeMap<>();
    for (Source source : sources) {
      Set<String> used = graph.computeIfAbsent(source.packageName(), name -> new TreeSet<>());
      source.used().stream().filter(SourceTree::isOurs).forEach(used::add);
    }
    return graph;
  }

  private static boolean isOurs(String packageName) {
    return packageName.equals(BASE) || packageName.startsWith(BASE + ".");
  }

  /** How many source files there are of each kind. */
  public Map<String, Long> count(Function<Source, String> kind) {
    return sources.stream()
        .collect(Collectors.groupingBy(kind, TreeMap::new, Collectors.counting()));
  }

  /** Lines of each module. */
  public Map<String, Integer> linesPerModule() {
    return sources.stream()
        .collect(
            Collectors.groupingBy(
                Source::module, TreeMap::new, Collectors.summingInt(Source::lines)));
  }

  /** The middle of the files' lengths, in lines. */
  public int medianLines() {
    int[] lines = sources.stream().mapToInt(Source::lines).sorted().toArray();
    return lines[lines.length / 2];
  }
}
