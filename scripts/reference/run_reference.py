#!/usr/bin/env python3
"""Runs a seeded network in Paddle itself and stores inputs and outputs.

    run_reference.py NETWORK SEEDED_FOLDER EXPORT_FOLDER RESULT_FOLDER SIZE... [--photo FILE]... [--dygraph]

SIZE is HEIGHTxWIDTH. For each size a drawn picture (and each photo, resized) goes through Paddle
Inference on the open or fixed export; with --dygraph also through the Python network, whose logits
before a softmax or sigmoid are stored too. Files: RESULT_FOLDER/SIZE-PICTURE-{input,inference,dygraph,
LAYER}.npy, and the same as .f32: little-endian float32 without a header, whose shape is the name's.
"""

import argparse
import os

import numpy as np

import networks
import seed_weights


def inputs(size, photos):
    """Pictures in -1..1 by name, [1, 3, height, width]."""
    height, width = size
    yield "drawn", seed_weights.picture(height, width)
    for photo in photos:
        import cv2
        image = cv2.cvtColor(cv2.imread(photo), cv2.COLOR_BGR2RGB)
        image = cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA)
        name = os.path.splitext(os.path.basename(photo))[0]
        yield name, ((image.astype("float32") / 255 - 0.5) / 0.5).transpose(2, 0, 1)[None].copy()


def predictor(folder):
    """Paddle Inference on an export, on one thread, without oneDNN."""
    from paddle import inference
    program = os.path.join(folder, "model.pdmodel")
    if not os.path.exists(program):
        program = os.path.join(folder, "model.json")
    config = inference.Config(program, os.path.join(folder, "model.pdiparams"))
    config.disable_gpu()
    config.disable_glog_info()
    config.set_cpu_math_library_num_threads(1)
    if program.endswith(".pdmodel"):  # frees values after their last use; Paddle 3.1 refuses it for model.json
        config.enable_memory_optim()
    if hasattr(config, "disable_mkldnn"):
        config.disable_mkldnn()
    engine = inference.create_predictor(config)

    def run(image):
        handle = engine.get_input_handle(engine.get_input_names()[0])
        handle.reshape(image.shape)
        handle.copy_from_cpu(image)
        engine.run()
        return engine.get_output_handle(engine.get_output_names()[0]).copy_to_cpu()

    return run


def dygraph(name, seeded):
    """The network in Python: a function from an image to its output and the logits by layer."""
    import paddle
    model = networks.build(os.path.join(seeded, "config.yml"))
    model.set_state_dict(paddle.load(os.path.join(seeded, "weights.pdparams")))
    model.eval()
    seen = {}
    named = dict(model.named_sublayers())
    for layer in networks.NETWORKS[name][2]:
        named[layer].register_forward_post_hook(
            lambda _, __, output, layer=layer: seen.__setitem__(layer, output.numpy()))

    def run(image):
        with paddle.no_grad():
            output = model({"img": paddle.to_tensor(image)}).numpy()
        return output, dict(seen)

    return run


def store(folder, name, array):
    array = np.ascontiguousarray(array, dtype="<f4")
    np.save(os.path.join(folder, name + ".npy"), array)
    array.tofile(os.path.join(folder, name + ".f32"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("network", choices=networks.NETWORKS)
    parser.add_argument("seeded")
    parser.add_argument("export")
    parser.add_argument("result")
    parser.add_argument("size", nargs="+")
    parser.add_argument("--photo", action="append", default=[])
    parser.add_argument("--dygraph", action="store_true")
    arguments = parser.parse_args()
    os.makedirs(arguments.result, exist_ok=True)
    infer = predictor(arguments.export)
    python = dygraph(arguments.network, arguments.seeded) if arguments.dygraph else None
    for size in arguments.size:
        height, width = map(int, size.split("x"))
        for name, image in inputs((height, width), arguments.photo):
            alpha = infer(image)
            prefix = f"{size}-{name}-"
            store(arguments.result, prefix + "input", image)
            store(arguments.result, prefix + "inference", alpha)
            line = f"{arguments.network} {size} {name}: {alpha.shape} mean {alpha.mean():.4f} min {alpha.min():.4f} max {alpha.max():.4f}"
            if python:
                output, logits = python(image)
                store(arguments.result, prefix + "dygraph", output)
                for layer, values in logits.items():
                    store(arguments.result, prefix + layer, values)
                line += f", to dygraph {np.abs(output - alpha).max():.3g}"
            print(line, flush=True)


if __name__ == "__main__":
    main()
