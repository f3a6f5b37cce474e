package example;

import io.github.matting4j.image.ImageReadException;
import io.github.matting4j.model.MattingCancelledException;
import io.github.matting4j.model.MattingException;
import io.github.matting4j.model.MattingTimeoutException;
import io.github.matting4j.model.ModelBusyException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** {@code POST /cut-out}: a photo in, a PNG with transparency out. */
@RestController
class CutOutController {
  private static final int RETRY_SECONDS = 2;

  private final CutOuts cutOuts;

  CutOutController(CutOuts cutOuts) {
    this.cutOuts = cutOuts;
  }

  @PostMapping(path = "/cut-out", produces = MediaType.IMAGE_PNG_VALUE)
  Mono<byte[]> cutOut(@RequestBody byte[] photo) {
    return cutOuts.png(photo);
  }

  /** A photo that is refused, or that there is no memory or time for. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> refused(ImageReadException e) {
    return switch (e.reason()) {
      case UNSUPPORTED, NOT_REGULAR -> problem(HttpStatus.UNSUPPORTED_MEDIA_TYPE, e);
      case LIMIT -> problem(HttpStatus.valueOf(413), e);
      case TRUNCATED, DAMAGED, MALFORMED -> problem(HttpStatus.valueOf(422), e);
      case MEMORY, DEADLINE, CANCELLED -> problem(HttpStatus.SERVICE_UNAVAILABLE, e);
    };
  }

  /** Too many wait already, the deadline is over, or the service is being shut down. */
  @ExceptionHandler({
    ModelBusyException.class,
    MattingTimeoutException.class,
    MattingCancelledException.class
  })
  ResponseEntity<ProblemDetail> busy(MattingException e) {
    return problem(HttpStatus.SERVICE_UNAVAILABLE, e);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> failed(MattingException e) {
    return problem(HttpStatus.INTERNAL_SERVER_ERROR, e);
  }

  private static ResponseEntity<ProblemDetail> problem(HttpStatus status, Exception e) {
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON);
    if (status == HttpStatus.SERVICE_UNAVAILABLE) {
      answer.header("Retry-After", String.valueOf(RETRY_SECONDS));
    }
    return answer.body(ProblemDetail.forStatusAndDetail(status, e.getMessage()));
  }
}
