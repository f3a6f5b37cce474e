package example;

import io.github.matting4j.testdata.onnx.TinyGraphs;
import io.github.matting4j.testing.ChildProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The executable jar in a process of its own. */
final class Service implements AutoCloseable {
  private static final int ATTEMPTS = 6000;
  private static final Duration MAX_ANSWER = Duration.ofMinutes(10);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final int port;
  private final Path log;

  private Service(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.log = log;
  }

  /** With the starter network. Healthy on return. */
  static Service start(String... arguments) throws Exception {
    return start(Path.of("target", "home"), arguments);
  }

  /** With a network that runs until it is stopped. Healthy on return. */
  static Service startEndless(String... arguments) throws Exception {
    Path home = Path.of("target", "home-endless");
    Path models = Files.createDirectories(home.resolve("models"));
    long rounds = 1_000_000_000_000L; // days
    TinyGraphs.fixed(64, 64).slowLoop(rounds).write(models.resolve("modnet-mobilenetv2.onnx"));
    return start(home, arguments);
  }

  private static Service start(Path home, String... arguments) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Path log = Files.createTempFile(Path.of("target"), "service", ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // The whole heap is resident from the start, so that what grows later lies outside it.
    command.addAll(List.of("-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch"));
    command.add("-Dmatting4j.home=" + home.toAbsolutePath());
    command.addAll(List.of("-jar", "target/cut-out-service-1.jar", "--server.port=" + port));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Service service = new Service(process, port, log);
    try {
      service.await(() -> service.health().contains("\"capacity\""));
      return service;
    } catch (Throwable e) {
      service.close();
      throw e;
    }
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  /** Sends a photo. */
  CompletableFuture<HttpResponse<byte[]>> post(byte[] photo) {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/cut-out"))
            .version(HttpClient.Version.HTTP_1_1)
            .header("Content-Type", "application/octet-stream")
            .timeout(MAX_ANSWER)
            .POST(HttpRequest.BodyPublishers.ofByteArray(photo))
            .build();
    return client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  /** Sends a photo; closing the connection hangs up. */
  Socket connectAndPost(byte[] photo) throws IOException {
    Socket socket = new Socket("localhost", port);
    String head =
        "POST /cut-out HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/octet-stream\r\n"
            + "Content-Length: "
            + photo.length
            + "\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().write(photo);
    socket.getOutputStream().flush();
    return socket;
  }

  /** The metrics in the format of Prometheus. */
  String metrics() throws InterruptedException {
    return get("/actuator/prometheus");
  }

  private String health() throws InterruptedException {
    return get("/actuator/health");
  }

  private String get(String path) throws InterruptedException {
    try {
      HttpRequest request = HttpRequest.newBuilder(uri(path)).build();
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      return "unreachable";
    }
  }

  /** Waits until so many runs are in progress and so many callers wait. */
  void awaitLoad(int running, int waiting) throws Exception {
    String load = "\"running\":" + running + ",\"waiting\":" + waiting + ",";
    await(() -> health().contains(load));
  }

  /** The lines of its log that contain this, so far. */
  List<String> logged(String text) throws IOException {
    return Files.readAllLines(log).stream().filter(line -> line.contains(text)).toList();
  }

  /** Waits until its log has so many lines that contain this. */
  void awaitLogged(int count, String text) throws Exception {
    await(() -> logged(text).size() >= count);
  }

  /** Waits for what stays true once it is, up to two minutes. */
  private void await(Callable<Boolean> condition) throws Exception {
    for (int i = 0; i < ATTEMPTS && process.isAlive(); i++) {
      if (condition.call()) {
        return;
      }
      Thread.sleep(20);
    }
    throw new AssertionError("health: " + health() + "\n" + Files.readString(log));
  }

  long residentBytes() throws IOException {
    return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .findFirst()
        .orElseThrow();
  }

  /** Asks it to end (SIGTERM). */
  void terminate() {
    process.destroy();
  }

  int exitCode() throws IOException, InterruptedException {
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      throw new AssertionError("it does not end:\n" + Files.readString(log));
    }
    return process.exitValue();
  }

  @Override
  public void close() throws Exception {
    ChildProcess.kill(process);
  }
}
