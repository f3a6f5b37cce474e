package io.github.matting4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.io.ImageFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a batch says, in lines, as JSON and at a terminal. */
class BatchProgressTest extends BatchTestCase {
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
  void thatNobodyWasFoundToCropToIsTold() throws Exception {
    Path wall = folder.resolve("wall.png");
    ImageFiles.write(ArgbImage.filled(120, 160, 0xFF808080), wall);
    String note = "no person was found";
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
}
