package io.github.matting4j.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.matting4j.store.fetch.FakeTime;
import io.github.matting4j.store.fetch.RudeServer;
import io.github.matting4j.testing.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fills up although it looked large enough; needs the right to mount. */
@Timeout(60)
class FullDiskTest {
  private static final String DISK_BYTES = "262144";

  @TempDir Path folder;

  private static boolean run(String... command) throws InterruptedException {
    try {
      return ChildProcess.run(new ProcessBuilder(command)).exitCode() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void whatWasInstalledStaysAndTheCauseIsNamed() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=" + DISK_BYTES, "tmpfs", disk.toString()),
        "no right to mount a small disk");
    try {
      fill(disk);
    } finally {
      run("umount", disk.toString());
    }
  }

  private static void fill(Path disk) throws IOException {
    byte[] noise = new byte[400_000];
    new Random(1).nextBytes(noise);
    byte[] large =
        Archives.zip(Archives.files("model.pdmodel", "program", "model.pdiparams", noise));
    StoreContext context =
        TestStore.context(
            new FakeTime(),
            folder -> Long.MAX_VALUE,
            new TestStore.JoiningConverter(),
            (id, file) -> List.of());
    ModelStore store = ModelStore.at(disk, context);
    try (RudeServer server =
        new RudeServer(RudeServer.file(TestStore.FREE, "\"1\""), RudeServer.file(large, "\"2\""))) {
      InstallOptions options = InstallOptions.defaults().mirror(server.uri("/"));
      InstalledModel small = store.install("free-net", options);
      ModelInstallException e =
          catchThrowableOfType(
              ModelInstallException.class, () -> store.install("free-net", options.acceptNew()));
      assertThat(e.reason()).isEqualTo(ModelInstallException.Reason.DISK);
      assertThat(e).hasMessageContaining("No space left on device");
      assertThat(store.verify("free-net")).isEqualTo(small);
      store.remove("free-net");
      assertThat(disk.resolve(".store/free-net")).doesNotExist();
    }
  }
}
