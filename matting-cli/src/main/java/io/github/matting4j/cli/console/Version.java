package io.github.matting4j.cli.console;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version from the jar's manifest. */
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "matting "
          + Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
              .orElse("(built from source)"),
      "Java " + Runtime.version()
    };
  }
}
