package io.github.matting4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder of two photos, and the command that cuts them out. */
abstract class BatchTestCase {
  @TempDir Path folder;
  Path in;
  Path out;
  String model = "portrait-starter";

  @BeforeEach
  void writePhotos() throws Exception {
    in = Files.createDirectories(folder.resolve("in/deep"));
    out = folder.resolve("out");
    Pictures.portrait(in.resolve("ana.jpg"));
    in = folder.resolve("in");
    Pictures.portrait(in.resolve("bob.png"));
    Files.writeString(in.resolve("notes.txt"), "not a photo");
  }

  Cli.Result batch(Object... arguments) {
    List<String> all = new ArrayList<>(List.of("batch", "-o", out.toString()));
    all.addAll(List.of("--model", model, "--model-folder", "no-such-folder"));
    for (Object argument : arguments) {
      all.add(argument.toString());
    }
    return Cli.run(all.toArray(String[]::new));
  }

  List<String> results() throws Exception {
    try (Stream<Path> files = Files.walk(out)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> out.relativize(file).toString())
          .filter(name -> !name.equals("matting-manifest.jsonl"))
          .sorted()
          .toList();
    }
  }

  Path bobs() {
    return in.resolve("bob.png");
  }

  void assertRefused(String what, Object... arguments) {
    Cli.Result result = batch(arguments).exits(2);
    assertThat(result.err()).startsWith("matting: ").contains(what);
    assertThat(result.out()).isEmpty();
  }
}
