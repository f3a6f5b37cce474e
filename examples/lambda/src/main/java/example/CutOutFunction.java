package example;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.github.matting4j.MattingModels;
import io.github.matting4j.compose.Composer;
import io.github.matting4j.image.ArgbImage;
import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.io.ImageFiles;
import io.github.matting4j.io.OutputFormat;
import io.github.matting4j.io.ReadOptions;
import io.github.matting4j.io.WriteOptions;
import io.github.matting4j.model.MattingModel;
import io.github.matting4j.model.MattingTimeoutException;
import io.github.matting4j.model.RunControl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/**
 * A function with an address (AWS Lambda function URL, event format 2.0): a photo in the body of a
 * POST in, a PNG with transparency out. Photos are limited by the 6 MB that such an event may have.
 */
public final class CutOutFunction
    implements RequestHandler<Map<String, Object>, Map<String, Object>> {
  private static final int MAX_PIXELS = 12_000_000;
  private static final Duration TIME_TO_ANSWER = Duration.ofMillis(500);

  /** Opened while the function is initialised, not in its first call. */
  private final MattingModel model = MattingModels.open("portrait-starter");

  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    byte[] photo;
    try {
      photo = body(event);
    } catch (IllegalArgumentException e) {
      return problem(400, "The body is not Base64: " + e.getMessage() + ".");
    }
    try {
      return answer(200, "image/png", png(photo, context));
    } catch (ImageReadException e) {
      return switch (e.reason()) {
        case UNSUPPORTED, NOT_REGULAR -> problem(415, e.getMessage());
        case LIMIT -> problem(413, e.getMessage());
        case TRUNCATED, DAMAGED, MALFORMED -> problem(422, e.getMessage());
        case MEMORY, DEADLINE, CANCELLED -> problem(503, e.getMessage());
      };
    } catch (MattingTimeoutException e) {
      return problem(503, e.getMessage());
    } catch (IOException e) {
      return problem(500, e.getMessage());
    }
  }

  private byte[] png(byte[] photo, Context context) throws IOException {
    ReadOptions options =
        ReadOptions.defaults().maxPixels(MAX_PIXELS).deadline(remaining(context));
    ArgbImage picture = ImageFiles.read(photo, options);
    RunControl control = RunControl.unlimited().timeout(remaining(context));
    ArgbImage cutOut = Composer.cutOut().compose(picture, model.run(picture, control).matte());
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageFiles.write(cutOut, png, OutputFormat.PNG, WriteOptions.defaults());
    return png.toByteArray();
  }

  private static byte[] body(Map<String, Object> event) {
    String body = event.get("body") instanceof String text ? text : "";
    return Boolean.TRUE.equals(event.get("isBase64Encoded"))
        ? Base64.getDecoder().decode(body)
        : body.getBytes(StandardCharsets.UTF_8);
  }

  private static Duration remaining(Context context) {
    Duration left = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(TIME_TO_ANSWER);
    return left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left;
  }

  private static Map<String, Object> problem(int status, String message) {
    return answer(status, "text/plain; charset=utf-8", message.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, Object> answer(int status, String type, byte[] body) {
    return Map.of(
        "statusCode", status,
        "headers", Map.of("content-type", type),
        "isBase64Encoded", true,
        "body", Base64.getEncoder().encodeToString(body));
  }
}
