package io.github.matting4j.evaluate;

import io.github.matting4j.evaluate.measure.Measured;
import io.github.matting4j.metrics.MatteScores;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One line of the result: a model on a photo.
 *
 * @param photo the photo's file name
 * @param model the model's id
 * @param width columns of the photo as evaluated; 0 if it could not be read
 * @param height rows
 * @param measured time, memory and flags; empty if the run failed
 * @param scores errors against the truth, if there is one
 * @param disagreement mean absolute difference of alpha from the other models' mattes, 0..1, if
 *     there are others
 * @param error what went wrong, if anything
 */
record Row(
    String photo,
    String model,
    int width,
    int height,
    Optional<Measured> measured,
    Optional<MatteScores> scores,
    OptionalDouble disagreement,
    Optional<String> error) {

  static Row failed(String photo, String model, String error) {
    return new Row(
        photo,
        model,
        0,
        0,
        Optional.empty(),
        Optional.empty(),
        OptionalDouble.empty(),
        Optional.of(error));
  }
}
