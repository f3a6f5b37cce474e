package io.github.matting4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.testing.ModuleStructure;
import io.github.matting4j.testing.SourceTree;
import io.github.matting4j.testing.SourceTree.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks the sources of every module against ARCHITECTURE.md and against limits on size. */
class ArchitectureTest {
  private static final String BASE = "io.github.matting4j";
  private static final int MAX_FILES_PER_PACKAGE = 25;
  private static final int MAX_LINES_PER_MODULE = 12_000;
  private static final int MAX_MEDIAN_LINES = 120;

  /** What a user's program has on its class path, apart from the command line. */
  private static final List<String> LIBRARY =
      List.of(
          "matting-image",
          "matting-kernel",
          "matting-model",
          "matting-api",
          "matting-graph",
          "matting-convert",
          "matting-onnx",
          "matting-ppmatting",
          "matting-bshm",
          "matting-starter",
          "matting-networks",
          "matting-batch",
          "matting-javacv",
          "matting-store");

  private static final SourceTree TREE = SourceTree.read();
  private static final Map<String, Set<String>> GRAPH = TREE.packageGraph();

  /** What a line of ARCHITECTURE.md allows its packages to use. */
  private static Map<String, Set<String>> allowed() throws Exception {
    String block = architecture().split("```packages\n")[1].split("```")[0];
    Map<String, Set<String>> allowed = new TreeMap<>();
    for (String line : block.lines().toList()) {
      String[] sides = line.split(" : ")[0].split("->", -1);
      Set<String> used = new TreeSet<>(Arrays.asList(sides[1].strip().split(" +")));
      used.remove("");
      allowed.put(sides[0].strip(), used);
    }
    return allowed;
  }

  private static String architecture() throws Exception {
    return Files.readString(ModuleStructure.top().resolve("ARCHITECTURE.md")).replace("\r\n", "\n");
  }

  /** The package below the project's own, {@code .} for that itself. */
  private static String shortName(String packageName) {
    return packageName.equals(BASE) ? "." : packageName.substring(BASE.length() + 1);
  }

  /** The line of ARCHITECTURE.md that a package belongs to: its own or that of its parent. */
  private static String line(String packageName, Set<String> lines) {
    String name = shortName(packageName);
    while (!lines.contains(name) && name.contains(".") && name.length() > 1) {
      name = name.substring(0, name.lastIndexOf('.'));
    }
    assertThat(lines).as("lines of ARCHITECTURE.md, for package " + packageName).contains(name);
    return name;
  }

  @Test
  void packagesUseWhatTheDocumentAllows() throws Exception {
    Map<String, Set<String>> allowed = allowed();
    Map<String, Set<String>> used = new TreeMap<>();
    GRAPH.forEach(
        (from, targets) -> {
          String line = line(from, allowed.keySet());
          Set<String> lines = used.computeIfAbsent(line, name -> new TreeSet<>());
          targets.forEach(to -> lines.add(line(to, allowed.keySet())));
          lines.remove(line);
        });
    assertThat(used.keySet()).as("lines with a package").isEqualTo(allowed.keySet());
    List<String> arrows = new ArrayList<>();
    used.forEach(
        (from, targets) ->
            targets.stream()
                .filter(to -> !allowed.getOrDefault(from, Set.of()).contains(to))
                .forEach(to -> arrows.add(from + " -> " + to + " by " + users(from, to, allowed))));
    assertThat(arrows).as("arrows that ARCHITECTURE.md does not have").isEmpty();
    List<String> unused = new ArrayList<>();
    allowed.forEach(
        (from, targets) ->
            targets.stream()
                .filter(to -> !used.getOrDefault(from, Set.of()).contains(to))
                .forEach(to -> unused.add(from + " -> " + to)));
    assertThat(unused).as("arrows of ARCHITECTURE.md that no code uses").isEmpty();
  }

  private static List<String> users(String from, String to, Map<String, Set<String>> allowed) {
    return TREE.sources().stream()
        .filter(source -> source.packageName().startsWith(BASE))
        .filter(source -> line(source.packageName(), allowed.keySet()).equals(from))
        .filter(
            source ->
                source.used().stream()
                    .filter(GRAPH::containsKey)
                    .anyMatch(used -> line(used, allowed.keySet()).equals(to)))
        .map(Source::name)
        .toList();
  }

  @Test
  void theDocumentGoesFromTheLowestPackageUp() throws Exception {
    assertThat(ModuleStructure.cycle(allowed())).isEmpty();
  }

  @Test
  void packagesFormNoCycle() {
    assertThat(GRAPH).containsKeys(BASE, BASE + ".image", BASE + ".io", BASE + ".cli");
    assertThat(ModuleStructure.cycle(GRAPH)).isEmpty();
  }

  @Test
  void aCycleWouldBeSeen() {
    Map<String, Set<String>> graph =
        new TreeMap<>(
            Map.of("a", Set.of("b"), "b", Set.of("c"), "c", Set.of("d", "e"), "d", Set.of("b")));
    assertThat(ModuleStructure.cycle(graph)).containsExactly("b", "c", "d", "b");
    graph.put("d", Set.of("e"));
    assertThat(ModuleStructure.cycle(graph)).isEmpty();
  }

  @Test
  void theDocumentListsTheModules() throws Exception {
    List<String> listed =
        Pattern.compile("(?m)^\\| `(matting[a-z4-]+)` \\|")
            .matcher(architecture())
            .results()
            .map(row -> row.group(1))
            .sorted()
            .toList();
    assertThat(listed).isEqualTo(ModuleStructure.modules());
  }

  @Test
  void theBomListsWhatIsPublished() throws Exception {
    List<String> published = new ArrayList<>();
    for (String module : ModuleStructure.modules()) {
      String pom = Files.readString(ModuleStructure.top().resolve(module).resolve("pom.xml"));
      if (!pom.contains("<maven.deploy.skip>true<") && !module.equals("matting-bom")) {
        published.add(module);
      }
    }
    String bom = Files.readString(ModuleStructure.top().resolve("matting-bom/pom.xml"));
    assertThat(artifacts(bom.substring(bom.indexOf("<dependencyManagement>"))))
        .as("artifacts of matting-bom")
        .containsExactlyInAnyOrderElementsOf(published);
  }

  private static List<String> artifacts(String pom) {
    return Pattern.compile("<artifactId>(matting[a-z4-]+)</artifactId>")
        .matcher(pom)
        .results()
        .map(artifact -> artifact.group(1))
        .toList();
  }

  @Test
  void theJavadocLeavesOutWhatIsHidden() throws Exception {
    Set<String> hidden = new TreeSet<>();
    for (String module : ModuleStructure.modules()) {
      Path info = ModuleStructure.top().resolve(module).resolve("src/main/java/module-info.java");
      if (Files.exists(info)) {
        String text = Files.readString(info);
        TREE.sources().stream()
            .filter(source -> source.module().equals(module))
            .map(Source::packageName)
            .filter(name -> !text.contains("exports " + name + ";"))
            .forEach(hidden::add);
      }
    }
    String pom = Files.readString(ModuleStructure.top().resolve("pom.xml"));
    String excluded = pom.split("<excludePackageNames>")[1].split("</excludePackageNames>")[0];
    assertThat(excluded.strip().split(":\\s*")).containsExactlyInAnyOrderElementsOf(hidden);
  }

  @ParameterizedTest
  @MethodSource("everyModule")
  void theModulePathHasTheProvidersOfTheClassPath(String module) throws Exception {
    Path folder = ModuleStructure.top().resolve(module).resolve("src/main");
    Path info = folder.resolve("java/module-info.java");
    Path services =
        folder.resolve("resources/META-INF/services/" + BASE + ".model.MattingModelProvider");
    if (Files.exists(info)) {
      List<String> provided =
          Pattern.compile("provides [\\w.]+\\s+with\\s+([^;]*);")
              .matcher(Files.readString(info))
              .results()
              .flatMap(provides -> Arrays.stream(provides.group(1).split(",\\s*")))
              .toList();
      assertThat(provided)
          .isEqualTo(Files.exists(services) ? Files.readAllLines(services) : List.of());
    }
  }

  @Test
  void packagesStaySmall() {
    Map<String, Long> large = TREE.count(source -> shortName(source.packageName()));
    large.values().removeIf(files -> files <= MAX_FILES_PER_PACKAGE);
    assertThat(large).as("packages over " + MAX_FILES_PER_PACKAGE + " files").isEmpty();
  }

  @Test
  void modulesStaySmall() {
    Map<String, Integer> large = TREE.linesPerModule();
    large.values().removeIf(lines -> lines <= MAX_LINES_PER_MODULE);
    assertThat(large).as("modules over " + MAX_LINES_PER_MODULE + " lines").isEmpty();
  }

  @Test
  void filesAreShort() {
    assertThat(TREE.medianLines()).isBetween(1, MAX_MEDIAN_LINES);
  }

  @Test
  void aModuleHasEachNameOnce() {
    Map<String, Long> names = TREE.count(source -> source.module() + " " + source.name());
    names.values().removeIf(files -> files == 1);
    assertThat(names.keySet()).isEmpty();
  }

  @Test
  void onlyIoAndTheOneLinersUseAwt() {
    List<String> users =
        TREE.sources().stream()
            .filter(source -> !source.packageName().startsWith(BASE + ".io"))
            .filter(source -> LIBRARY.contains(source.module()))
            .filter(source -> source.used().stream().anyMatch(ArchitectureTest::isDesktop))
            .map(Source::name)
            .toList();
    assertThat(users).containsExactlyInAnyOrder("Matting", "PhotoInput");
    Set<String> byRoot =
        TREE.sources().stream()
            .filter(source -> source.packageName().equals(BASE))
            .flatMap(source -> source.used().stream())
            .filter(ArchitectureTest::isDesktop)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(byRoot).containsExactly("java.awt.image");
  }

  private static boolean isDesktop(String packageName) {
    return packageName.matches("(java\\.awt|javax\\.imageio|javax\\.swing|sun)(\\..*)?");
  }

  static List<String> library() {
    return LIBRARY;
  }

  @ParameterizedTest
  @MethodSource("library")
  void theLibraryIsSilent(String module) throws Exception {
    assertThat(ModuleStructure.mainSources(module)).isNotEmpty();
    for (Path source : ModuleStructure.mainSources(module)) {
      assertThat(Files.readString(source).lines().map(String::strip))
          .as(source.toString())
          .noneMatch(
              line ->
                  !line.startsWith("*")
                      && !line.startsWith("//")
                      && line.matches(".*(System\\.(out|err)\\b|\\.printStackTrace\\(\\)).*"));
    }
  }

  static List<String> everyModule() {
    assertThat(ModuleStructure.modules()).contains("matting-api", "matting-cli");
    return ModuleStructure.modules();
  }

  @ParameterizedTest
  @MethodSource("everyModule")
  void everyPackageSaysThatNothingIsNullUnlessMarked(String module) throws Exception {
    Set<Path> folders = new TreeSet<>();
    for (Path source : ModuleStructure.mainSources(module)) {
      if (!source.endsWith("module-info.java")) {
        folders.add(source.getParent());
      }
    }
    for (Path folder : folders) {
      Path info = folder.resolve("package-info.java");
      assertThat(info).exists();
      assertThat(Files.readString(info)).as(info.toString()).contains("@NullMarked", "/**");
    }
  }

  private static String moduleName(String folder) {
    return folder.equals("matting-api") ? BASE : BASE + "." + folder.substring("matting-".length());
  }

  @ParameterizedTest
  @MethodSource("everyModule")
  void hiddenPackagesAreExportedToTheModulesThatUseThem(String module) throws Exception {
    Pattern qualified = Pattern.compile("exports ([\\w.]+) to\\s+([^;]*);");
    for (Path source : ModuleStructure.mainSources(module)) {
      if (source.endsWith("module-info.java")) {
        qualified
            .matcher(Files.readString(source))
            .results()
            .forEach(
                export ->
                    assertThat(export.group(2).split(",\\s*"))
                        .as("%s, exported by %s", export.group(1), module)
                        .containsExactlyInAnyOrderElementsOf(users(export.group(1), module)));
      }
    }
  }

  private static Set<String> users(String packageName, String owner) {
    return TREE.sources().stream()
        .filter(source -> !source.module().equals(owner))
        .filter(source -> source.used().contains(packageName))
        .map(source -> moduleName(source.module()))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
