package example;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** The executable jar under load, as a client sees it. */
class ServiceIT {
  private static final int CALLERS = 20;
  private static final byte[] PHOTO = photo(900, 1200);

  private static byte[] photo(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setPaint(new GradientPaint(0, 0, Color.LIGHT_GRAY, width, height, Color.GRAY));
    g.fillRect(0, 0, width, height);
    g.setColor(new Color(0xC89878));
    g.fillOval(width / 3, height / 6, width / 3, height / 3);
    g.setColor(new Color(0x304060));
    g.fillOval(width / 6, height / 2, width * 2 / 3, height);
    g.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "jpg", out);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static List<HttpResponse<byte[]>> all(
      List<CompletableFuture<HttpResponse<byte[]>>> answers) {
    return answers.stream().map(CompletableFuture::join).toList();
  }

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

  @Test
  void twoHundredPhotosByTwentyCallersTakeNoMoreMemoryThanTheHundredBefore() throws Exception {
    try (Service service = Service.start()) {
      HttpResponse<byte[]> answer = service.post(PHOTO).join();
      BufferedImage cutOut = ImageIO.read(new ByteArrayInputStream(answer.body()));
      assertThat(cutOut.getWidth()).isEqualTo(900);
      assertThat(cutOut.getColorModel().hasAlpha()).isTrue();

      manyPhotos(service, 100);
      long before = service.residentBytes();
      manyPhotos(service, 200);
      long after = service.residentBytes();
      System.out.printf("resident: %d MB, then %d MB%n", before >> 20, after >> 20);
      assertThat(after - before).isLessThan(64 << 20);
    }
  }

  @Test
  void aCallerBeyondThoseThatMayWaitIsRefused() throws Exception {
    try (Service service = Service.start("--cut-out.slots=1")) {
      List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        answers.add(service.post(PHOTO));
      }
      long served = 0;
      long refused = 0;
      for (HttpResponse<byte[]> answer : all(answers)) {
        if (answer.statusCode() == 200) {
          served++;
        } else {
          refused++;
          assertThat(answer.statusCode()).isEqualTo(503);
          assertThat(answer.headers().firstValue("Retry-After")).contains("2");
        }
      }
      System.out.printf("of 60 at once: %d served, %d refused%n", served, refused);
      assertThat(served).isGreaterThanOrEqualTo(21);
      assertThat(refused).isPositive();
      assertThat(service.post(PHOTO).join().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aPhotoThatIsRefusedOrLateHasItsStatus() throws Exception {
    try (Service service = Service.start("--cut-out.max-pixels=1000000")) {
      byte[] text = "no photo".getBytes(StandardCharsets.UTF_8);
      assertThat(service.post(text).join().statusCode()).isEqualTo(415);
      assertThat(service.post(PHOTO).join().statusCode()).isEqualTo(413);
      byte[] damaged = java.util.Arrays.copyOf(photo(600, 800), 6000);
      assertThat(service.post(damaged).join().statusCode()).isEqualTo(422);
      assertThat(service.post(photo(600, 800)).join().statusCode()).isEqualTo(200);
    }
    try (Service service = Service.start("--cut-out.deadline=1ms")) {
      HttpResponse<byte[]> late = service.post(PHOTO).join();
      assertThat(late.statusCode()).isEqualTo(503);
      assertThat(late.headers().firstValue("Retry-After")).isPresent();
    }
  }

  @Test
  void clientsThatHangUpFreeTheirPlaces() throws Exception {
    try (Service service = Service.start("--cut-out.slots=1")) {
      List<Socket> clients = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        clients.add(service.postAndLeave(PHOTO));
      }
      service.await(() -> service.health().contains("\"waiting\":8"));
      for (Socket client : clients) {
        client.close();
      }
      service.await(() -> service.output().contains("cancelled"));
      service.await(() -> service.health().contains("\"running\":0,\"waiting\":0"));
      long cancelled = service.output().lines().filter(l -> l.contains("cancelled")).count();
      System.out.printf("of 10 clients that hung up: %d cancelled%n", cancelled);
    }
  }

  @Test
  void anOrderlyEndLetsRunsInProgressFinish() throws Exception {
    try (Service service = Service.start()) {
      List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        answers.add(service.post(PHOTO));
      }
      service.await(() -> service.health().contains("\"running\":2"));
      assertThat(service.terminate()).isEqualTo(143);
      assertThat(all(answers)).allMatch(answer -> answer.statusCode() == 200);
      assertThat(service.output()).doesNotContain("SIGSEGV", "SIGABRT", "ERROR");
    }
  }
}
