package io.github.matting4j.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The public types of modules, and the lists of those that should be. Stateless. */
public final class PublicTypes {
  private static final String LIST = "public-types.txt";

  private PublicTypes() {}

  /**
   * A part of a list.
   *
   * @param name who needs its types
   * @param count how many it says there are
   * @param types the names of the types by package
   */
  public record Group(String name, int count, Map<String, Set<String>> types) {
    /** The number of types. */
    public int size() {
      return types.values().stream().mapToInt(Set::size).sum();
    }
  }

  /**
   * For each package that modules export to everybody the names of its public top-level types; of
   * code that is no module, for each package.
   */
  public static Map<String, Set<String>> exported(ModuleStructure... modules) {
    Map<String, Set<String>> types = new TreeMap<>();
    for (ModuleStructure module : modules) {
      Optional<ModuleDescriptor> descriptor =
          ModuleFinder.of(module.classes()).findAll().stream()
              .map(ModuleReference::descriptor)
              .findFirst();
      for (String name : module.publicTypes()) {
        String packageName = name.substring(0, name.lastIndexOf('.'));
        if (!name.contains("$") && isExported(descriptor, packageName)) {
          types
              .computeIfAbsent(packageName, key -> new TreeSet<>())
              .add(name.substring(name.lastIndexOf('.') + 1));
        }
      }
    }
    return types;
  }

  private static boolean isExported(Optional<ModuleDescriptor> module, String packageName) {
    return module.isEmpty()
        || module.get().exports().stream()
            .anyMatch(exported -> !exported.isQualified() && exported.source().equals(packageName));
  }

  /** The groups of the {@code public-types.txt} beside a test. */
  public static List<Group> listed(Class<?> test) {
    List<Group> groups = new ArrayList<>();
    for (String line :
        text(test).lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList()) {
      String[] sides = line.replaceAll("[\\[\\]]", "").split(": ", 2);
      if (line.startsWith("[")) {
        groups.add(new Group(sides[0], Integer.parseInt(sides[1]), new TreeMap<>()));
      } else {
        Group last = groups.get(groups.size() - 1);
        last.types().put(sides[0], new TreeSet<>(List.of(sides[1].split(" ", -1))));
      }
    }
    return groups;
  }

  private static String text(Class<?> test) {
    try (@Nullable InputStream list = test.getResourceAsStream(LIST)) {
      if (list == null) {
        throw new AssertionError("there is no " + LIST + " beside " + test);
      }
      return new String(list.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The types of all groups by package. */
  public static Map<String, Set<String>> all(List<Group> groups) {
    Map<String, Set<String>> all = new TreeMap<>();
    for (Group group : groups) {
      group
          .types()
          .forEach((name, types) -> all.computeIfAbsent(name, n -> new TreeSet<>()).addAll(types));
    }
    return all;
  }
}
