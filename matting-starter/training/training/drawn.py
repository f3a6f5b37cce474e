"""Packs of drawn people, small and quick to make, so that the smoke run needs no data."""

import zipfile
from pathlib import Path

import cv2
import numpy as np

SIZE = (120, 96)  # height, width


def person(rng):
    """A picture of a drawn person before a slope of two colours, and its matte."""
    height, width = SIZE
    share = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
    image = share * rng.integers(0, 256, 3) + (1 - share) * rng.integers(0, 256, 3) + np.zeros((height, width, 3))
    alpha = np.zeros(SIZE, np.uint8)
    x, y = width * rng.uniform(0.35, 0.65), height * rng.uniform(0.25, 0.4)
    head, body = int(height * rng.uniform(0.1, 0.16)), int(width * rng.uniform(0.2, 0.35))
    cv2.circle(alpha, (int(x), int(y)), head, 255, -1, cv2.LINE_AA)
    cv2.ellipse(alpha, (int(x), height), (body, int(height - y - head * 0.8)), 0, 0, 360, 255, -1, cv2.LINE_AA)
    share = alpha[..., None] / 255
    image = image * (1 - share) + rng.integers(0, 256, 3) * share
    return np.clip(image + rng.normal(size=image.shape) * 6, 0, 255).astype(np.uint8), alpha


def _write(pack, name, image, alpha=None):
    pack.writestr(name + ".jpg", cv2.imencode(".jpg", image)[1].tobytes())
    if alpha is not None:
        pack.writestr(name + ".png", cv2.imencode(".png", alpha)[1].tobytes())


def write_packs(folder, seed=1):
    """All packs that pictures.read needs, a few pictures of each kind."""
    rng, folder = np.random.default_rng(seed), Path(folder)

    def people(pack, names):
        for name in names:
            _write(pack, name, *person(rng))

    def nobody(pack, names):
        for name in names:
            _write(pack, name, person(rng)[0][:40])

    with zipfile.ZipFile(folder / "people.zip", "w") as pack:
        people(pack, [f"{f}/{i:03d}" for f in ("cse", "uk", "wild") for i in range(6)])
    with zipfile.ZipFile(folder / "backgrounds.zip", "w") as pack:
        nobody(pack, [f"gov/{i}" for i in range(4)])
    with zipfile.ZipFile(folder / "bodies.zip", "w") as pack:
        people(pack, [f"coco-ccby/{i:012d}" for i in range(1, 9)] + [f"rendered/r{i}" for i in range(3)])
        nobody(pack, [f"negatives/{i}" for i in range(4)])
    with zipfile.ZipFile(folder / "bodies2.zip", "w") as pack:
        names = [f"book{i}" for i in range(12)]
        people(pack, [f"bodies2/openstax-ccby/{n}" for n in names])
        people(pack, [f"bodies2/cgi-humans/human{i:02d}-{k:02d}" for i in range(4, 7) for k in range(2)])
        rows = ["folder\tname\tpath"] + [f"openstax-ccby\t{n}\tmedia/{n}.jpg" for n in names]
        pack.writestr("bodies2/list.tsv", "\n".join(rows) + "\n")
    with zipfile.ZipFile(folder / "bodies3.zip", "w") as pack:
        names = [f"photo{i}" for i in range(12)]
        people(pack, [f"bodies3/openstax/{n}" for n in names])
        nobody(pack, ["bodies3/negatives/street"])
        rows = ["folder\tname\tpath\tnote\tgroup", "negatives\tstreet\tmedia/street.jpg\t\t"]
        rows += [f"openstax\t{n}\tmedia/{n}.jpg\tlabel completed by hand\tgroups" for n in names]
        pack.writestr("bodies3/list.tsv", "\n".join(rows) + "\n")
    with zipfile.ZipFile(folder / "rendered3.zip", "w") as pack:
        figures = [f"fig{i:03d}-00" for i in range(9, 13)]
        people(pack, ["rendered/" + n for n in figures] + ["arms/arm900-00"])
        pack.writestr("cover/fig009-00.png", cv2.imencode(".png", np.full(SIZE, 200, np.uint8))[1].tobytes())
        rows = ["name\thand\tend"] + [n + "\t\t" for n in figures] + ["arm900-00\t0.5 0.4\t0.5 0.9"]
        pack.writestr("list.tsv", "\n".join(rows) + "\n")
