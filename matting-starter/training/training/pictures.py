"""Reads the data packs into memory as uint8 and splits them into training pictures and hold-outs.

A hold-out is by source, never by file: what is a near copy of a held-out picture is held out with it.
"""

import csv
import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

import cv2
import numpy as np

SHORT_SIDE, LONG_SIDE = 352, 640  # larger pictures are reduced to this at reading
LABEL_HAZE = 14  # pseudo-mattes below this (of 255) are made 0, those above 255-14 are made 255

STUDIO_EVERY = 24  # one studio portrait of so many is held out

BODY_FOLDERS = (
    "18f-blog", "citizenscience", "coco-ccby", "coco-ccby-crop", "coco-ccby-multi", "documerica",
    "everykid-children", "fsa-bw", "pif", "usds",
)  # fmt: skip
BY_HAND = 2  # a photo whose label was completed by hand is taken so many times as often as another
SMALLEST_SET = 10  # a group with fewer held-out pictures goes into the set "rest"

BOOK_FOLDERS = ("openstax-ccby", "openstax-crop", "openstax-bw", "whitehouse")


@dataclass(eq=False)
class Person:
    """A picture with its matte."""

    name: str
    group: str  # pictures of one group are sampled together, see Pictures.cgi
    image: np.ndarray  # uint8 HxWx3, RGB
    alpha: np.ndarray  # uint8 HxW
    pseudo: bool  # the matte was made by a network or by hand polygons, so its soft values are not exact
    cut_out: bool = False  # the image is straight colour beyond the edge; only fit to be pasted
    box: tuple = ()  # left, top, right, bottom of alpha > 1/2
    touches: tuple = ()  # whether the person touches the left, top, right, bottom side
    cover: np.ndarray = None  # uint8 HxW of a cut-out: alpha of the person and of the things with it, if any


@dataclass(eq=False)
class Arm(Person):
    """A cut-out arm."""

    hand: tuple = ()  # where it is in the image, x and y
    end: tuple = ()  # where the arm is cut off


@dataclass
class Pictures:
    studio: list = field(default_factory=list)
    casual: list = field(default_factory=list)
    bodies: list = field(default_factory=list)
    rendered: list = field(default_factory=list)
    arms: list = field(default_factory=list)  # single rendered arms
    cgi: dict = field(default_factory=dict)  # figure -> its frames, which are near copies of each other
    backgrounds: list = field(default_factory=list)
    negatives: list = field(default_factory=list)
    held_out: dict = field(default_factory=dict)  # set -> persons


def person(name, group, image, alpha, pseudo, cut_out=False):
    """A Person, or None where fewer than 60 pixels show somebody."""
    if pseudo:
        stretched = (alpha.astype(np.float32) - LABEL_HAZE) * (255 / (255 - 2 * LABEL_HAZE))
        alpha = np.clip(stretched, 0, 255).astype(np.uint8)
    inside = alpha > 127
    if inside.sum() < 60:
        return None
    rows, columns = np.where(inside.any(1))[0], np.where(inside.any(0))[0]
    box = (columns[0], rows[0], columns[-1] + 1, rows[-1] + 1)
    sides = (inside[:, :2].any(1), inside[:2].any(0), inside[:, -2:].any(1), inside[-2:].any(0))
    touches = tuple(bool(side.mean() > 0.02) for side in sides)
    return Person(name, group, image, alpha, pseudo, cut_out, box, touches)


def reduced(image, alpha=None):
    """Image and alpha by area average, so that they fit SHORT_SIDE and LONG_SIDE."""
    scale = min(1, SHORT_SIDE / min(image.shape[:2]), LONG_SIDE / max(image.shape[:2]))
    if scale > 0.98:
        return image, alpha
    size = (max(8, round(image.shape[1] * scale)), max(8, round(image.shape[0] * scale)))
    image = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    return image, None if alpha is None else cv2.resize(alpha, size, interpolation=cv2.INTER_AREA)


class Pack:
    """A zip file of NAME.jpg beside NAME.png, or beside nothing where nobody is in the picture."""

    def __init__(self, path, prefix=""):
        self.zip = zipfile.ZipFile(path)
        self.prefix = prefix
        self.files = set(self.zip.namelist())

    def names(self, folder, ending=".jpg"):
        start = self.prefix + folder + "/"
        return sorted(f[: -len(ending)] for f in self.files if f.startswith(start) and f.endswith(ending))

    def image(self, name, reduce=True):
        image = self._decoded(name + ".jpg", cv2.IMREAD_COLOR)
        image = np.ascontiguousarray(image[..., ::-1])
        return reduced(image)[0] if reduce else image

    def pair(self, name, reduce=True):
        image = self.image(name, reduce=False)
        alpha = self._decoded(name + ".png", cv2.IMREAD_GRAYSCALE)
        if image.shape[:2] != alpha.shape:
            raise ValueError(f"{name}: picture {image.shape[:2]} and matte {alpha.shape} differ in size")
        return reduced(image, alpha) if reduce else (image, alpha)

    def matte(self, name, shape):
        alpha = self._decoded(name + ".png", cv2.IMREAD_GRAYSCALE)
        return cv2.resize(alpha, shape[::-1], interpolation=cv2.INTER_AREA) if alpha.shape != shape else alpha

    def table(self, name):
        text = io.TextIOWrapper(self.zip.open(self.prefix + name), encoding="utf-8")
        return list(csv.DictReader(text, delimiter="\t", quoting=csv.QUOTE_NONE))

    def _decoded(self, file, flag):
        return cv2.imdecode(np.frombuffer(self.zip.read(file), np.uint8), flag)


def coco_held_out(name):
    """COCO pictures whose last four digits divide by four."""
    return int(re.findall(r"\d{12}", name)[-1][-4:]) % 4 == 0


def figure_of(name):
    """human07-03 is of figure human07."""
    return PurePosixPath(name).name.split("-")[0]


def figure_held_out(figure):
    return int(re.search(r"\d+$", figure).group()) % 5 == 0


def book_held_out(path):
    """By the file name in the book's repository: crops and copies in other editions share it."""
    return zlib.crc32(PurePosixPath(path).name.encode()) % 5 == 0


def read(data, every=1, more=()):
    """All pictures of the packs in the folder ``data``.

    bodies3.zip and rendered3.zip are read where they are in the folder or among the files ``more``. With ``every`` > 1
    only one picture of so many is read, for short trials.
    """
    data = Path(data)
    elsewhere = {Path(file).name: Path(file) for file in more}
    pictures = Pictures(held_out={"coco": [], "books": [], "cgi": [], "studio": [], "figures": []})
    _read_portraits(Pack(data / "people.zip"), pictures, every)
    _read_bodies(Pack(data / "bodies.zip"), pictures, every)
    _read_books(Pack(data / "bodies2.zip", "bodies2/"), pictures, every)
    backgrounds = Pack(data / "backgrounds.zip")
    for folder in ("behind", "gov"):
        pictures.backgrounds += [backgrounds.image(n) for n in backgrounds.names(folder)[::every]]
    for name, prefix, reader in (("bodies3.zip", "bodies3/", _read_more), ("rendered3.zip", "", _read_figures)):
        file = elsewhere.get(name, data / name)
        if file.exists():
            reader(Pack(file, prefix), pictures, every)
        elif name in elsewhere:
            raise FileNotFoundError(file)
    return pictures


def _keep(into, one):
    if one is not None:
        into.append(one)


def _read_portraits(pack, pictures, every):
    files = sorted({PurePosixPath(n).name for f in ("cse", "hain", "uk") for n in pack.names(f)})
    held = set(files[::STUDIO_EVERY])  # cse and hain share people and their file names
    for folder in ("cse", "hain", "uk", "wild"):
        for name in pack.names(folder)[::every]:
            casual = folder == "wild"
            one = person(name, folder, *pack.pair(name), pseudo=casual)
            if not casual and PurePosixPath(name).name in held:
                _keep(pictures.held_out["studio"], one)
            else:
                _keep(pictures.casual if casual else pictures.studio, one)


def _read_bodies(pack, pictures, every):
    held = [n for f in ("coco-ccby", "coco-ccby-multi") for n in pack.names(f) if coco_held_out(n)]
    for folder in BODY_FOLDERS:
        for name in pack.names(folder)[::every]:
            if folder.startswith("coco") and coco_held_out(name):
                if name in held:  # a crop of a held-out picture goes nowhere
                    _keep(pictures.held_out["coco"], person(name, folder, *pack.pair(name, reduce=False), pseudo=True))
            else:
                _keep(pictures.bodies, person(name, folder, *pack.pair(name), pseudo=True))
    for name in pack.names("rendered")[::every]:
        _keep(pictures.rendered, person(name, "rendered", *pack.pair(name), pseudo=False, cut_out=True))
    pictures.negatives += [pack.image(n) for n in pack.names("negatives")[::every]]


def _read_more(pack, pictures, every):
    """A pack whose list.tsv sorts every photo by eye into a group; each group's held-out photos are a set."""
    held = {}
    for row in pack.table("list.tsv")[::every]:
        name = f"{pack.prefix}{row['folder']}/{row['name']}"
        if row["folder"] == "negatives":
            pictures.negatives.append(pack.image(name))
        elif book_held_out(row["path"]):
            one = person(name, row["group"], *pack.pair(name, reduce=False), pseudo=True)
            _keep(held.setdefault(row["group"], []), one)
        else:
            one = person(name, row["folder"], *pack.pair(name), pseudo=True)
            for _ in range(BY_HAND if "completed by hand" in row["note"] else 1):
                _keep(pictures.bodies, one)
    for group, persons in sorted(held.items()):
        pictures.held_out.setdefault(group if len(persons) >= SMALLEST_SET else "rest", []).extend(persons)


def _in_place(one, ground):
    """A cut-out before a background, which training may have seen."""
    height, width = one.alpha.shape
    scale = max(height / ground.shape[0], width / ground.shape[1]) + 1e-3
    ground = cv2.resize(ground, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)[:height, :width]
    share = (one.alpha if one.cover is None else one.cover)[..., None] / np.float32(255)
    image = one.image * share + ground * (1 - share)
    return replace(one, image=image.astype(np.uint8), cut_out=False, cover=None)


def _read_figures(pack, pictures, every):
    """What ../rendering/pack.py makes: figNNN-KK is of figure NNN, one figure of ten is held out."""
    covers = set(pack.names("cover", ".png"))
    for name in pack.names("rendered")[::every]:
        one = person(name, "rendered", *pack.pair(name), pseudo=False, cut_out=True)
        if one is not None and name.replace("rendered/", "cover/") in covers:
            one.cover = pack.matte(name.replace("rendered/", "cover/"), one.alpha.shape)
        if one is not None and int(figure_of(name)[3:]) % 10 == 0:
            number = len(pictures.held_out["figures"])
            pictures.held_out["figures"].append(_in_place(one, pictures.backgrounds[number % len(pictures.backgrounds)]))
        else:
            _keep(pictures.rendered, one)
    for row in pack.table("list.tsv")[::every]:
        if row["name"].startswith("arm"):
            one = person("arms/" + row["name"], "arms", *pack.pair("arms/" + row["name"]), pseudo=False, cut_out=True)
            if one is not None and not any(one.touches):
                size = one.alpha.shape[::-1]
                hand, end = (tuple(float(v) * s for v, s in zip(row[k].split(), size)) for k in ("hand", "end"))
                pictures.arms.append(Arm(**vars(one), hand=hand, end=end))


def _read_books(pack, pictures, every):
    paths = {(row["folder"], row["name"]): row["path"] for row in pack.table("list.tsv")}
    for folder in BOOK_FOLDERS:
        for name in pack.names(folder)[::every]:
            path = paths[folder, PurePosixPath(name).name]
            if book_held_out(path):
                _keep(pictures.held_out["books"], person(name, folder, *pack.pair(name, reduce=False), pseudo=True))
            else:
                _keep(pictures.bodies, person(name, folder, *pack.pair(name), pseudo=True))
    for name in pack.names("cgi-humans")[::every]:
        figure = figure_of(name)
        one = person(name, figure, *pack.pair(name), pseudo=True)
        if figure_held_out(figure):
            _keep(pictures.held_out["cgi"], one)
        else:
            _keep(pictures.cgi.setdefault(figure, []), one)
    pictures.negatives += [pack.image(n) for n in pack.names("negatives")[::every]]
