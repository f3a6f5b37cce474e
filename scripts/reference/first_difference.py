#!/usr/bin/env python3
"""Finds the first value of a Paddle program that a converted ONNX file computes differently.

    first_difference.py EXPORT_FOLDER CONVERTED.onnx INPUT.npy [LIMIT]

Runs the .pdmodel in Paddle's executor and the ONNX file in ONNX Runtime with every intermediate value
as an output, and lists the values of equal name whose relative difference exceeds LIMIT (1e-3), in the
program's order. Values without a counterpart are counted.
"""

import sys

import numpy as np
import onnx
import onnxruntime


def converted(path, image):
    model = onnx.load(path)
    names = {name for node in model.graph.node for name in node.output if name}
    present = {output.name for output in model.graph.output}
    for name in sorted(names - present):
        model.graph.output.append(onnx.ValueInfoProto(name=name))
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.intra_op_num_threads = 1
    engine = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    order = [output.name for output in engine.get_outputs()]
    return dict(zip(order, engine.run(None, {engine.get_inputs()[0].name: image})))


def main():
    if len(sys.argv) not in (4, 5):
        raise SystemExit(__doc__)
    import paddle
    export, file, image = sys.argv[1], sys.argv[2], np.load(sys.argv[3])
    limit = float(sys.argv[4]) if len(sys.argv) == 5 else 1e-3
    ours = converted(file, image)
    paddle.enable_static()
    executor = paddle.static.Executor(paddle.CPUPlace())
    program, feeds, _ = paddle.static.load_inference_model(export + "/model", executor)
    wanted = []
    for op in program.global_block().ops:
        if op.type in ("feed", "fetch"):
            continue
        for name in op.output_arg_names:
            if name in ours and name not in [w for w, _ in wanted]:
                wanted.append((name, op.type))
    values = executor.run(program, feed={feeds[0]: image}, fetch_list=[name for name, _ in wanted])
    found = 0
    for (name, kind), value in zip(wanted, values):
        other = ours[name]
        if value.shape != other.shape:
            print(f"{kind} {name}: shape {value.shape} in Paddle, {other.shape} converted")
            found += 1
            continue
        if value.size == 0 or value.dtype.kind != "f":
            continue
        scale = max(float(np.abs(value).max()), 1e-12)
        gap = float(np.abs(value.astype("float64") - other).max()) / scale
        if not gap <= limit:
            print(f"{kind} {name} {value.shape}: relative difference {gap:.2e}")
            found += 1
    print(f"{len(wanted)} values compared, {found} beyond {limit:g}")


if __name__ == "__main__":
    main()
