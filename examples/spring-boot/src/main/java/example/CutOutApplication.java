package example;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** A service that cuts people out of photos. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class CutOutApplication {
  public static void main(String[] args) {
    SpringApplication.run(CutOutApplication.class, args);
  }
}
