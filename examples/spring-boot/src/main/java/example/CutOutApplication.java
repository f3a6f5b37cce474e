package example;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** A service that cuts people out of photos. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class CutOutApplication {
  /** Callers that wait or are just being refused, beside those whose photo is processed. */
  private static final int WAITING_THREADS = 32;

  public static void main(String[] args) {
    // Every caller has a thread of the common pool, which reads this when it is first used.
    System.setProperty(
        "java.util.concurrent.ForkJoinPool.common.parallelism",
        String.valueOf(Runtime.getRuntime().availableProcessors() + WAITING_THREADS));
    SpringApplication.run(CutOutApplication.class, args);
  }
}
