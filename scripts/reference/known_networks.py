#!/usr/bin/env python3
"""Plain ONNX Runtime runs of small known networks, to compare matting4j's recipes with.

    known_networks.py photos DATA REFERENCE
    known_networks.py run MODELS REFERENCE
    known_networks.py sheet REFERENCE SHEET

The first form writes the photos of DATA/photos, and those of DATA/starter/bodies.zip that were held
out of training, as PNG files to REFERENCE/photos, and the masks of the latter to REFERENCE/masks. The
second runs mediapipe-selfie.onnx, sinet.onnx and pp-humanseg-lite-398x224.onnx of the folder MODELS on
all of them, prepared as the networks' own code does, and writes REFERENCE/NETWORK/PHOTO.f32: one
little-endian float of alpha for each pixel of the photo. KnownNetworksReferenceTest compares with that
folder, and writes its pictures to it; the third form puts them side by side.

Needs numpy, opencv-python-headless and onnxruntime.
"""

import glob
import os
import sys
import zipfile

import cv2
import numpy as np

HELD_OUT = ("coco-ccby/", "coco-ccby-crop/", "coco-ccby-multi/")


def photos(data, reference):
    os.makedirs(os.path.join(reference, "photos"), exist_ok=True)
    os.makedirs(os.path.join(reference, "masks"), exist_ok=True)
    for file in sorted(glob.glob(os.path.join(data, "photos", "*"))):
        name = "photo-" + os.path.splitext(os.path.basename(file))[0]
        cv2.imwrite(os.path.join(reference, "photos", name + ".png"), cv2.imread(file, cv2.IMREAD_COLOR))
    with zipfile.ZipFile(os.path.join(data, "starter", "bodies.zip")) as bodies:
        names = set(bodies.namelist())
        for file in sorted(names):
            stem, extension = os.path.splitext(file)
            digits = os.path.basename(stem)[-4:]
            if (extension != ".jpg" or stem + ".png" not in names or not digits.isdigit()
                    or not stem.startswith(HELD_OUT) or int(digits) % 4 != 0):
                continue
            name = "body-" + stem.replace("/", "-")
            for source, kind in ((file, "photos"), (stem + ".png", "masks")):
                mode = cv2.IMREAD_COLOR if kind == "photos" else cv2.IMREAD_GRAYSCALE
                picture = cv2.imdecode(np.frombuffer(bodies.read(source), np.uint8), mode)
                cv2.imwrite(os.path.join(reference, kind, name + ".png"), picture)


def mediapipe_selfie(bgr):
    rgb = cv2.cvtColor(cv2.resize(bgr, (256, 256)), cv2.COLOR_BGR2RGB)
    return (rgb.astype(np.float32) / 255)[None], lambda out: out[0, :, :, 0]


def sinet(bgr):
    mean = np.array([102.890434, 111.25247, 126.91212], np.float32)
    std = np.array([62.93292, 62.82138, 66.355705], np.float32) * 255
    tensor = (cv2.resize(bgr, (320, 320)).astype(np.float32) - mean) / std
    return tensor.transpose(2, 0, 1)[None], lambda out: out[0, 1]


def pp_humanseg(bgr):
    rgb = cv2.cvtColor(cv2.resize(bgr, (398, 224)), cv2.COLOR_BGR2RGB)
    tensor = (rgb.astype(np.float32) / 255 - 0.5) / 0.5
    return tensor.transpose(2, 0, 1)[None], lambda out: out[0, 1]


NETWORKS = {
    "mediapipe-selfie": ("mediapipe-selfie.onnx", mediapipe_selfie),
    "sinet": ("sinet.onnx", sinet),
    "pp-humanseg-v1-lite-portrait": ("pp-humanseg-lite-398x224.onnx", pp_humanseg),
}


def run(models, reference):
    import onnxruntime
    for network, (file, prepare) in NETWORKS.items():
        session = onnxruntime.InferenceSession(os.path.join(models, file), providers=["CPUExecutionProvider"])
        os.makedirs(os.path.join(reference, network), exist_ok=True)
        overlaps = []
        for photo in sorted(glob.glob(os.path.join(reference, "photos", "*.png"))):
            bgr = cv2.imread(photo, cv2.IMREAD_COLOR)
            tensor, alpha_of = prepare(bgr)
            out = session.run(None, {session.get_inputs()[0].name: np.ascontiguousarray(tensor)})[0]
            small = np.clip(np.ascontiguousarray(alpha_of(out)), 0, 1)
            alpha = cv2.resize(small, (bgr.shape[1], bgr.shape[0]))
            name = os.path.splitext(os.path.basename(photo))[0]
            alpha.astype("<f4").tofile(os.path.join(reference, network, name + ".f32"))
            mask = os.path.join(reference, "masks", name + ".png")
            if os.path.exists(mask):
                truth = cv2.imread(mask, cv2.IMREAD_GRAYSCALE) >= 128
                found = alpha >= 0.5
                union = np.logical_or(truth, found).sum()
                overlaps.append(np.logical_and(truth, found).sum() / union if union else 1.0)
        print(f"{network}: mean IoU {np.mean(overlaps):.4f} of {len(overlaps)} photos")


def sheet(reference, target):
    rows = []
    for first in sorted(glob.glob(os.path.join(reference, "sheet", "*-0.png"))):
        cells = [cv2.imread(first[:-5] + f"{i}.png") for i in range(5)]
        rows.append(np.hstack([cv2.resize(c, (int(c.shape[1] * 300 / c.shape[0]), 300), interpolation=cv2.INTER_AREA)
                               for c in cells if c is not None]))
    width = max(row.shape[1] for row in rows)
    rows = [np.pad(row, ((0, 6), (0, width - row.shape[1]), (0, 0)), constant_values=255) for row in rows]
    cv2.imwrite(target, np.vstack(rows))


if __name__ == "__main__":
    forms = {"photos": photos, "run": run, "sheet": sheet}
    if len(sys.argv) != 4 or sys.argv[1] not in forms:
        raise SystemExit(__doc__)
    forms[sys.argv[1]](sys.argv[2], sys.argv[3])
