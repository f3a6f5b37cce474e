package example;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The limits of the service.
 *
 * @param slots photos processed at once; 0 for as many as there are cores
 * @param maxWaiting callers that may wait beyond those
 * @param deadline from the arrival of a photo to its cut-out
 * @param maxPixels of a photo; 4 bytes of heap each, for all slots and all that wait
 */
@ConfigurationProperties("cut-out")
record CutOutSettings(int slots, int maxWaiting, Duration deadline, long maxPixels) {
  int effectiveSlots() {
    return slots > 0 ? slots : Runtime.getRuntime().availableProcessors();
  }
}
