package io.github.matting4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.matting4j.testing.ChildProcess;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which photos a batch finds: folders, patterns, lists, pipes, odd names. */
class BatchInputsTest extends BatchTestCase {
  @Test
  void patternsListsAndStandardInputNamePhotos() throws Exception {
    batch(in + "/**.jpg", "--which", "alpha").exits(0);
    assertThat(results()).containsExactly("deep/ana_alpha.png");
    out = folder.resolve("out2");
    batch(in + "/*.png", "--which", "alpha").exits(0);
    assertThat(results()).containsExactly("bob_alpha.png");

    out = folder.resolve("out3");
    Path list = folder.resolve("list.txt");
    Files.writeString(list, in.resolve("bob.png") + "\r\n\n" + in.resolve("deep/ana.jpg") + "\n");
    batch("@" + list, "--which", "alpha", "--base", in).exits(0);
    assertThat(results()).containsExactly("bob_alpha.png", "deep/ana_alpha.png");

    out = folder.resolve("out4");
    InputStream before = System.in;
    try {
      String paths = in.resolve("bob.png") + "\0" + in.resolve("deep/ana.jpg") + "\0";
      System.setIn(new ByteArrayInputStream(paths.getBytes(StandardCharsets.UTF_8)));
      batch("-", "-0", "--which", "alpha").exits(0);
    } finally {
      System.setIn(before);
    }
    assertThat(results()).containsExactly("ana_alpha.png", "bob_alpha.png");
    out = folder.resolve("out5");
    assertThat(batch(in + "/*.gif").exits(2).err()).contains("no photo matches", "*.gif");
  }

  @Test
  void aLinkDoesNotHideThatResultsWouldReplacePhotos() throws Exception {
    byte[] before = Files.readAllBytes(in.resolve("bob.png"));
    Path sym = Files.createDirectories(folder.resolve("sym"));
    Files.createSymbolicLink(sym.resolve("p"), in);
    Files.createSymbolicLink(sym.resolve("out"), in);
    out = sym.resolve("out");
    assertRefused("the folder that is searched", sym.resolve("p"));
    Path list = Files.writeString(folder.resolve("list"), in.resolve("bob.png") + "\n");
    for (Object named : List.of(sym.resolve("p/bob.png"), "@" + list, sym + "/p/*.png")) {
      Object[] arguments = {named, "--which", "cutout", "--pattern", "{name}.png"};
      assertThat(batch(arguments).exits(1).out()).contains(" 1 COLLISION");
    }
    assertThat(in.resolve("bob.png")).hasBinaryContent(before);
  }

  @Test
  void aListInAPipeIsReadOnce() throws Exception {
    Path pipe = folder.resolve("list");
    assumeThat(ChildProcess.run(new ProcessBuilder("mkfifo", pipe.toString())).exitCode()).isZero();
    CompletableFuture<Void> written =
        CompletableFuture.runAsync(
            () -> {
              try {
                Files.writeString(pipe, bobs() + "\n", StandardOpenOption.WRITE);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    batch("@" + pipe, "--which", "alpha").exits(0);
    written.get(30, TimeUnit.SECONDS);
    assertThat(results()).containsExactly("bob_alpha.png");
  }

  @Test
  void aPipeAmongThePhotosHangsNothing() throws Exception {
    Path pipe = in.resolve("b.jpg");
    assumeThat(ChildProcess.run(new ProcessBuilder("mkfifo", pipe.toString())).exitCode()).isZero();
    assertThat(batch(in, "--which", "alpha").exits(0).out())
        .contains("skipped 1 non-image file (.txt), 1 not regular files");
    assertThat(batch(in, pipe, "--which", "alpha").exits(1).err())
        .contains("b.jpg", "only regular files are read");
  }

  /** A locale that is not installed, as Docker's default, leaves Java with ASCII file names. */
  @Test
  void oneNameThatTheLocaleDoesNotHaveIsOneFailure() throws Exception {
    Files.copy(in.resolve("deep/ana.jpg"), in.resolve("J\u00fcrgen.jpg"));
    Path list = Files.writeString(folder.resolve("list"), "in/J\u00fcrgen.jpg\nin/bob.png\n");
    String[] common = {"batch", "-o", "out", "--which", "alpha", "--model", "portrait-starter"};
    for (String named : List.of("in", "@" + list.getFileName())) {
      List<String> arguments = new ArrayList<>(List.of(common));
      arguments.add(named);
      Cli.Result result = Cli.inLocale(folder, "nl_NL.UTF-8", arguments.toArray(String[]::new));
      assertThat(result.exits(1).out()).contains(" 1 failed", " 1 NAME");
      assertThat(result.err()).contains("rgen.jpg: its name has characters beyond", "LC_ALL");
    }
    assertThat(results())
        .containsExactly("bob_alpha.png", "deep/ana_alpha.png", "in/bob_alpha.png");
    batch(in, "--which", "alpha").exits(0);
    assertThat(results()).contains("J\u00fcrgen_alpha.png");
    Cli.Result later = Cli.inLocale(folder, "nl_NL.UTF-8", concat(common, "in"));
    assertThat(later.exits(1).out()).contains("0 done, 2 unchanged, 1 failed");
  }

  private static String[] concat(String[] some, String more) {
    return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
  }
}
