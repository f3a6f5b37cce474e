package io.github.matting4j.bshm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.matting4j.testing.ChildJvm;
import io.github.matting4j.testing.ChildProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a child JVM, because an abort of native code would kill the build. */
class BadFilesTest {
  @Test
  void everyWrongFileAndValueIsRefusedWithATypedMessage(@TempDir Path folder) throws Exception {
    ChildProcess.Outcome ended =
        ChildJvm.with("-Xmx1g").run(180, BadFiles.class, folder.toString());
    assertThat(ended.exitCode()).as(ended.output()).isZero();
    assertThat(ended.output()).contains("all done").doesNotContain("UNTYPED");
    ended
        .output()
        .lines()
        .filter(line -> line.contains(" | "))
        .forEach(
            line -> {
              String name = line.substring(0, line.indexOf(" | "));
              String verdict = line.substring(line.indexOf(" | ") + 3);
              assertThat(verdict)
                  .as(name)
                  .startsWith(
                      name.equals("one-pixel")
                          ? "accepted"
                          : BadFiles.expected(name).getSimpleName());
            });
    assertThat(ended.output())
        .containsPattern("html.pb \\| .*web page")
        .containsPattern("lfs.pb \\| .*Git-LFS pointer")
        .containsPattern("empty.pb \\| .*is empty")
        .containsPattern("onnx-named.pb \\| .*name end in .onnx")
        .containsPattern("graph-named.onnx \\| .*name end in .pb")
        .containsPattern("truncated-3.pb \\| .*not a complete TensorFlow graph")
        .containsPattern("between-nodes.pb \\| .*needed are a placeholder input_image")
        .containsPattern("double-input.pb \\| .*input_image \\(Placeholder, double\\)")
        .containsPattern("no-output.pb \\| .*something \\(Cast, uint8\\)")
        .containsPattern("unknown-op.pb \\| .*NoSuchOperation")
        .containsPattern("file-reader.pb \\| .*secret \\(ReadFile\\)")
        .containsPattern("nan \\| .*NaN or infinite");
  }
}
