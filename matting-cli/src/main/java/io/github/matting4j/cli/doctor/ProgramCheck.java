package io.github.matting4j.cli.doctor;

import io.github.matting4j.cli.console.Version;
import io.github.matting4j.text.Quantities;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** The program, Java, the operating system and the settings of the JVM. Stateless. */
final class ProgramCheck {
  /** Options that name an archive of classes, or from Java 25 on a cache of linked ones. */
  private static final List<String> ARCHIVES = List.of("-XX:SharedArchiveFile=", "-XX:AOTCache=");

  private ProgramCheck() {}

  /**
   * Adds the lines.
   *
   * @param commands the top command
   */
  static void run(Findings findings, CommandSpec commands) {
    findings.ok("matting", new Version().getVersion()[0].replaceFirst("^matting ", ""));
    findings.ok(
        "Java",
        Runtime.version() + ", " + property("java.vm.name") + " of " + property("java.vendor"));
    findings.ok("Java's folder", property("java.home"));
    findings.ok(
        "system", property("os.name") + " " + property("os.version") + ", " + property("os.arch"));
    findings.ok("heap", "at most " + Quantities.bytes(Runtime.getRuntime().maxMemory()));
    List<String> options =
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(option -> option.startsWith("-X") || option.startsWith("--"))
            .toList();
    findings.ok("JVM options", options.isEmpty() ? "none" : String.join(" ", options));
    findings.ok("archive of classes", isArchived(options) ? "in use" : "none");
    encoding(findings);
    List<String> addOns =
        commands.subcommands().entrySet().stream()
            .filter(command -> isAddOn(command.getValue().getCommandSpec()))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    findings.ok("add-ons", addOns.isEmpty() ? "none" : String.join(", ", addOns));
  }

  static boolean isArchived(List<String> options) {
    return options.stream().anyMatch(option -> ARCHIVES.stream().anyMatch(option::startsWith));
  }

  /** Whether the command is of a package of another jar. */
  private static boolean isAddOn(CommandSpec command) {
    String ours = ProgramCheck.class.getPackageName().replaceFirst("\\.\\w+$", "");
    String name = command.userObject().getClass().getName();
    return !name.startsWith(ours + ".") && !name.startsWith("picocli.");
  }

  private static void encoding(Findings findings) {
    String name = property("sun.jnu.encoding");
    boolean ascii =
        !name.isEmpty()
            && Charset.isSupported(name)
            && !Charset.forName(name).newEncoder().canEncode('\u00e9');
    if (ascii) {
      findings.note(
          "file names",
          name + ", which cannot name files beyond ASCII",
          "set LC_ALL=C.UTF-8 before the command");
    } else {
      findings.ok("file names", name);
    }
  }

  private static String property(String name) {
    return System.getProperty(name, "");
  }
}
