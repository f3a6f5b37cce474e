#!/usr/bin/env python3
"""Draws a small benchmark in the layout of PPM-100 and PPM-AIM-195 and has PaddleSeg evaluate it.

    make_benchmark.py FOLDER [SEEDED_FOLDER]

Writes FOLDER/val.txt, val/fg/*.png, val/alpha/*.png, prediction/*.png and figures.csv. The figures
are those of PaddleSeg's own ppmatting.core.evaluate on ppmatting's MattingDataset: per photo, and the
mean that PaddleSeg prints; once over the whole photo (get_trimap: False, as in PaddleSeg's table of
models) and once over the unknown region of the trimap that the data set makes of the true matte
(get_trimap: True). With SEEDED_FOLDER (see seed_weights.py) that network is evaluated as well, through
its transforms and the way back to the photo's size.
"""

import contextlib
import io
import os
import sys

import cv2
import numpy as np

import networks

# Name, width, height and seed of each picture.
PICTURES = [("a-portrait", 120, 150, 1), ("b-landscape", 160, 97, 2), ("c-square", 128, 128, 3), ("d-tall", 71, 190, 4),
            ("e-nobody", 80, 70, 5)]
METRICS = ["sad", "mse", "grad", "conn"]


def matte(width, height, random):
    """A head on shoulders with a soft, frayed outline, and a separate spot; values 0..255."""
    y, x = np.mgrid[0:height, 0:width].astype("float64")
    centre = width * random.uniform(0.4, 0.6)
    radius = min(width, height) * 0.22
    angle = np.arctan2(y - height * 0.35, x - centre)
    frayed = radius * (1 + 0.12 * np.sin(9 * angle + random.uniform(0, 6)) + 0.05 * np.sin(23 * angle))
    head = (frayed - np.hypot(x - centre, y - height * 0.35)) / (1 + 6 * (np.cos(angle) < 0))
    body = np.minimum(y - height * 0.6, width * 0.38 - np.abs(x - centre) + (y - height * 0.6) * 0.2) / 3
    spot = (radius * 0.3 - np.hypot(x - width * 0.9, y - height * 0.1)) / 2
    inside = np.maximum(np.maximum(head, body), spot)
    return np.clip(np.rint((inside + 0.5) * 255), 0, 255).astype("uint8")


def draw(name, width, height, seed):
    """The photo (BGR), its true matte and a faulty prediction of it, all 8 bits."""
    random = np.random.RandomState(seed)
    truth = matte(width, height, random) if name != "e-nobody" else np.zeros((height, width), "uint8")
    y, x = np.mgrid[0:height, 0:width].astype("float64")
    colour = [random.uniform(60, 220, 3), random.uniform(30, 200, 3)]
    shade = 20 * np.sin(x / 11)[..., None] + 15 * np.cos(y / 7)[..., None]
    alpha = truth[..., None] / 255.0
    photo = np.clip(alpha * (colour[0] + shade) + (1 - alpha) * (colour[1] - shade), 0, 255)
    # Faults: the matte is shifted and softened, has a hole, a false spot, and weak levels.
    shifted = np.roll(cv2.GaussianBlur(truth, (5, 5), 1.1), (1, -1), (0, 1)).astype("float64")
    shifted[(np.hypot(x - width * 0.5, y - height * 0.75) < 6)] *= 0.55
    shifted[(np.hypot(x - width * 0.12, y - height * 0.15) < 5)] += 90
    shifted += 12 * np.sin(x / 5.0) * np.sin(y / 4.0)
    return photo.astype("uint8"), truth, np.clip(np.rint(shifted), 0, 255).astype("uint8")


def write(folder):
    for part in ("val/fg", "val/alpha", "prediction"):
        os.makedirs(os.path.join(folder, part), exist_ok=True)
    compress = [cv2.IMWRITE_PNG_COMPRESSION, 9]
    for name, width, height, seed in PICTURES:
        photo, truth, prediction = draw(name, width, height, seed)
        cv2.imwrite(f"{folder}/val/fg/{name}.png", photo, compress)
        cv2.imwrite(f"{folder}/val/alpha/{name}.png", truth, compress)
        cv2.imwrite(f"{folder}/prediction/{name}.png", prediction, compress)
    with open(os.path.join(folder, "val.txt"), "w") as file:
        file.writelines(f"val/fg/{picture[0]}.png\n" for picture in PICTURES)


class Predictions:
    """Stands in for a network: answers with the stored prediction of each photo, in their order."""

    def __init__(self, folder):
        self.folder = folder

    def eval(self):
        pass

    def __call__(self, data):
        import paddle
        name = os.path.basename(data["img_name"][0])
        prediction = cv2.imread(os.path.join(self.folder, "prediction", name), 0)
        return paddle.to_tensor((prediction / 255.0).astype("float32")[None, None])


def evaluate(model, folder, transforms, trimap):
    """PaddleSeg's figures: {"photos": {name: {metric: value}}, "mean": {metric: value}}."""
    from ppmatting.core import evaluate as paddleseg_evaluate
    from ppmatting.core import val
    from ppmatting.datasets import MattingDataset
    data = MattingDataset(folder, transforms, mode="val", val_file="val.txt", get_trimap=trimap)
    recorded = {key: [] for key in METRICS}
    original = dict(val.metrics_class_dict)

    def recording(key):
        class Recording(original[key]):
            def update(self, *arguments, **named):
                value = super().update(*arguments, **named)
                recorded[key].append(float(value))
                return value
        return Recording

    val.metrics_class_dict.update({key: recording(key) for key in METRICS})
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            mean = paddleseg_evaluate(
                model, data, print_detail=False, save_results=False, metrics=list(METRICS))
    finally:
        val.metrics_class_dict.update(original)
    return {
        "photos": {
            picture[0]: {key: recorded[key][index] for key in METRICS}
            for index, picture in enumerate(PICTURES)},
        "mean": {key: float(mean[key]) for key in METRICS}}


def main():
    if len(sys.argv) not in (2, 3):
        raise SystemExit(__doc__)
    folder = sys.argv[1]
    write(folder)
    import paddle
    import ppmatting.transforms as T
    models = {"prediction": (Predictions(folder), [T.LoadImages()])}
    if len(sys.argv) == 3:
        seeded = sys.argv[2]
        network = networks.build(seeded + "/config.yml")
        network.set_state_dict(paddle.load(seeded + "/weights.pdparams"))
        models["network"] = (network, [
            T.LoadImages(), T.LimitShort(max_short=512), T.ResizeToIntMult(mult_int=32), T.Normalize()])
    rows = [["of", "region", "photo", *METRICS]]
    for of, (model, transforms) in models.items():
        for region in ("whole", "trimap"):
            figures = evaluate(model, folder, transforms, region == "trimap")
            for photo, values in [*figures["photos"].items(), ("mean", figures["mean"])]:
                rows.append([of, region, photo, *(f"{values[key]:.9g}" for key in METRICS)])
    with open(os.path.join(folder, "figures.csv"), "w") as file:
        file.write(f"# scripts/reference/make_benchmark.py with PaddleSeg d7975e7c, paddlepaddle "
                   f"{paddle.__version__}, numpy {np.__version__}, opencv {cv2.__version__}\n")
        file.writelines(",".join(row) + "\n" for row in rows)


if __name__ == "__main__":
    main()
