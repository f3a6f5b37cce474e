#!/usr/bin/env python3
"""Writes weights drawn from a fixed seed, and the matching configuration, for one network.

    seed_weights.py NETWORK FOLDER        writes FOLDER/config.yml and FOLDER/weights.pdparams

Every parameter and every running statistic gets a value that matters: PaddleSeg's own initial
values hide parts of the networks (the attention of PP-MattingV2 starts with a gain of 0). The running
statistics lie near those of a drawn picture, so that values neither grow nor vanish with depth. The
layers before a sigmoid or an argmax are scaled so that their logits have a mean of 0 and a
standard deviation of 2 on a drawn picture: the outputs then use their whole range, and each class
of an argmax wins somewhere. Such weights compare two engines; they say nothing about quality.
"""

import os
import sys

import numpy as np

import networks


def draw(model, random):
    """Values for the whole state of a model, as a dict of float32 arrays."""
    state = model.state_dict()
    drawn = {}
    for name, tensor in state.items():
        shape = tuple(tensor.shape)
        owner, _, kind = name.rpartition(".")
        # Before a softmax: narrow, so that no key takes all the attention.
        narrow = ".to_q." in name or ".to_k." in name
        convolution = owner + ".weight" in state and len(state[owner + ".weight"].shape) > 1
        if len(shape) > 1:
            fan_in = int(np.prod(shape[1:]))
            values = random.normal(0.0, np.sqrt(2.0 / fan_in), shape)
        elif kind == "bias" and convolution:
            values = random.normal(0.0, 0.1, shape)
        elif kind == "bias":
            # Above 0: random layers whose ReLUs clip half of their values amplify a difference by
            # about a fifth each, so that after fifty of them only rounding errors would be left.
            values = random.normal(0.0, 0.2, shape) if narrow else random.uniform(1.0, 3.0, shape)
        elif kind in ("weight", "scale"):
            values = random.uniform(*((0.2, 0.5) if narrow else (0.5, 1.5)), shape)
        elif kind in ("_mean", "_variance"):
            values = np.full(shape, float(kind == "_variance"))  # settle_statistics replaces them
        else:
            raise SystemExit("No rule for the parameter " + name)
        drawn[name] = values.astype("float32")
    return drawn


def picture(height, width):
    """A smooth drawn picture in -1..1, [1, 3, height, width]."""
    y, x = np.mgrid[0:height, 0:width].astype("float64")
    planes = [
        np.sin(x / 17.0 + channel) * np.cos(y / 23.0 - channel) * 0.6
        + np.where((x - width / 2) ** 2 + (y - height / 2) ** 2 < (height / 3) ** 2, 0.35, -0.35)
        for channel in range(3)]
    return np.stack(planes)[None].astype("float32")


def settle_statistics(model, random, side):
    """Sets the running statistics of each batch normalisation near those of a drawn picture."""
    import paddle

    def settle(layer, inputs):
        values = inputs[0].numpy().astype("float64")
        axes = (0, 2, 3)
        deviation = values.std(axis=axes)
        # A channel that is constant on this picture must not be amplified.
        deviation = np.sqrt(deviation ** 2 + 0.1 * (deviation ** 2).mean() + 1e-6)
        mean = values.mean(axis=axes) + 0.2 * deviation * random.standard_normal(deviation.shape)
        variance = deviation ** 2 * random.uniform(0.5, 1.5, deviation.shape)
        layer._mean.set_value(mean.astype("float32"))
        layer._variance.set_value(variance.astype("float32"))

    hooks = [layer.register_forward_pre_hook(settle)
             for layer in model.sublayers() if hasattr(layer, "_variance")]
    with paddle.no_grad():
        model({"img": paddle.to_tensor(picture(side, side))})
    for hook in hooks:
        hook.remove()


def scale_logits(model, layers, side):
    """Scales the named layers, in their order, to logits of mean 0 and deviation 2."""
    import paddle
    named = dict(model.named_sublayers())
    for name in layers:
        layer = named[name]
        if type(layer).__name__ == "Conv2dIBNormRelu":
            layer = layer.layers[0]
        seen = []
        hook = layer.register_forward_post_hook(
            lambda _, inputs, output: seen.append((inputs[0].numpy(), output.numpy())))
        with paddle.no_grad():
            model({"img": paddle.to_tensor(picture(side, side))})
        hook.remove()
        fed, output = (values.astype("float64") for values in seen[0])
        weight = layer.weight.numpy().astype("float64")
        # The refiner's output is clipped to 0..1, not squashed.
        deviation, middle = (0.5, 0.5) if "refiner" in name else (2.0, 0.0)
        if layer.bias is None:  # 1 x 1: the weights themselves are made to cancel the mean
            mean = fed.mean(axis=(0, 2, 3))
            weight -= (weight[:, :, 0, 0] @ mean / (mean @ mean))[:, None, None, None] * mean[None, :, None, None]
            output = np.einsum("oc,nchw->nohw", weight[:, :, 0, 0], fed)
        spread = output.std(axis=(0, 2, 3))
        factor = deviation / spread
        layer.weight.set_value((weight * factor[:, None, None, None]).astype("float32"))
        if layer.bias is not None:
            shift = middle - (output.mean(axis=(0, 2, 3)) - layer.bias.numpy()) * factor
            layer.bias.set_value(shift.astype("float32"))
        print(f"{name}: mean {output.mean():.4g}, deviation {spread.max():.4g}, now {deviation}")


def main():
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    name, folder = sys.argv[1:]
    import paddle
    os.makedirs(folder, exist_ok=True)
    config = os.path.join(folder, "config.yml")
    networks.write_configuration(name, config)
    model = networks.build(config)
    random = np.random.RandomState(7)
    model.set_state_dict(draw(model, random))
    settle_statistics(model, random, 256)
    scale_logits(model, networks.NETWORKS[name][2], 256)
    paddle.save(model.state_dict(), os.path.join(folder, "weights.pdparams"))
    count = sum(int(np.prod(t.shape)) for t in model.state_dict().values())
    print(f"{name}: {count} values in {len(model.state_dict())} tensors")


if __name__ == "__main__":
    main()
