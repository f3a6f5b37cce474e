package io.github.matting4j.store.unpack;

import static io.github.matting4j.store.Archives.files;
import static io.github.matting4j.store.Archives.official;
import static io.github.matting4j.store.Archives.tar;
import static io.github.matting4j.store.Archives.tgz;
import static io.github.matting4j.store.Archives.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.matting4j.store.Archives;
import io.github.matting4j.testing.ChildProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnpackerTest {
  @TempDir Path folder;
  private Path into;

  @BeforeEach
  void makeFolder() throws IOException {
    into = Files.createDirectory(folder.resolve("into"));
  }

  private Weights unpack(byte[] archive) throws IOException {
    return unpack(archive, ArchiveLimits.STANDARD);
  }

  private Weights unpack(byte[] archive, ArchiveLimits limits) throws IOException {
    Path file = Files.write(folder.resolve("archive.part"), archive);
    return Unpacker.unpack(file, "net.zip", into, limits);
  }

  private void assertRefused(byte[] archive, String... words) {
    assertThatThrownBy(() -> unpack(archive))
        .isInstanceOf(ArchiveException.class)
        .message()
        .contains(words);
  }

  private void assertProgram(Weights weights, String program, String parameters) {
    assertThat(weights).isInstanceOf(Weights.Paddle.class);
    Weights.Paddle paddle = (Weights.Paddle) weights;
    assertThat(paddle.program()).hasContent(program);
    assertThat(paddle.parameters()).hasContent(parameters);
  }

  @Test
  void anOfficialArchiveHasOneFolder() throws IOException {
    Weights weights = unpack(zip(official("net-512", "program", "parameters")));
    assertProgram(weights, "program", "parameters");
    assertThat(((Weights.Paddle) weights).recipe()).contains("Deploy:\n");
    try (Stream<Path> files = Files.list(into)) {
      assertThat(files).as("pickles and notes are not unpacked").hasSize(3);
    }
  }

  @Test
  void soDoesATarArchive() throws IOException {
    assertProgram(unpack(tgz(official("net", "program", "parameters"))), "program", "parameters");
    assertProgram(unpack(tar(official("net", "program", "parameters"))), "program", "parameters");
    String deep = "a".repeat(60) + "/" + "b".repeat(60);
    assertProgram(unpack(tgz(official(deep, "p", "q"))), "p", "q");
  }

  @Test
  void aTarArchiveOfTheSystemIsRead() throws Exception {
    Path net = Files.createDirectories(folder.resolve("c".repeat(80)).resolve("d".repeat(60)));
    Files.writeString(net.resolve("model.pdmodel"), "program");
    Files.write(net.resolve("model.pdiparams"), new byte[100_000]);
    for (String format : new String[] {"ustar", "gnu", "posix"}) {
      Path archive = folder.resolve(format + ".tgz");
      ChildProcess.Outcome tar;
      try {
        tar =
            ChildProcess.run(
                new ProcessBuilder(
                        "tar", "--format=" + format, "-czf", archive.toString(), "c".repeat(80))
                    .directory(folder.toFile()));
      } catch (IOException e) {
        Assumptions.abort("no tar here");
        return;
      }
      Assumptions.assumeTrue(tar.exitCode() == 0, tar.output());
      Weights weights = Unpacker.unpack(archive, "net.tgz", into, ArchiveLimits.STANDARD);
      assertThat(((Weights.Paddle) weights).parameters()).hasSize(100_000);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.json", "inference.json", "inference.pdmodel", "net.pdmodel"})
  void programsHaveSeveralNames(String name) throws IOException {
    String parameters = name.substring(0, name.lastIndexOf('.')) + ".pdiparams";
    assertProgram(unpack(zip(files(name, "p", parameters, "q"))), "p", "q");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../../evil/", "/etc/", "C:\\windows\\", "..\\..\\", "a/../../../b/", "\u0001/"})
  void namesAreNeverPaths(String prefix) throws IOException {
    Map<String, byte[]> files =
        files(prefix + "model.pdmodel", "p", prefix + "model.pdiparams", "q");
    assertProgram(unpack(zip(files)), "p", "q");
    assertProgram(unpack(tgz(files)), "p", "q");
    try (Stream<Path> all = Files.walk(folder)) {
      assertThat(all.filter(Files::isRegularFile).map(file -> file.getFileName().toString()))
          .allMatch(name -> name.startsWith("entry-") || name.equals("archive.part"));
    }
  }

  @Test
  void thereMustBeOneProgramWithItsParameters() {
    assertRefused(zip(files("readme.txt", "x")), "no Paddle program", "readme.txt");
    assertRefused(zip(Map.of()), "no files");
    assertRefused(
        zip(files("a/model.pdmodel", "p", "b/model.pdmodel", "p")),
        "several programs (a/model.pdmodel, b/model.pdmodel)");
    assertRefused(
        zip(files("a/model.pdmodel", "p", "b/model.pdiparams", "q")), "not its parameters");
    assertRefused(zip(files("model.pdmodel", "p", "inference.pdiparams", "q")), "model.pdiparams");
  }

  @Test
  void bombsAreEndedAtALimit() throws IOException {
    assertRefused(
        zip(files("model.pdmodel", new byte[20 << 20], "model.pdiparams", "q")),
        "more than 100 times its size");
    assertRefused(
        zip(files("model.pdmodel", "p", "model.pdiparams", "q", "zeros.bin", new byte[20 << 20])),
        "more than 100 times its size");
    assertRefused(
        tgz(files("zeros.bin", new byte[20 << 20], "model.pdmodel", "p")),
        "more than 100 times its size");
    Map<String, byte[]> many = new TreeMap<>();
    for (int i = 0; i < 65; i++) {
      many.put("file-" + i, new byte[0]);
    }
    assertRefused(zip(many), "more than 64 entries");
    assertRefused(tgz(many), "more than 64 entries");
    byte[] noise = new byte[3 << 20];
    new Random(1).nextBytes(noise);
    byte[] archive = zip(files("model.pdmodel", noise, "model.pdiparams", "q"));
    assertThatThrownBy(() -> unpack(archive, new ArchiveLimits(64, 1 << 20, 100)))
        .hasMessageContaining("more than 1048576 bytes");
  }

  @Test
  void whatIsCutOffOrDamagedIsRefused() throws IOException {
    byte[] noise = new byte[100_000];
    new Random(1).nextBytes(noise);
    Map<String, byte[]> files = files("model.pdmodel", "p", "model.pdiparams", noise);
    for (byte[] archive : new byte[][] {zip(files), tgz(files)}) {
      assertRefused(Arrays.copyOf(archive, archive.length / 2), "cut off");
      byte[] damaged = archive.clone();
      damaged[archive.length / 2] ^= 0x55;
      assertRefused(damaged, "damaged");
    }
  }

  @Test
  void damagedTarHeadersAreRefused() throws IOException {
    byte[] tar = tar(files("model.pdmodel", "p", "model.pdiparams", "q"));
    tar[3] ^= 1;
    assertRefused(gzip(tar), "wrong checksum");
    ByteArrayOutputStream longName = new ByteArrayOutputStream();
    Archives.entry(longName, "x", 'L', new byte[100_000]);
    assertRefused(gzip(longName.toByteArray()), "a name of 100000 bytes");
    assertRefused(gzip(Arrays.copyOf(tar(files("a", "b")), 100)), "cut off");
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }

  @Test
  void everyChangedByteIsRefusedOrHarmless() throws IOException {
    Map<String, byte[]> files = files("n/model.pdmodel", "program", "n/model.pdiparams", "numbers");
    Random random = new Random(7);
    for (byte[] archive : new byte[][] {zip(files), tgz(files)}) {
      for (int i = 0; i < 150; i++) {
        byte[] damaged = archive.clone();
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
        try {
          assertProgram(unpack(damaged), "program", "numbers");
        } catch (ArchiveException e) {
          assertThat(e).hasMessageNotContaining("null");
        }
      }
    }
  }

  @Test
  void otherFilesAreToldByTheirContentAndName() throws IOException {
    Path file = Files.writeString(folder.resolve("x"), "weights");
    assertThat(Unpacker.unpack(file, "net.onnx", into, ArchiveLimits.STANDARD))
        .isEqualTo(new Weights.Onnx(file));
    assertThat(Unpacker.unpack(file, "tf_graph.PB", into, ArchiveLimits.STANDARD))
        .isEqualTo(new Weights.FrozenGraph(file));
    assertThatThrownBy(() -> Unpacker.unpack(file, "x.bin", into, ArchiveLimits.STANDARD))
        .hasMessageContaining("no archive that is known");
    assertRefused("\n<!DOCTYPE html>".getBytes(StandardCharsets.UTF_8), "web page");
    assertRefused("version https://git-lfs/1".getBytes(StandardCharsets.UTF_8), "LFS pointer");
    assertRefused(new byte[0], "empty");
  }

  @Test
  void aFolderOrOneFileOfItIsEnough() throws IOException {
    Path net = Files.createDirectory(folder.resolve("net"));
    Path program = Files.writeString(net.resolve("model.pdmodel"), "p");
    Path parameters = Files.writeString(net.resolve("model.pdiparams"), "q");
    Weights.Paddle expected = new Weights.Paddle(program, parameters, Optional.empty());
    assertThat(Unpacker.unpack(net, "net", into, ArchiveLimits.STANDARD)).isEqualTo(expected);
    assertThat(Unpacker.unpack(program, "model.pdmodel", into, ArchiveLimits.STANDARD))
        .isEqualTo(expected);
  }
}
