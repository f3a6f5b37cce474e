package io.github.matting4j.networks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherToolsTest {
  @TempDir Path home;

  private List<String> found(Map<String, String> environment) {
    return OtherTools.of(environment, home).find().stream()
        .map(
            file ->
                file.place().tool()
                    + ": "
                    + home.relativize(file.file()).toString().replace('\\', '/')
                    + (file.isOnnx() ? "" : " (other)"))
        .toList();
  }

  private Path write(String path) throws IOException {
    Path file = home.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, path);
  }

  @Test
  void eachToolsOwnFoldersAreRead() throws Exception {
    write(".u2net/u2net.onnx");
    write(".u2net/u2net.onnx.part");
    write(".u2net/notes.txt");
    write(".transparent-background/ckpt_base.pth");
    write(".cache/huggingface/hub/models--a--b/snapshots/1/onnx/model.onnx");
    write(".cache/torch/hub/checkpoints/net.pt");
    write("elsewhere/private.onnx");
    assertThat(found(Map.of()))
        .containsExactly(
            "rembg: .u2net/u2net.onnx",
            "transparent-background: .transparent-background/ckpt_base.pth (other)",
            "Hugging Face: .cache/huggingface/hub/models--a--b/snapshots/1/onnx/model.onnx",
            "PyTorch Hub: .cache/torch/hub/checkpoints/net.pt (other)");
  }

  @Test
  void variablesMoveTheFolders() throws Exception {
    write("a/one.onnx");
    write("b/.transparent-background/two.onnx");
    write("c/hub/three.onnx");
    write("d/hub/checkpoints/four.onnx");
    write(".u2net/five.onnx");
    assertThat(
            found(
                Map.of(
                    "U2NET_HOME", home.resolve("a").toString(),
                    "TRANSPARENT_BACKGROUND_FILE_PATH", home.resolve("b").toString(),
                    "HF_HOME", home.resolve("c").toString(),
                    "TORCH_HOME", "~/d",
                    "XDG_CACHE_HOME", "\0")))
        .containsExactly(
            "rembg: a/one.onnx",
            "rembg: .u2net/five.onnx",
            "transparent-background: b/.transparent-background/two.onnx",
            "Hugging Face: c/hub/three.onnx",
            "PyTorch Hub: d/hub/checkpoints/four.onnx");
    write("x/.u2net/six.onnx");
    write("y/huggingface/hub/seven.onnx");
    assertThat(
            found(
                Map.of(
                    "XDG_DATA_HOME", home.resolve("x").toString(),
                    "XDG_CACHE_HOME", home.resolve("y").toString())))
        .contains("rembg: x/.u2net/six.onnx", "Hugging Face: y/huggingface/hub/seven.onnx");
  }

  @Test
  void aFileBehindSeveralLinksIsListedOnce() throws Exception {
    Path blob = write(".cache/huggingface/hub/models--a--b/blobs/0123");
    Path snapshots = blob.getParent().resolveSibling("snapshots");
    for (String revision : List.of("1", "2")) {
      Path link = snapshots.resolve(revision).resolve("model.onnx");
      Files.createDirectories(link.getParent());
      try {
        Files.createSymbolicLink(link, blob);
        Files.createSymbolicLink(link.resolveSibling("loop"), snapshots);
      } catch (IOException | UnsupportedOperationException e) {
        Assumptions.abort("no symbolic links here: " + e);
      }
    }
    assertThat(found(Map.of()))
        .containsExactly(
            "Hugging Face: .cache/huggingface/hub/models--a--b/snapshots/1/model.onnx");
  }

  @Test
  void nothingIsFoundWhereNothingIs() {
    assertThat(found(Map.of())).isEmpty();
    assertThat(OtherTools.of(Map.of(), home).places()).hasSize(4);
  }
}
