package io.github.matting4j.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links lead somewhere, and the classes, members and options that the pages name exist. */
class DocumentationTest {
  private static final Path TOP = ReadmeExamplesTest.top();
  private static final Pattern LINK = Pattern.compile("\\[[^\\]\\n]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
  private static final Pattern TYPE =
      Pattern.compile("(?:[a-z][a-z0-9]*\\.)*([A-Z][a-zA-Z0-9]*[a-z][a-zA-Z0-9]*)((?:[.#]\\w+)*)");
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z0-9_-]+");
  private static final Pattern DECLARED =
      Pattern.compile("\\b(?:class|interface|enum|record|@interface)\\s+([A-Z]\\w*)");

  private static final Pattern QUOTE =
      Pattern.compile("<!-- source: (\\S+) -->\\n```java\\n(.*?)\\n```", Pattern.DOTALL);

  /** Names that look like types: operators of ONNX, other libraries, a format, Linux's figures. */
  private static final Set<String> FOREIGN_NAMES =
      Set.of(
          "Add",
          "Clip",
          "Concat",
          "Max",
          "QLinearConv",
          "ReduceMax",
          "ReduceMean",
          "ReduceMin",
          "Relu",
          "Image",
          "Mat",
          "NDImageUtils",
          "OrtSession",
          "Predictor",
          "Session",
          "ServicesResourceTransformer",
          "Quick",
          "BigTIFF",
          "VmHWM",
          "VmRSS");

  /** Options of PaddleSeg, Paddle2ONNX, pip, curl, Docker and Spark. */
  private static final Set<String> FOREIGN_OPTIONS =
      Set.of(
          "--rm",
          "--read-only",
          "--build-arg",
          "--class",
          "--config",
          "--cores",
          "--data-binary",
          "--enable_mkldnn",
          "--executor-cores",
          "--executor-memory",
          "--gpus",
          "--host",
          "--ignore-scripts",
          "--input_shape",
          "--jars",
          "--master",
          "--model_dir",
          "--no-deps",
          "--model_filename",
          "--model_path",
          "--opset_version",
          "--params_filename",
          "--port",
          "--save_dir",
          "--save_file",
          "--tmpfs");

  /** Where names of the JDK are looked for. */
  private static final List<String> JDK =
      List.of(
          "java.lang.",
          "java.util.",
          "java.io.",
          "java.nio.",
          "java.nio.file.",
          "java.time.",
          "java.awt.image.",
          "java.util.zip.",
          "java.util.concurrent.",
          "javax.imageio.");

  private static List<Path> files(String folder, String ending) throws IOException {
    try (Stream<Path> found = Files.walk(TOP.resolve(folder))) {
      return found
          .filter(f -> f.toString().endsWith(ending))
          .filter(f -> Stream.of("target", ".git").noneMatch(n -> hasPart(TOP.relativize(f), n)))
          .sorted()
          .toList();
    }
  }

  private static boolean hasPart(Path path, String name) {
    for (Path part : path) {
      if (part.toString().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The pages that describe the present; the changelog names what was. */
  private static List<Path> pages() throws IOException {
    return files("", ".md").stream().filter(f -> !f.endsWith("CHANGELOG.md")).toList();
  }

  private static String withoutBlocks(String page) {
    return page.replaceAll("(?ms)^```.*?^```$", "");
  }

  /** The anchors that GitHub gives to the headings of a page. */
  private static Set<String> anchors(Path page) {
    return withoutBlocks(read(page))
        .lines()
        .filter(line -> line.matches("#{1,6} .*"))
        .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
        .map(title -> title.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  private static List<String> unresolved(Path page, String link) {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    if (!Files.exists(target)) {
      return List.of(TOP.relativize(page) + ": no file " + link);
    }
    return parts.length == 1 || anchors(target).contains(parts[1])
        ? List.of()
        : List.of(TOP.relativize(page) + ": no heading " + link);
  }

  @Test
  void linksLeadToFilesAndHeadings() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (Path page : files("", ".md")) {
      LINK.matcher(withoutBlocks(read(page)))
          .results()
          .map(link -> link.group(1))
          .filter(link -> !link.matches("[a-z]+:.*"))
          .forEach(link -> wrong.addAll(unresolved(page, link)));
    }
    assertThat(wrong).isEmpty();
  }

  /** The source of every type, under its simple name, joined where several types have one name. */
  private static Map<String, String> sources() throws IOException {
    Map<String, String> sources = new HashMap<>();
    for (Path file : files("", ".java")) {
      String source = read(file);
      for (MatchResult type : DECLARED.matcher(source).results().toList()) {
        sources.merge(type.group(1), source, String::concat);
      }
    }
    return sources;
  }

  private static boolean isOfTheJdk(String name) {
    for (String prefix : JDK) {
      try {
        Class.forName(prefix + name, false, null);
        return true;
      } catch (ClassNotFoundException e) {
        // not in this package
      }
    }
    return false;
  }

  private static boolean exists(String type, String members, Map<String, String> sources) {
    if (FOREIGN_NAMES.contains(type) || isOfTheJdk(type)) {
      return true;
    }
    String source = sources.get(type);
    return source != null
        && Stream.of(members.split("[.#]"))
            .filter(member -> !member.isEmpty())
            .allMatch(member -> Pattern.compile("\\b" + member + "\\b").matcher(source).find());
  }

  @Test
  void typesAndMembersExist() throws Exception {
    Map<String, String> sources = sources();
    Set<String> wrong = new HashSet<>();
    for (Path page : pages()) {
      for (MatchResult code : CODE.matcher(withoutBlocks(read(page))).results().toList()) {
        String text = code.group(1).replaceFirst("[(<].*", "");
        var type = TYPE.matcher(text);
        if (type.matches() && !exists(type.group(1), type.group(2), sources)) {
          wrong.add(TOP.relativize(page) + ": " + text);
        }
      }
    }
    assertThat(wrong.stream().sorted()).isEmpty();
  }

  /** Everything that takes options: Java, scripts, POMs. */
  private static String everythingWithOptions() throws IOException {
    StringBuilder all = new StringBuilder(read(TOP.resolve("matting")));
    for (String ending : List.of(".java", ".sh", ".py", "pom.xml")) {
      files("", ending).forEach(file -> all.append(read(file)));
    }
    return all.toString();
  }

  @Test
  void optionsExist() throws Exception {
    String all = everythingWithOptions();
    Set<String> wrong = new HashSet<>();
    for (Path page : pages()) {
      for (MatchResult option : OPTION.matcher(read(page)).results().toList()) {
        if (!FOREIGN_OPTIONS.contains(option.group())
            && !Pattern.compile(option.group() + "(?![\\w-])").matcher(all).find()) {
          wrong.add(TOP.relativize(page) + ": " + option.group());
        }
      }
    }
    assertThat(wrong.stream().sorted()).isEmpty();
  }

  @Test
  void quotedSourcesAreTheSources() throws Exception {
    int quotes = 0;
    for (Path page : pages()) {
      for (MatchResult quote : QUOTE.matcher(read(page)).results().toList()) {
        quotes++;
        assertThat(read(TOP.resolve(quote.group(1)))).as(quote.group(1)).contains(quote.group(2));
      }
    }
    assertThat(quotes).isPositive();
  }
}
