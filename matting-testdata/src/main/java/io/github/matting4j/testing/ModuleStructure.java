package io.github.matting4j.testing;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Facts about the compiled classes and the sources of one module. */
public final class ModuleStructure {
  private static final Pattern EDGE = Pattern.compile("^ {3}(\\S+) +-> (\\S+) ");

  private final Path classes;

  private ModuleStructure(Path classes) {
    this.classes = classes;
  }

  /** The module whose main code this class is part of: a folder, or a jar beside it. */
  public static ModuleStructure of(Class<?> member) {
    try {
      Path code = Path.of(member.getProtectionDomain().getCodeSource().getLocation().toURI());
      return new ModuleStructure(
          Files.isDirectory(code) ? code : code.resolveSibling("classes")); // beside its jar
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** The folder of the compiled classes. */
  public Path classes() {
    return classes;
  }

  /** The top of the checkout. */
  public static Path top() {
    Path start = Path.of("").toAbsolutePath();
    for (Path at = start; at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve("matting-api"))) {
        return at;
      }
    }
    throw new AssertionError("no checkout above " + start);
  }

  /** The public types of this module, nested ones included, by binary name, sorted. */
  public Set<String> publicTypes() {
    Set<String> names = new TreeSet<>();
    for (Path file : filesBelow(classes, ".class")) {
      String name = classes.relativize(file).toString().replace('/', '.').replace('\\', '.');
      name = name.substring(0, name.length() - ".class".length());
      if (!name.equals("module-info") && !name.endsWith("package-info") && isPublic(name)) {
        names.add(name);
      }
    }
    return names;
  }

  private static boolean isPublic(String name) {
    try {
      Class<?> type = Class.forName(name, false, ModuleStructure.class.getClassLoader());
      for (Class<?> at = type; at != null; at = at.getEnclosingClass()) {
        if (!Modifier.isPublic(at.getModifiers()) || at.isAnonymousClass()) {
          return false;
        }
      }
      return true;
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /** The modules of this project on the class path, other than this one: jdeps looks them up. */
  private String otherModules() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(entry -> Files.exists(entry) && !entry.equals(classes))
        .filter(ModuleStructure::isNamedModule)
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static boolean isNamedModule(Path entry) {
    try {
      return ModuleFinder.of(entry).findAll().stream()
          .map(ModuleReference::descriptor)
          .anyMatch(
              module -> !module.isAutomatic() && module.name().startsWith("io.github.matting4j"));
    } catch (FindException e) {
      return false; // no module at all
    }
  }

  /** For each package of this module the packages that it uses, as jdeps sees them. */
  public Map<String, Set<String>> packageGraph() {
    StringWriter output = new StringWriter();
    ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
    List<String> options = new ArrayList<>(List.of("--ignore-missing-deps", "-verbose:package"));
    String others = otherModules();
    if (!others.isEmpty()) {
      options.addAll(List.of("--module-path", others));
    }
    options.add(classes.toString());
    PrintWriter writer = new PrintWriter(output);
    int status = jdeps.run(writer, writer, options.toArray(String[]::new));
    if (status != 0) {
      throw new AssertionError(output);
    }
    Map<String, Set<String>> graph = new TreeMap<>();
    for (String line : output.toString().lines().toList()) {
      Matcher edge = EDGE.matcher(line);
      if (edge.find()) {
        graph.computeIfAbsent(edge.group(1), name -> new TreeSet<>()).add(edge.group(2));
      }
    }
    return graph;
  }

  /** One cycle of the graph as a path that ends where it began; empty if there is none. */
  public static List<String> cycle(Map<String, Set<String>> graph) {
    Set<String> done = new TreeSet<>();
    for (String start : graph.keySet()) {
      List<String> cycle = cycle(graph, start, new LinkedHashSet<>(), done);
      if (!cycle.isEmpty()) {
        return cycle;
      }
    }
    return List.of();
  }

  private static List<String> cycle(
      Map<String, Set<String>> graph, String at, Set<String> path, Set<String> done) {
    if (!path.add(at)) {
      List<String> trail = new ArrayList<>(path);
      List<String> cycle = new ArrayList<>(trail.subList(trail.indexOf(at), trail.size()));
      cycle.add(at);
      return cycle;
    }
    if (!done.contains(at)) {
      for (String next : graph.getOrDefault(at, Set.of())) {
        List<String> cycle = cycle(graph, next, path, done);
        if (!cycle.isEmpty()) {
          return cycle;
        }
      }
      done.add(at);
    }
    path.remove(at);
    return List.of();
  }

  /** The main Java sources of a module, such as {@code matting-api}. */
  public static List<Path> mainSources(String module) {
    Path sources = top().resolve(module).resolve("src/main/java");
    return Files.isDirectory(sources) ? filesBelow(sources, ".java") : List.of();
  }

  /** The names of the modules of the checkout. */
  public static List<String> modules() {
    try (Stream<Path> entries = Files.list(top())) {
      return entries
          .filter(entry -> Files.exists(entry.resolve("pom.xml")))
          .map(entry -> entry.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> filesBelow(Path folder, String extension) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(extension)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
