package io.github.matting4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.matting4j.testdata.paddle.PaddleProgram;
import io.github.matting4j.testdata.paddle.PaddleProgram.Operator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From an empty folder to a cut-out by a network that came from a mirror. */
class InstallTest {
  private static final String ID = "pp-matting-512"; // whose archive has no stated hash
  private static final String ARCHIVE = "ppmatting-hrnet_w18-human_512.zip";

  @TempDir Path folder;
  private final List<String> requests = new ArrayList<>();
  private HttpServer server;
  private byte[] content;

  @BeforeEach
  void serve() throws IOException {
    content = archive("sigmoid");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.add(exchange.getRequestURI().getPath());
          boolean known = exchange.getRequestURI().getPath().equals("/m/" + ARCHIVE);
          byte[] body = known ? content : new byte[0];
          exchange.sendResponseHeaders(known ? 200 : 404, known ? body.length : -1);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /** A network of one convolution and one activation, in the folder that archives have. */
  private static byte[] archive(String activation) throws IOException {
    return archive(activation, 1);
  }

  private static byte[] archive(String activation, int channels) throws IOException {
    float[] weights = new float[27 * channels];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (i % 5 - 2) * 0.1f;
    }
    PaddleProgram program =
        new PaddleProgram(2004002)
            .feed("x", -1, 3, -1, -1)
            .parameter("w", weights, channels, 3, 3, 3)
            .value("f", PaddleProgram.FLOAT32, -1, channels, -1, -1)
            .value("y", PaddleProgram.FLOAT32, -1, channels, -1, -1)
            .add(
                new Operator("conv2d")
                    .input("Input", "x")
                    .input("Filter", "w")
                    .output("Output", "f")
                    .set("groups", 1)
                    .set("strides", new int[] {1, 1})
                    .set("paddings", new int[] {1, 1})
                    .set("dilations", new int[] {1, 1}))
            .add(new Operator(activation).input("X", "f").output("Out", "y"))
            .fetch("y");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      add(zip, "net/model.pdmodel", program.program());
      add(zip, "net/model.pdiparams", program.parameters());
      add(zip, "net/model.pdiparams.info", new byte[] {1, 2});
    }
    return bytes.toByteArray();
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }

  private Cli.Result install(String... more) {
    List<String> all = new ArrayList<>(List.of("models", "install", ID));
    all.addAll(List.of("--model-folder", folder.resolve("models").toString()));
    all.addAll(List.of("--mirror", "http://127.0.0.1:" + server.getAddress().getPort() + "/m/"));
    all.addAll(List.of(more));
    return Cli.run(all.toArray(String[]::new));
  }

  private Cli.Result models(String... words) {
    List<String> all = new ArrayList<>(List.of("models"));
    all.addAll(List.of(words));
    all.addAll(List.of("--model-folder", folder.resolve("models").toString()));
    return Cli.run(all.toArray(String[]::new));
  }

  @Test
  void aModelIsInstalledAndCutsOut() throws Exception {
    Cli.Result first = install("--accept-licence", ID).exits(0);
    assertThat(first.err())
        .contains("Apache-2.0 (PaddleSeg)", "not stated; clear it", "converting");
    assertThat(first.out()).contains(ID + ": ready (", "checked on a drawn portrait");
    assertThat(requests).containsExactly("/m/" + ARCHIVE);
    Cli.Result again = install("--offline").exits(0);
    assertThat(again.out()).contains(ID + ": ready (");
    assertThat(requests).hasSize(1);

    Path photo = Pictures.portrait(folder.resolve("ana.jpg"));
    Path output = folder.resolve("ana.png");
    Cli.Result cut =
        Cli.run(
                "cutout",
                photo.toString(),
                "-o",
                output.toString(),
                "--model-folder",
                folder.resolve("models").toString())
            .exits(0);
    assertThat(cut.text()).contains("using " + ID, ID + " on cpu");
    assertThat(output).exists();

    assertThat(models().exits(0).out()).containsPattern("(?m)^" + ID + " +ready ");
    assertThat(models("show", ID).exits(0).out())
        .contains("installed 20", "no hash is stated, this one is recorded");
    assertThat(models("verify").exits(0).out()).contains(ID + ": as installed (");
    Path weights = folder.resolve("models").resolve(ID).resolve("model.onnx");
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length / 2] ^= 1;
    Files.write(weights, bytes);
    assertThat(models("verify").exits(4).err()).contains("was changed or damaged");
    Cli.Result damaged =
        Cli.run(
                "cutout",
                photo.toString(),
                "-o",
                output.toString(),
                "--model",
                ID,
                "--model-folder",
                folder.resolve("models").toString())
            .exits(3);
    assertThat(damaged.err()).contains("was changed or damaged", "matting models install " + ID);
    models("remove", ID).exits(0);
    assertThat(weights.getParent()).doesNotExist();
    assertThat(models("verify").exits(0).out()).contains("no model is installed");
  }

  @Test
  void aModelOfAnOlderConverterIsConvertedAgain() throws Exception {
    install("--accept-licence", ID).exits(0);
    Path record = folder.resolve("models").resolve(ID).resolve("install.json");
    String text = Files.readString(record);
    Files.writeString(record, text.replaceFirst("\"version\":\\d+", "\"version\":0"));
    String remark = "an older converter (Paddle to ONNX, version 0); 'matting models install " + ID;
    assertThat(models("verify").exits(0).out()).contains(ID + ": as installed (", remark);
    assertThat(models("show", ID).exits(0).out()).contains(ID + ": ready (", remark);
    assertThat(install().exits(0).err()).contains("converting it again: Paddle to ONNX, version 0");
    assertThat(requests).hasSize(2);
    assertThat(models("verify").exits(0).out()).doesNotContain("older converter");
  }

  @Test
  void everyFailureHasItsExitStatus() throws Exception {
    assertThat(install().exits(2).err())
        .contains("has not been agreed to", "https://github.com/PaddlePaddle", "--accept-licence");
    assertThat(requests).isEmpty();
    assertThat(install("--accept-licence", ID, "--offline").exits(3).err())
        .contains("no connection is allowed", "--from FILE");
    assertThat(install("--sha256", "0".repeat(64)).exits(4).err()).contains("was asked for");
    content = "<!DOCTYPE html>".getBytes("UTF-8");
    assertThat(install().exits(5).err()).contains("it is a web page");
    content = archive("fancy_activation");
    assertThat(install().exits(6).err()).contains("fancy_activation (1)");
    content = archive("sigmoid", 2); // two mattes
    assertThat(install().exits(7).err()).contains("does not run");
    content = archive("sigmoid");
    install().exits(0);
    content = archive("sigmoid", 3);
    assertThat(install("--accept-new").exits(7).err()).isNotEmpty();
    assertThat(models("verify").exits(0).out()).contains("as installed");
    models("remove", ID).exits(0);
    assertThat(install().exits(4).err()).contains("was first fetched of", "--accept-new");
    Path file = Files.write(folder.resolve("mine.zip"), archive("sigmoid"));
    Cli.Result fromFile = install("--from", file.toString(), "--offline").exits(0);
    assertThat(fromFile.out()).contains("from " + file);
    server.stop(0);
    models("remove", ID).exits(0);
  }
}
