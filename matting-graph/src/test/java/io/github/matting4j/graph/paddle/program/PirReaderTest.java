package io.github.matting4j.graph.paddle.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs of Paddle 3. */
class PirReaderTest {
  private static final String PROGRAM = PirSample.PROGRAM;

  private static Program parse(String json) throws InvalidProgramException {
    return Program.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String refusal(String json) {
    return assertThrows(InvalidProgramException.class, () -> parse(json)).getMessage();
  }

  @Test
  void operatorsHaveTheNamesAndSlotsOfPaddle2() throws Exception {
    Program program = parse(PROGRAM);
    assertEquals(Producer.Format.PIR, program.producer().format());
    assertEquals(List.of("x"), program.inputs());
    assertEquals(List.of("v11"), program.outputs());
    assertEquals("w", program.parameters().get(0).name());
    List<Operation> operations = program.operations();
    assertEquals(
        List.of("assign_value", "pool2d", "fill_constant", "split", "concat", "leaky_relu"),
        operations.stream().map(Operation::type).toList());
    Operation pool = operations.get(1);
    assertEquals(List.of("x"), pool.inputs("X"));
    assertEquals(List.of(2L, 3L), pool.integers("ksize"));
    assertTrue(pool.flag("adaptive", false));
    assertEquals(1, operations.get(3).integer("axis", 0));
    assertEquals(List.of("v6.0", "v6.1"), operations.get(3).outputs("Out"));
    assertEquals(List.of("v6.1", "v6.0"), operations.get(4).inputs("X"));
    assertEquals(0.01f, operations.get(5).real("alpha", 0));
  }

  @Test
  void aValueThatNothingAssignsIsRefused() {
    String message = refusal(PROGRAM.replace("\"I\": [{\"%\": 10}]", "\"I\": [{\"%\": 99}]"));
    assertTrue(message.contains("leaky_relu") && message.contains("99"), message);
  }

  @Test
  void controlFlowIsRefused() {
    assertTrue(
        refusal(PROGRAM.replace("{\"#\": \"1.leaky_relu\",", "{\"#\": \"1.if\", \"regions\": [],"))
            .contains("control flow"));
  }

  @Test
  void otherJsonIsNotAProgram() {
    assertTrue(refusal("{\"a\": 1}").contains("not a Paddle program"));
    assertTrue(refusal(PROGRAM.replace("\"pir\"", "\"xyz\"")).contains("not a Paddle program"));
    assertTrue(refusal(PROGRAM.replace("0.t_f32", "0.t_c64")).contains("0.t_c64"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"a\": 1",
        "{\"a\" 1}",
        "{\"a\": 01}",
        "{\"a\": -}",
        "{\"a\": 1.}",
        "{\"a\": 1e}",
        "{\"a\": 99999999999999999999}",
        "{\"a\": tru}",
        "{\"a\": \"\\x\"}",
        "{\"a\": \"\\u12\"}",
        "{\"a\": \"",
        "{\"a\": 1, \"a\": 2}",
        "{\"a\": 1} x",
        "{\"a\": [1,]}",
        "{,}"
      })
  void malformedJsonIsRefused(String json) {
    assertTrue(refusal(json).contains("not valid JSON"), json);
  }

  @Test
  void deepNestingIsRefused() {
    assertTrue(refusal("{\"a\":" + "[".repeat(1_000_000)).contains("levels of nesting"));
  }

  @Test
  void tooManyValuesAreRefused() {
    assertTrue(
        refusal("{\"a\":[" + "0,".repeat(2_000_000) + "0]}").contains("more than 2000000 values"));
  }

  @Test
  void jsonValues() throws Exception {
    Object value =
        JsonReader.read(
            " {\"t\" : \"a\\n\\u00e9\\\"é\", \"n\":[-0, 1.5e3, null, true, {}, []]}\n"
                .getBytes(StandardCharsets.UTF_8));
    assertEquals(
        Map.of(
            "t", "a\né\"é", "n", List.of(0L, 1500.0, JsonReader.NULL, true, Map.of(), List.of())),
        value);
  }

  @Test
  void anyCharacterMayBeWrong() {
    byte[] good = PROGRAM.getBytes(StandardCharsets.UTF_8);
    int refused = 0;
    for (int i = 0; i < good.length; i++) {
      for (char wrong : new char[] {'9', '"', '}', '-', ' '}) {
        byte[] bad = good.clone();
        bad[i] = (byte) wrong;
        try {
          Program.parse(bad);
        } catch (InvalidProgramException e) {
          refused++;
        }
      }
    }
    assertTrue(refused > good.length, refused + " of " + 5 * good.length);
  }
}
