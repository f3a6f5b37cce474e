package example;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cold starts of the function on this machine: a process of its own for each, with AWS's client for
 * Java, which gets its events from the part of Lambda's runtime API that is here. {@code ColdStarts
 * ROUNDS PHOTO}, in the folder of the example; run.sh builds what it needs.
 */
final class ColdStarts implements AutoCloseable {
  private static final String API = "/2018-06-01/runtime/";
  private static final Pattern STATUS = Pattern.compile("\"statusCode\":(\\d+)");
  private static final Pattern BODY = Pattern.compile("\"body\":\"([^\"]*)\"");
  private static final int MAX_SECONDS = 180;
  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Path ARCHIVE = TARGET.resolve("function.jsa");

  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final HttpServer server;

  private ColdStarts() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(API, this::serve);
    server.setExecutor(
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task);
              thread.setDaemon(true);
              return thread;
            }));
    server.start();
  }

  public static void main(String[] arguments) throws Exception {
    int rounds = Integer.parseInt(arguments[0]);
    byte[] photo = Files.readAllBytes(Path.of(arguments[1]));
    long first = start(photo, "-XX:ArchiveClassesAtExit=" + ARCHIVE);
    System.out.println("the first, which unpacks and writes the archive: " + first + " ms");
    System.out.println("the archive: " + Files.size(ARCHIVE) / 1_000_000 + " MB");
    long[] plain = new long[rounds];
    long[] archived = new long[rounds];
    for (int i = 0; i < rounds; i++) {
      plain[i] = start(photo, "-Xshare:auto");
      archived[i] = start(photo, "-XX:SharedArchiveFile=" + ARCHIVE);
    }
    print("plain", plain);
    print("with the archive", archived);
  }

  private static long start(byte[] photo, String option) throws Exception {
    try (ColdStarts api = new ColdStarts()) {
      return api.millis(photo, option);
    }
  }

  private static void print(String what, long[] millis) {
    Arrays.sort(millis);
    System.out.println(
        what + ": median " + millis[millis.length / 2] + " ms of " + Arrays.toString(millis));
  }

  /** Processor time of a new process, of all its threads, until its first answer is there. */
  private long millis(byte[] photo, String option) throws IOException, InterruptedException {
    events.add(event(photo));
    Process process = function(option);
    try {
      String answer = answer(process);
      long millis = process.info().totalCpuDuration().orElseThrow().toMillis();
      require(field(STATUS, answer).equals("200"), answer);
      Files.write(TARGET.resolve("cut-out.png"), body(answer));
      refuses(process, "415", event("no photo".getBytes(StandardCharsets.UTF_8)));
      refuses(process, "400", event("no Base64 of a photo"));
      return millis;
    } finally {
      process.destroy(); // SIGTERM: the JVM writes the archive on its way out
      if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
  }

  private void refuses(Process process, String status, String event)
      throws IOException, InterruptedException {
    events.add(event);
    String refused = answer(process);
    require(field(STATUS, refused).equals(status), refused);
  }

  private Process function(String option) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Djava.awt.headless=true", "-Xlog:disable", option, "-cp"));
    command.add(TARGET.resolve("cut-out-function-1.jar") + ":" + TARGET.resolve("lib") + "/*");
    command.add("com.amazonaws.services.lambda.runtime.api.client.AWSLambda");
    command.add("example.CutOutFunction::handleRequest");
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    String address = "127.0.0.1:" + server.getAddress().getPort();
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_LAMBDA_RUNTIME_API", address,
                "AWS_LAMBDA_FUNCTION_NAME", "cut-out",
                "AWS_LAMBDA_FUNCTION_VERSION", "1",
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1769",
                "AWS_LAMBDA_LOG_GROUP_NAME", "none",
                "AWS_LAMBDA_LOG_STREAM_NAME", "none",
                "AWS_REGION", "none",
                "MATTING4J_HOME", TARGET.resolve("home").toString()));
    return builder.start();
  }

  private static String event(byte[] photo) {
    return event(Base64.getEncoder().encodeToString(photo));
  }

  private static String event(String body) {
    return "{\"version\":\"2.0\",\"isBase64Encoded\":true,\"body\":\"" + body + "\"}";
  }

  private String answer(Process process) throws InterruptedException {
    for (int i = 0; i < MAX_SECONDS; i++) {
      String answer = answers.poll(1, TimeUnit.SECONDS);
      if (answer != null) {
        return answer;
      }
      require(process.isAlive(), "the function's process has ended");
    }
    throw new IllegalStateException("no answer within " + MAX_SECONDS + " s");
  }

  private static byte[] body(String answer) {
    return Base64.getDecoder().decode(field(BODY, answer));
  }

  private static String field(Pattern pattern, String answer) {
    Matcher matcher = pattern.matcher(answer);
    require(matcher.find(), answer);
    return matcher.group(1);
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalStateException(otherwise);
    }
  }

  /** {@code GET invocation/next} waits for an event; what is posted is an answer or an error. */
  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body;
      if (exchange.getRequestMethod().equals("GET")) {
        body = events.take().getBytes(StandardCharsets.UTF_8);
        long deadline = System.currentTimeMillis() + TimeUnit.SECONDS.toMillis(MAX_SECONDS);
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "application/json"); // without it AWS's client crashes
        headers.set("Lambda-Runtime-Aws-Request-Id", "1");
        headers.set("Lambda-Runtime-Deadline-Ms", String.valueOf(deadline));
        headers.set(
            "Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:none:0:function:cut-out");
        exchange.sendResponseHeaders(200, body.length);
      } else {
        String posted =
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        answers.add(exchange.getRequestURI().getPath().endsWith("error") ? "error: " + posted : posted);
        body = "{}".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(202, body.length);
      }
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
