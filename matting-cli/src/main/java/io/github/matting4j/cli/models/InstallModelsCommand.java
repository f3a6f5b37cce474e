package io.github.matting4j.cli.models;

import io.github.matting4j.cli.console.ExitCode;
import io.github.matting4j.cli.console.Output;
import io.github.matting4j.cli.console.Printable;
import io.github.matting4j.cli.console.Terminal;
import io.github.matting4j.cli.console.Trouble;
import io.github.matting4j.cli.console.Usage;
import io.github.matting4j.cli.console.Verbosity;
import io.github.matting4j.cli.console.Version;
import io.github.matting4j.cli.options.ModelFolderOption;
import io.github.matting4j.model.Licence;
import io.github.matting4j.model.OpenOptions;
import io.github.matting4j.store.InstallOptions;
import io.github.matting4j.store.InstalledModel;
import io.github.matting4j.store.ModelInstallException;
import io.github.matting4j.store.ModelStore;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code matting models install}: fetches, verifies, converts and checks models. */
@Command(
    name = "install",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    description = {
      "Fetches the file that the authors of a model publish, verifies it, converts it, runs the"
          + " result once and puts it where the other commands find it. It needs no Python. A"
          + " download that was interrupted continues.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  matting models install pp-mattingv2-512 --accept-licence pp-mattingv2-512",
      "  matting models install pp-mattingv2-512 --from archive.zip",
      "  matting models install pp-mattingv2-512 --mirror https://HOST/models/",
      "",
      "Exit status: 0 installed, 1 a file cannot be read or written, 2 wrong usage or licence not"
          + " agreed to, 3 network, 4 size or hash differ, 5 archive not understood, 6 operator not"
          + " supported, 7 self-check failed."
    })
public final class InstallModelsCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "ID",
      description = "The models; 'matting models' lists them.")
  private List<String> ids = List.of();

  @Option(
      names = "--from",
      paramLabel = "FILE|URL",
      description =
          "Takes this file or address instead of the official one: the authors' archive, a folder"
              + " with it unpacked, .onnx or .pb.")
  private @Nullable String from;

  @Option(
      names = "--accept-licence",
      paramLabel = "ID",
      description =
          "Agrees to the licence of this model's weights, which 'matting models show ID' prints. It"
              + " is recorded, and needed once.")
  private List<String> accepted = List.of();

  @Option(
      names = "--mirror",
      paramLabel = "URL",
      description =
          "Fetches from a copy of the official files; https, or http on this machine. Default:"
              + " $$MATTING_MIRROR, if set.")
  private @Nullable String mirror;

  @Option(names = "--offline", description = "Makes no connection at all.")
  private boolean offline;

  @Option(
      names = "--sha256",
      paramLabel = "HEX",
      description = "Requires this hash of the fetched file, in place of a stated one.")
  private @Nullable String sha256;

  @Option(
      names = "--accept-new",
      description = "Fetches again, and accepts a file that differs from the known hash.")
  private boolean acceptNew;

  @Mixin private final ModelFolderOption folder = new ModelFolderOption();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    CommandLine commandLine = Objects.requireNonNull(spec).commandLine();
    ModelStore store = ModelStore.at(folder.applyTo(OpenOptions.forLatency()).modelFolder());
    PrintWriter err = commandLine.getErr();
    int exit = ExitCode.OK;
    for (String id : ids) {
      try (InstallProgress progress =
          InstallProgress.to(Verbosity.reports(commandLine.getCommandSpec(), err))) {
        InstalledModel installed = install(store, id, options().listener(progress), err);
        progress.close();
        report(Verbosity.reports(commandLine.getCommandSpec(), commandLine.getOut()), installed);
      } catch (IllegalArgumentException e) {
        throw Usage.refused(commandLine, e);
      } catch (ModelInstallException e) {
        int status = Trouble.print(e, err, Verbosity.isVerbose(commandLine.getCommandSpec()));
        exit = exit == ExitCode.OK ? status : exit;
      }
    }
    return exit;
  }

  private InstallOptions options() {
    if (ids.size() > 1 && (from != null || sha256 != null)) {
      throw new IllegalArgumentException(
          "--from and --sha256 are for one model, but there are " + ids.size() + "; name one");
    }
    InstallOptions options = InstallOptions.defaults();
    options = offline ? options.offline() : options;
    options = acceptNew ? options.acceptNew() : options;
    options = sha256 == null ? options : options.sha256(sha256);
    String prefix = mirror == null ? System.getenv("MATTING_MIRROR") : mirror;
    return prefix == null || prefix.isBlank() ? options : options.mirror(address(prefix));
  }

  private static URI address(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is no address; write it as https://HOST/PATH", e);
    }
  }

  private InstalledModel install(
      ModelStore store, String id, InstallOptions options, PrintWriter err) throws IOException {
    Optional<Licence> licence = store.licenceToAccept(id);
    InstallOptions agreed = options;
    if (licence.isPresent()) {
      err.println(id);
      LicenceText.lines(licence.get()).forEach(err::println);
      err.flush();
      if (accepted.contains(id) || isAgreedTo()) {
        agreed = options.acceptLicence();
      }
    }
    if (from == null) {
      return store.install(id, agreed);
    }
    return from.contains("://")
        ? store.installFrom(id, address(from), agreed)
        : store.installFrom(id, Path.of(from), agreed);
  }

  /** Asks, if there is a terminal. */
  private static boolean isAgreedTo() {
    Console console = Terminal.isPresent() ? System.console() : null;
    if (console == null) {
      return false;
    }
    String answer = console.readLine("Agree to this licence? [y/N] ");
    return answer != null && answer.strip().equalsIgnoreCase("y");
  }

  private static void report(PrintWriter out, InstalledModel installed) {
    out.println(
        installed.id() + ": ready (" + Printable.line(installed.weights().toString()) + ")");
    out.println("  from " + Printable.line(installed.source()));
    out.println("  SHA-256 " + installed.sourceSha256());
    out.println("  compared with " + Printable.line(installed.hashOrigin()));
    installed.notes().forEach(note -> out.println("  note: " + Printable.line(note)));
    Output.check(out);
  }
}
