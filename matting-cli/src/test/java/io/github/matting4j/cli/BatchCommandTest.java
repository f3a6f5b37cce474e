package io.github.matting4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.matting4j.batch.layout.BatchLayout;
import io.github.matting4j.image.Argb16Image;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import java.awt.image.BufferedImage;
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
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchCommandTest {
  @TempDir Path folder;
  private Path in;
  private Path out;
  private String model = "portrait-starter";

  @BeforeEach
  void writePhotos() throws Exception {
    in = Files.createDirectories(folder.resolve("in/deep"));
    out = folder.resolve("out");
    Pictures.portrait(in.resolve("ana.jpg"));
    in = folder.resolve("in");
    Pictures.portrait(in.resolve("bob.png"));
    Files.writeString(in.resolve("notes.txt"), "not a photo");
  }

  private Cli.Result batch(Object... arguments) {
    List<String> all = new ArrayList<>(List.of("batch", "-o", out.toString()));
    all.addAll(List.of("--model", model, "--model-folder", "no-such-folder"));
    for (Object argument : arguments) {
      all.add(argument.toString());
    }
    return Cli.run(all.toArray(String[]::new));
  }

  private List<String> results() throws Exception {
    try (Stream<Path> files = Files.walk(out)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> out.relativize(file).toString())
          .filter(name -> !name.equals("matting-manifest.jsonl"))
          .sorted()
          .toList();
    }
  }

  @Test
  void aFolderGivesTheSameFilesAsCutout() throws Exception {
    Cli.Result result = batch(in).exits(0);
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains("portrait-starter", "ana.jpg (180x240): read ", "bob.png (180x240): read ")
        .contains("2 photos: 2 done, 0 unchanged, 0 failed, in ")
        .contains("skipped 1 non-image file (.txt)");
    assertThat(results())
        .containsExactly(
            "bob_alpha.png",
            "bob_composed.png",
            "bob_cutout.png",
            "deep/ana_alpha.png",
            "deep/ana_composed.png",
            "deep/ana_cutout.png");
    Path single = Files.createDirectories(folder.resolve("single"));
    Cli.run(
            "cutout",
            in.resolve("bob.png").toString(),
            "-o",
            single + "/",
            "--model",
            "portrait-starter",
            "--threads",
            "1")
        .exits(0);
    for (String name : List.of("bob_alpha.png", "bob_composed.png", "bob_cutout.png")) {
      assertThat(out.resolve(name)).hasSameBinaryContentAs(single.resolve(name));
    }
  }

  @Test
  void theSecondRunDoesNothingUnlessTheOptionsChange() throws Exception {
    batch(in, "--which", "alpha").exits(0);
    assertThat(batch(in, "--which", "alpha").exits(0).out())
        .contains("2 photos: 0 done, 2 unchanged, 0 failed");
    assertThat(batch(in, "--which", "alpha", "--callers", "1", "--json").exits(0).out())
        .contains("\"skipped\":2");
    assertThat(batch(in, "--which", "alpha", "--bits", "16").exits(0).out())
        .contains("2 photos: 2 done, 0 unchanged");
    BufferedImage deep = Pictures.read(out.resolve("bob_alpha.png"));
    assertThat(deep.getSampleModel().getSampleSize(0)).isEqualTo(16);
  }

  @Test
  void aBackgroundPictureCountsWithItsContent() throws Exception {
    Path beach = Pictures.halves(8, 8, 0xFF0000, 0x00FF00, folder.resolve("beach.png"));
    Object[] arguments = {in, "--which", "composed", "--background", beach};
    assertThat(batch(arguments).exits(0).out()).contains("2 done");
    assertThat(batch(arguments).exits(0).out()).contains("0 done, 2 unchanged");
    Pictures.halves(8, 8, 0x0000FF, 0x00FF00, beach);
    assertThat(batch(arguments).exits(0).out()).contains("2 done, 0 unchanged");
  }

  @Test
  void brokenPhotosAreReportedAndTheOthersDone() throws Exception {
    byte[] whole = Files.readAllBytes(in.resolve("deep/ana.jpg"));
    Files.write(in.resolve("cut.jpg"), java.util.Arrays.copyOf(whole, whole.length / 2));
    Files.writeString(in.resolve("text.jpg"), "text");
    Path none = folder.resolve("none.jpg");
    Cli.Result result = batch(in, none, "--which", "cutout").exits(1);
    assertThat(result.err().lines())
        .hasSize(3)
        .allMatch(line -> line.startsWith("matting: "))
        .anyMatch(line -> line.contains("cut.jpg"))
        .anyMatch(line -> line.contains("text.jpg"))
        .anyMatch(line -> line.contains("none.jpg") && line.contains("no such file"));
    assertThat(result.out())
        .contains("5 photos: 2 done, 0 unchanged, 3 failed")
        .containsPattern(" 1 READ\\n")
        .containsPattern(" 1 TRUNCATED\\n")
        .containsPattern(" 1 UNSUPPORTED\\n");
    assertThat(results()).containsExactly("bob_cutout.png", "deep/ana_cutout.png");
  }

  @Test
  void programsReadOneObjectAnEvent() throws Exception {
    Files.writeString(in.resolve("text.jpg"), "text");
    Cli.Result result = batch(in, "--which", "alpha", "--json").exits(1);
    assertThat(result.err()).isEmpty();
    List<Map<String, Object>> events = Json.lines(result.out());
    assertThat(events)
        .extracting(e -> e.get("event"))
        .containsExactly("start", "photo", "photo", "photo", "summary");
    assertThat(events.get(0)).containsEntry("model", "portrait-starter").containsKey("manifest");
    Map<String, Object> failed =
        events.stream().filter(e -> "FAILED".equals(e.get("status"))).findFirst().orElseThrow();
    assertThat(failed)
        .containsEntry("photo", in.resolve("text.jpg").toString())
        .containsEntry("error", "UNSUPPORTED")
        .containsKey("message");
    assertThat(events)
        .filteredOn(e -> "DONE".equals(e.get("status")))
        .hasSize(2)
        .allSatisfy(
            e -> assertThat(e).containsEntry("width", 180.0).containsKeys("millis", "files"));
    assertThat(events.get(4))
        .containsEntry("done", 2.0)
        .containsEntry("failed", 1.0)
        .containsEntry("failures", Map.of("UNSUPPORTED", 1.0))
        .containsEntry("skippedFiles", Map.of("txt", 1.0))
        .containsEntry("notRegular", 0.0)
        .containsEntry("complete", true);
  }

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
  void namesFollowThePattern() throws Exception {
    batch(in, "--which", "alpha,cutout", "--pattern", "{kind}/{dir}/{name}.{ext}.png").exits(0);
    assertThat(results())
        .containsExactly(
            "alpha/bob.png.png",
            "alpha/deep/ana.jpg.png",
            "cutout/bob.png.png",
            "cutout/deep/ana.jpg.png");
    out = folder.resolve("flat");
    batch(in, "--no-recursive", "--which", "composed", "--pattern", "{name}.jpg").exits(0);
    assertThat(results()).containsExactly("bob.jpg");
  }

  @Test
  void theLimitEndsItAndTheNextRunGoesOn() {
    assertThat(batch(in, "--limit", 1, "--callers", 1, "--which", "alpha").exits(0).out())
        .contains("1 photo: 1 done, 0 unchanged, 0 failed", "there may be more");
    assertThat(batch(in, "--which", "alpha").exits(0).out())
        .contains("2 photos: 1 done, 1 unchanged");
  }

  @Test
  void bothLayoutsAreTriedAndOneIsTaken() throws Exception {
    Cli.Result result = batch(in, "--parallel", "auto", "--which", "alpha").exits(0);
    assertThat(result.out()).containsPattern("\\d+ photos? at a time on \\d+ threads? each");
    assertThat(results()).containsExactly("bob_alpha.png", "deep/ana_alpha.png");
    assertThat(batch(in, "--parallel", "1", "--which", "alpha").exits(0).out())
        .contains("1 photo at a time on " + BatchLayout.cores() + " thread");
  }

  @Test
  void photosThatTogetherExceedTheMemoryAreDoneOneByOne() throws Exception {
    assertThat(batch(in, "--memory", 1, "--callers", 2, "--which", "alpha").exits(0).out())
        .contains("2 photos: 2 done");
    assertThat(batch(in, "--memory", 500, "--which", "alpha").exits(0).out())
        .contains("2 photos: 0 done, 2 unchanged"); // it does not change what results look like
  }

  @Test
  void thatNobodyWasFoundToCropToIsTold() throws Exception {
    Path wall = folder.resolve("wall.png");
    ImageFiles.write(ArgbImage.filled(120, 160, 0xFF808080), wall);
    String note = "nobody was found to crop to";
    Object[] arguments = {wall, "--crop", "--which", "cutout"};
    assertThat(batch(arguments).exits(0).out()).contains("  note: " + note);
    assertThat(Files.readString(out.resolve("matting-manifest.jsonl")))
        .contains("\"notes\":[\"" + note);
    out = folder.resolve("json");
    String json = batch(wall, bobs(), "--crop", "--which", "cutout", "--json").exits(0).out();
    assertThat(Json.lines(json))
        .filteredOn(e -> "photo".equals(e.get("event")))
        .extracting(e -> e.get("photo") + " " + ((List<?>) e.get("notes")).size())
        .containsExactlyInAnyOrder(wall + " 1", bobs() + " 0");
    out = folder.resolve("terminal");
    System.setProperty("matting.terminal", "true");
    try {
      assertThat(batch(arguments).exits(0).err()).contains(wall + ": " + note);
    } finally {
      System.clearProperty("matting.terminal");
    }
  }

  private Path bobs() {
    return in.resolve("bob.png");
  }

  @Test
  void tiffsOfAFolderAreCutOutAtTheirDepth() throws Exception {
    ArgbImage photo = ImageFiles.read(bobs());
    ImageFiles.write(Argb16Image.of(photo), in.resolve("scan.tif"));
    batch(in, "--no-recursive", "--which", "cutout", "--bits", "16").exits(0);
    assertThat(results()).containsExactly("bob_cutout.png", "scan_cutout.png");
    assertThat(Pictures.read(out.resolve("scan_cutout.png")).getSampleModel().getSampleSize(0))
        .isEqualTo(16);
  }

  @Test
  void whatMakesNoSenseIsRefusedBeforeAnythingIsDone() {
    assertRefused("--parallel is 0", in, "--parallel", "0");
    assertRefused("leave out --threads", in, "--parallel", "auto", "--threads", "2");
    assertRefused("-0 is for lists", in, "-0");
    assertRefused("--base has no effect", in, "--base", in);
    assertRefused("--limit is 0", in, "--limit", "0");
    assertRefused("--timeout is -1", in, "--timeout", "-1");
    assertRefused("--memory is 0", in, "--memory", "0");
    assertRefused("no {name}", in, "--pattern", "x.png");
    assertRefused("no {kind}", in, "--pattern", "{name}.png");
    assertRefused("JPEG has no transparency", in, "--pattern", "{name}_{kind}.jpg");
    assertRefused("there is no list", "@" + folder.resolve("none.txt"));
    assertRefused("--bits is 9", in, "--bits", "9");
    assertThat(out).doesNotExist();
    out = in;
    assertRefused("the folder that is searched", in);
  }

  private void assertRefused(String what, Object... arguments) {
    Cli.Result result = batch(arguments).exits(2);
    assertThat(result.err()).startsWith("matting: ").contains(what);
    assertThat(result.out()).isEmpty();
  }

  /** The model does not exist, which would be told first if it were looked at first. */
  private void assertRefusedBeforeTheModel(String what, Object... arguments) {
    model = "no-such-model";
    boolean existed = Files.exists(out);
    assertRefused(what, arguments);
    assertThat(Files.exists(out)).isEqualTo(existed);
  }

  @Test
  void whereThereIsNothingToDoThatIsAnErrorBeforeAModelIsOpened() throws Exception {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    assertRefusedBeforeTheModel("there are no photos (JPEG, PNG, TIFF) in " + empty, empty);
    Files.writeString(empty.resolve("a.txt"), "text");
    assertRefusedBeforeTheModel("; skipped: 1 non-image file (.txt)", empty);
    Path none = folder.resolve("none");
    assertRefusedBeforeTheModel("there is no file or folder " + none, none);
    assertRefusedBeforeTheModel("none of the 2 photos exists; the first is " + none, none, none);
    Path list = Files.writeString(folder.resolve("list"), "\n");
    assertRefusedBeforeTheModel("there are no photos", "@" + list);
    assertRefusedBeforeTheModel("no photo matches the pattern", in + "/*.gif");
  }

  @Test
  void aFolderOfResultsThatCannotBeIsAnErrorBeforeAModelIsOpened() throws Exception {
    out = Files.writeString(folder.resolve("file"), "text");
    assertRefusedBeforeTheModel("-o is " + out + ", a file", in);
    out = out.resolve("deeper/results");
    assertRefusedBeforeTheModel("is a file", in);
    out = Files.createDirectories(folder.resolve("locked"));
    assumeThat(out.toFile().setWritable(false)).isTrue();
    assumeThat(Files.isWritable(out)).as("root may write everywhere").isFalse();
    assertRefusedBeforeTheModel("locked is not writable", in);
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
    assumeThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
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
    assumeThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThat(batch(in, "--which", "alpha").exits(0).out())
        .contains("skipped 1 non-image file (.txt), 1 not regular files");
    assertThat(batch(in, pipe, "--which", "alpha").exits(1).err())
        .contains("b.jpg", "only regular files are read");
  }

  @Test
  void aDamagedManifestIsTold() throws Exception {
    batch(in, "--which", "alpha").exits(0);
    Path manifest = out.resolve("matting-manifest.jsonl");
    Files.writeString(manifest, Files.readString(manifest).replace("bob.png", "bob.png\\u0000"));
    assertThat(batch(in, "--which", "alpha").exits(0).out())
        .contains("note: 1 line of the manifest " + manifest, "1 done, 1 unchanged");
    Map<String, Object> note = Json.lines(batch(in, "--which", "alpha", "--json").out()).get(1);
    assertThat(note).containsEntry("event", "note").containsKey("message");
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

  @Test
  void aMatteWithoutAPersonIsFlaggedByBothCommandsInTheSameWords() throws Exception {
    Path wall = folder.resolve("wall.png");
    ImageFiles.write(ArgbImage.filled(120, 160, 0xFF808080), wall);
    String words = ", check: NO_SUBJECT";
    assertThat(batch(wall, "--which", "alpha").exits(0).out()).contains(words);
    String target = folder.resolve("wall-cut.png").toString();
    assertThat(Cli.run("cutout", wall.toString(), "-o", target).exits(0).out()).contains(words);
    Object flags =
        Json.lines(Cli.run("cutout", wall.toString(), "-o", target, "--json").out())
            .get(0)
            .get("flags");
    out = folder.resolve("json");
    assertThat(Json.lines(batch(wall, "--which", "alpha", "--json").out()).get(1))
        .containsEntry("flags", flags)
        .containsKeys("notes", "warnings");
    assertThat(flags).isEqualTo(List.of("NO_SUBJECT"));
  }

  @Test
  void aModelThatIsNotThereHasItsOwnExitStatus() {
    List<String> all = List.of("batch", in.toString(), "-o", out.toString());
    List<String> more = List.of("--model", "pp-mattingv2-512", "--model-folder", "no-such-folder");
    List<String> both = Stream.concat(all.stream(), more.stream()).toList();
    Cli.run(both.toArray(String[]::new)).exits(3);
  }

  @Test
  void aTerminalHasABarAndFailuresAboveIt() throws Exception {
    Files.writeString(in.resolve("text.jpg"), "text");
    System.setProperty("matting.terminal", "true");
    try {
      Cli.Result result = batch(in, "--which", "alpha").exits(1);
      assertThat(result.out()).isEmpty();
      assertThat(result.err())
          .contains("photos ", "3/3", "/s", "text.jpg: ")
          .contains("3 photos: 2 done, 0 unchanged, 1 failed", "1 UNSUPPORTED");
      assertThat(result.err().lines().map(line -> line.substring(line.lastIndexOf((char) 13) + 1)))
          .anyMatch(line -> line.startsWith("matting: " + in.resolve("text.jpg")));
    } finally {
      System.clearProperty("matting.terminal");
    }
  }

  @Test
  void aManifestInUseOrOfAnotherKindIsRefused() throws Exception {
    Files.createDirectories(out);
    Files.writeString(out.resolve("matting-manifest.jsonl"), "diary");
    assertThat(batch(in).exits(2).err()).contains("is not a manifest");
  }
}
