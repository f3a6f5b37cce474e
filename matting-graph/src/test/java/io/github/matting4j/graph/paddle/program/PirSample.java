package io.github.matting4j.graph.paddle.program;

/** A small program of Paddle 3. */
public final class PirSample {
  /** A pool with its window as a value, a sum, a list of values, and two results of a split. */
  public static final String PROGRAM =
      """
      {"base_code": {"magic": "pir", "version": 1, "trainable": true},
       "program": {"regions": [{"#": "region_0", "blocks": [{"#": "block_0", "args": [], "ops": [
        {"#": "p", "A": [0, 1, 1, "w"],
         "O": {"%": 1, "TT": {"#": "0.t_dtensor", "D": [{"#": "0.t_f32"}, [2], "NCHW", [], 0]}}},
        {"#": "1.data", "I": [], "A": [
          {"N": "name", "AT": {"#": "0.a_str", "D": "x"}},
          {"N": "shape", "AT": {"#": "1.a_intarray", "D": [-1, 2, 8, 8]}}],
         "O": [{"%": 2, "TT": {"#": "0.t_dtensor",
                "D": [{"#": "0.t_f32"}, [-1, 2, 8, 8], "NCHW", [], 0]}}]},
        {"#": "1.full_int_array", "I": [], "A": [
          {"N": "value", "AT": {"#": "0.a_array", "D": [
            {"#": "0.a_i64", "D": 2}, {"#": "0.a_i64", "D": 3}]}},
          {"N": "dtype", "AT": {"#": "1.a_dtype", "D": "int64"}},
          {"N": "place", "AT": {"#": "1.a_place", "D": [1, 0, ""]}}],
         "O": [{"%": 3, "TT": {"#": "0.t_dtensor", "D": [{"#": "0.t_i64"}, [2], "NCHW", [], 0]}}]},
        {"#": "1.pool2d", "I": [{"%": 2}, {"%": 3}], "A": [
          {"N": "adaptive", "AT": {"#": "0.a_bool", "D": true}},
          {"N": "pooling_type", "AT": {"#": "0.a_str", "D": "avg"}}],
         "O": [{"%": 4, "TT": {"#": "0.t_dtensor",
                "D": [{"#": "0.t_f32"}, [-1, 2, 2, 3], "NCHW", [], 0]}}]},
        {"#": "1.full", "I": [], "A": [
          {"N": "shape", "AT": {"#": "1.a_intarray", "D": [1]}},
          {"N": "value", "AT": {"#": "0.a_f64", "D": 1.0}},
          {"N": "dtype", "AT": {"#": "1.a_dtype", "D": "int32"}}],
         "O": [{"%": 5, "TT": {"#": "0.t_dtensor", "D": [{"#": "0.t_i32"}, [1], "NCHW", [], 0]}}]},
        {"#": "1.split_with_num", "I": [{"%": 4}, {"%": 5}], "A": [
          {"N": "num", "AT": {"#": "0.a_i32", "D": 2}}],
         "O": [{"%": 6, "TT": {"#": "0.t_vec", "D": [
           {"#": "0.t_dtensor", "D": [{"#": "0.t_f32"}, [-1, 1, 2, 3], "NCHW", [], 0]},
           {"#": "0.t_dtensor", "D": [{"#": "0.t_f32"}, [-1, 1, 2, 3], "NCHW", [], 0]}]}}]},
        {"#": "0.split", "I": [{"%": 6}], "A": [], "O": [
          {"%": 7, "TT": {"#": "0.t_dtensor", "D": [{"#": "0.t_f32"}, [-1, 1, 2, 3], "NCHW", [], 0]}},
          {"%": 8, "TT": {"#": "0.t_dtensor", "D": [{"#": "0.t_f32"}, [-1, 1, 2, 3], "NCHW", [], 0]}}]},
        {"#": "0.combine", "I": [{"%": 8}, {"%": 7}], "A": [],
         "O": [{"%": 9, "TT": {"#": "0.t_vec", "D": []}}]},
        {"#": "1.concat", "I": [{"%": 9}, {"%": 5}], "A": [],
         "O": [{"%": 10, "TT": {"#": "0.t_dtensor",
                "D": [{"#": "0.t_f32"}, [-1, 2, 2, 3], "NCHW", [], 0]}}]},
        {"#": "1.leaky_relu", "I": [{"%": 10}], "A": [
          {"N": "negative_slope", "AT": {"#": "0.a_f32", "D": 0.009999999776482582}}],
         "O": [{"%": 11, "TT": {"#": "0.t_dtensor",
                "D": [{"#": "0.t_f32"}, [-1, 2, 2, 3], "NCHW", [], 0]}}]},
        {"#": "1.fetch", "I": [{"%": 11}], "A": [
          {"N": "name", "AT": {"#": "0.a_str", "D": "fetch_name_0"}},
          {"N": "col", "AT": {"#": "0.a_i32", "D": 0}}],
         "O": [{"%": 12, "TT": {"#": "0.t_dtensor",
                "D": [{"#": "0.t_f32"}, [-1, 2, 2, 3], "NCHW", [], 0]}}]}
       ]}]}]}}
      """;

  private PirSample() {}
}
