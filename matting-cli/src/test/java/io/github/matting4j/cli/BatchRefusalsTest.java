package io.github.matting4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is refused before a batch does anything. */
class BatchRefusalsTest extends BatchTestCase {
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

  /** The model does not exist, which would be reported first if it were looked at first. */
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
  void aModelThatIsNotThereHasItsOwnExitStatus() {
    List<String> all = List.of("batch", in.toString(), "-o", out.toString());
    List<String> more = List.of("--model", "pp-mattingv2-512", "--model-folder", "no-such-folder");
    List<String> both = Stream.concat(all.stream(), more.stream()).toList();
    Cli.run(both.toArray(String[]::new)).exits(3);
  }

  @Test
  void aManifestInUseOrOfAnotherKindIsRefused() throws Exception {
    Files.createDirectories(out);
    Files.writeString(out.resolve("matting-manifest.jsonl"), "diary");
    assertThat(batch(in).exits(2).err()).contains("is not a manifest");
  }
}
