package example;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** The executable jar under load, as a client sees it. */
class ServiceIT {
  private static final int CALLERS = 20;
  private static final int MAX_WAITING = 20;
  private static final byte[] PHOTO = TestPhoto.jpeg(900, 1200);

  /** By callers at once, each of which sends its next photo when it has its answer. */
  private static void manyPhotos(Service service, int count) {
    List<CompletableFuture<Void>> callers = new ArrayList<>();
    for (int caller = 0; caller < CALLERS; caller++) {
      CompletableFuture<Void> turn = CompletableFuture.completedFuture(null);
      for (int i = 0; i < count / CALLERS; i++) {
        turn =
            turn.thenCompose(done -> service.post(PHOTO))
                .thenAccept(answer -> assertThat(answer.statusCode()).isEqualTo(200));
      }
      callers.add(turn);
    }
    callers.forEach(CompletableFuture::join);
  }

  private static void assertBusy(HttpResponse<byte[]> answer, String why) {
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("2");
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains(why);
  }

  @Test
  void twoHundredPhotosByTwentyCallersOfOneModelTakeNoMoreMemory() throws Exception {
    try (Service service = Service.start("--cut-out.slots=2")) {
      manyPhotos(service, 100);
      long before = service.residentBytes();
      manyPhotos(service, 200);
      long after = service.residentBytes();
      System.out.printf("resident: %d MB, then %d MB%n", before >> 20, after >> 20);
      assertThat(after - before).isLessThan(64 << 20);

      service.awaitLogged(300, "cut out");
      assertThat(service.logged("cut out")).allMatch(line -> line.contains("Pool-worker-"));
      assertThat(service.logged("opened portrait-starter"))
          .singleElement()
          .asString()
          .contains("Pool-worker-");
    }
  }

  @Test
  void aPhotoIsCutOutOrRefusedWithItsStatus() throws Exception {
    try (Service service = Service.start("--cut-out.max-pixels=1000000")) {
      byte[] text = "no photo".getBytes(StandardCharsets.UTF_8);
      HttpResponse<byte[]> refusal = service.post(text).join();
      assertThat(refusal.statusCode()).isEqualTo(415);
      assertThat(refusal.headers().firstValue("Content-Type")).contains("application/problem+json");
      assertThat(new String(refusal.body(), StandardCharsets.UTF_8))
          .contains("\"status\":415", "the file is text");
      assertThat(service.post(new byte[33 << 20]).join().statusCode()).isEqualTo(413);
      assertThat(service.post(PHOTO).join().statusCode()).isEqualTo(413);
      byte[] small = TestPhoto.jpeg(600, 800);
      byte[] damaged = Arrays.copyOf(small, small.length / 2);
      assertThat(service.post(damaged).join().statusCode()).isEqualTo(422);

      HttpResponse<byte[]> answer = service.post(small).join();
      BufferedImage cutOut = ImageIO.read(new ByteArrayInputStream(answer.body()));
      assertThat(cutOut.getWidth()).isEqualTo(600);
      assertThat(cutOut.getHeight()).isEqualTo(800);
      assertThat(cutOut.getColorModel().hasAlpha()).isTrue();

      assertThat(service.metrics())
          .containsPattern(
              "matting_run_seconds_count\\{device=\"cpu\",model=\"portrait-starter\"\\} 1\\b")
          .containsPattern("matting_running 0\\b")
          .containsPattern("http_server_requests_seconds_count\\{[^}]*status=\"415\"[^}]*\\} 1\\b");
    }
  }

  @Test
  void theTwentyFirstCallerThatWouldWaitIsRefusedByTheModelAtOnce() throws Exception {
    try (Service service = Service.startEndless("--cut-out.slots=1", "--cut-out.deadline=1h")) {
      for (int i = 0; i < 1 + MAX_WAITING; i++) {
        CompletableFuture<?> unanswered = service.post(PHOTO);
      }
      service.awaitLoad(1, MAX_WAITING);
      assertBusy(service.post(PHOTO).join(), "20 callers wait already");
      service.awaitLoad(1, MAX_WAITING);
    }
  }

  @Test
  void theDeadlineEndsTheRunAndTheWait() throws Exception {
    try (Service service = Service.startEndless("--cut-out.slots=1", "--cut-out.deadline=10s")) {
      List<CompletableFuture<HttpResponse<byte[]>>> answers =
          IntStream.range(0, 2).mapToObj(i -> service.post(PHOTO)).toList();
      answers.forEach(answer -> assertBusy(answer.join(), "was over"));
      service.awaitLoad(0, 0);
    }
  }

  @Test
  void clientsThatHangUpEndTheirRunAndTheirWait() throws Exception {
    try (Service service = Service.startEndless("--cut-out.slots=1", "--cut-out.deadline=1h")) {
      List<Socket> clients = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        clients.add(service.connectAndPost(PHOTO));
      }
      service.awaitLoad(1, 2);
      for (Socket client : clients) {
        client.close();
      }
      service.awaitLoad(0, 0);
      service.awaitLogged(3, "the client has gone: cancelled");
    }
  }

  /** The larger the photo, the longer the run: on a quick machine it takes a second attempt. */
  @Test
  void anOrderlyEndLetsTheRunInProgressFinish() throws Exception {
    boolean inProgress = false;
    for (int width = 2000; width <= 4000 && !inProgress; width += 1000) {
      inProgress = endsWithARunInProgress(TestPhoto.jpeg(width, width));
    }
    assertThat(inProgress).isTrue();
  }

  private static boolean endsWithARunInProgress(byte[] photo) throws Exception {
    try (Service service = Service.start()) {
      CompletableFuture<HttpResponse<byte[]>> answer = service.post(photo);
      service.awaitLogged(1, "received");
      service.terminate();
      assertThat(answer.join().statusCode()).isEqualTo(200);
      assertThat(service.exitCode()).isEqualTo(143);
      assertThat(service.logged("ERROR")).isEmpty();
      List<String> order =
          service.logged("").stream()
              .filter(line -> line.matches(".*(Commencing graceful shutdown|cut out$).*"))
              .toList();
      return order.get(0).contains("Commencing");
    }
  }
}
