package example;

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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The executable jar in a process of its own. */
final class Service implements AutoCloseable {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Process process;
  private final int port;
  private final Path log;

  private Service(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.log = log;
  }

  /** Starts it with these arguments and waits until it is healthy. */
  static Service start(String... arguments) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Path log = Files.createTempFile(Path.of("target"), "service", ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-Xmx512m", "-Xlog:disable", "-Dmatting4j.home=" + Path.of("target/home").toAbsolutePath()));
    command.addAll(List.of("-jar", "target/cut-out-service-1.jar", "--server.port=" + port));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Service service = new Service(process, port, log);
    service.await(() -> service.health().contains("\"capacity\""));
    return service;
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  CompletableFuture<HttpResponse<byte[]>> post(byte[] photo) {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/cut-out"))
            .version(HttpClient.Version.HTTP_1_1)
            .header("Content-Type", "application/octet-stream")
            .POST(HttpRequest.BodyPublishers.ofByteArray(photo))
            .build();
    return CLIENT.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  /** Sends a photo and reads no answer. */
  Socket postAndLeave(byte[] photo) throws IOException {
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

  String health() throws Exception {
    try {
      HttpRequest request = HttpRequest.newBuilder(uri("/actuator/health")).build();
      return CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      return "unreachable";
    }
  }

  String output() throws IOException {
    return Files.readString(log);
  }

  /** Waits for a condition, up to a minute. */
  void await(Callable<Boolean> condition) throws Exception {
    for (int i = 0; i < 3000; i++) {
      if (condition.call()) {
        return;
      }
      if (!process.isAlive()) {
        break;
      }
      Thread.sleep(20);
    }
    throw new AssertionError("health: " + health() + "\n" + output());
  }

  long residentBytes() throws IOException {
    return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .findFirst()
        .orElseThrow();
  }

  /** Asks it to end and returns its exit code. */
  int terminate() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("it does not end");
    }
    return process.exitValue();
  }

  @Override
  public void close() throws Exception {
    process.destroyForcibly().waitFor();
  }
}
