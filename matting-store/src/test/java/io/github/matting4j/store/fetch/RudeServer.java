package io.github.matting4j.store.fetch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** An HTTP server on this machine that answers as a test says, one request a connection. */
public final class RudeServer implements AutoCloseable {
  /** One request. */
  public record Request(String line, Map<String, String> headers) {
    public String path() {
      return line.split(" ")[1];
    }

    public String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /** Answers one request. */
  @FunctionalInterface
  public interface Answer {
    void give(Request request, Exchange exchange) throws IOException;
  }

  private final ServerSocket socket;
  private final List<Answer> answers;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private int next;

  /** The n-th request gets the n-th answer, further ones the last. */
  public RudeServer(Answer... answers) {
    this.answers = List.of(answers);
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread thread = new Thread(this::accept, "rude-server");
    thread.setDaemon(true);
    thread.start();
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + path);
  }

  public int port() {
    return socket.getLocalPort();
  }

  public List<Request> requests() {
    return requests;
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        open.add(connection);
        Thread thread = new Thread(() -> serve(connection), "rude-connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      Request request = read(connection.getInputStream());
      Answer answer;
      synchronized (this) {
        answer = answers.get(Math.min(next++, answers.size() - 1));
        requests.add(request);
      }
      answer.give(request, new Exchange(connection, closed));
    } catch (IOException e) {
      // The client has gone.
    }
  }

  private static Request read(InputStream in) throws IOException {
    List<String> lines = new ArrayList<>();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        String text = line.toString(StandardCharsets.ISO_8859_1).strip();
        line.reset();
        if (text.isEmpty()) {
          break;
        }
        lines.add(text);
      } else {
        line.write(b);
      }
    }
    if (lines.isEmpty()) {
      throw new IOException("no request");
    }
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String header : lines.subList(1, lines.size())) {
      String[] parts = header.split(": ?", 2);
      headers.put(parts[0], parts.length == 2 ? parts[1] : "");
    }
    return new Request(lines.get(0), headers);
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    socket.close();
    for (Socket connection : open) {
      connection.close();
    }
  }

  /** Writes an answer. */
  public static final class Exchange {
    private final Socket connection;
    private final OutputStream out;
    private final CountDownLatch closed;

    Exchange(Socket connection, CountDownLatch closed) throws IOException {
      this.connection = connection;
      this.out = connection.getOutputStream();
      this.closed = closed;
    }

    /** Status line and headers; the connection ends with the answer. */
    public Exchange head(int status, String... headers) throws IOException {
      StringBuilder text = new StringBuilder("HTTP/1.1 " + status + " X\r\nConnection: close\r\n");
      for (String header : headers) {
        text.append(header).append("\r\n");
      }
      return text(text + "\r\n");
    }

    public Exchange text(String text) throws IOException {
      return bytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public Exchange bytes(byte[] bytes) throws IOException {
      out.write(bytes);
      out.flush();
      return this;
    }

    public Exchange chunk(byte[] bytes) throws IOException {
      text(Integer.toHexString(bytes.length) + "\r\n");
      return bytes(bytes).text("\r\n");
    }

    /** Says nothing more until the server is closed. */
    public void stall() {
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /** Ends the connection by a reset instead of an orderly end. */
    public void reset() throws IOException {
      connection.setSoLinger(true, 0);
      connection.close();
    }
  }

  /** A proper server of one file with this tag: whole, or from where the client asks. */
  public static Answer file(byte[] content, String tag) {
    return (request, exchange) -> {
      String range = request.header("Range");
      boolean same = request.header("If-Range").equals(tag);
      if (range.isEmpty() || !same) {
        exchange.head(200, "Content-Length: " + content.length, "ETag: " + tag).bytes(content);
        return;
      }
      int start = Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
      if (start >= content.length) {
        exchange.head(416, "Content-Range: bytes */" + content.length, "ETag: " + tag);
        return;
      }
      exchange
          .head(
              206,
              "Content-Length: " + (content.length - start),
              String.format(
                  Locale.ROOT,
                  "Content-Range: bytes %d-%d/%d",
                  start,
                  content.length - 1,
                  content.length),
              "ETag: " + tag)
          .bytes(Arrays.copyOfRange(content, start, content.length));
    };
  }

  /** The start of a file, then the end of the connection. */
  public static Answer cut(byte[] content, int at, String... headers) {
    return (request, exchange) -> {
      List<String> all = new ArrayList<>(List.of(headers));
      all.add("Content-Length: " + content.length);
      exchange.head(200, all.toArray(String[]::new)).bytes(Arrays.copyOf(content, at));
    };
  }

  /** A status without a body. */
  public static Answer status(int status, String... headers) {
    return (request, exchange) -> {
      List<String> all = new ArrayList<>(List.of(headers));
      all.add("Content-Length: 0");
      exchange.head(status, all.toArray(String[]::new));
    };
  }
}
