"""A random person: body, skin, clothes, hair, what is worn and what is held.

Worn things (hats, glasses, bags on the back or shoulder, skirts, aprons, scarves) belong to the person; what
is held in the hand and what the person sits on does not.
"""

import colorsys
from dataclasses import dataclass

import numpy as np

import hair
import shapes
from assets import BODY_VERTICES
from poses import MIXES, ON_A_SEAT, UPRIGHT, choice

# Linear albedo from very pale to very dark.
SKIN = np.array([
    (0.78, 0.55, 0.45), (0.66, 0.42, 0.31), (0.52, 0.30, 0.19), (0.38, 0.20, 0.11), (0.22, 0.105, 0.055),
    (0.11, 0.05, 0.028), (0.045, 0.022, 0.014),
])  # fmt: skip
HAIR = {
    "black": (0.008, 0.006, 0.005), "dark": (0.03, 0.015, 0.008), "brown": (0.09, 0.04, 0.018),
    "blond": (0.36, 0.23, 0.10), "red": (0.2, 0.05, 0.018), "grey": (0.32, 0.31, 0.3), "white": (0.65, 0.64, 0.6),
}  # fmt: skip
HAIR_SHARES = {"black": 0.3, "dark": 0.23, "brown": 0.2, "blond": 0.12, "red": 0.04, "grey": 0.08, "white": 0.03}


@dataclass
class Part:
    """A mesh at rest that moves with the bones, or a mesh where it is."""

    name: str
    kind: str  # skin, cloth, hair, eye, hard, glass
    vertices: np.ndarray
    faces: list
    colour: np.ndarray  # of each vertex
    weights: object = None  # of each vertex on the bones, or the name of one bone, or None where it is posed
    uv: np.ndarray = None
    uv_faces: list = None
    belongs: bool = True  # to the person
    rounded: bool = False  # is to be subdivided
    pattern: bool = False


def cloth_colour(rng):
    kind = rng.random()
    if kind < 0.24:  # black and nearly black
        return np.full(3, rng.choice([0.006, 0.012, 0.025, 0.045])) * rng.uniform(0.85, 1.15, 3)
    if kind < 0.40:  # white and nearly white
        return np.full(3, rng.uniform(0.55, 0.85)) * rng.uniform(0.92, 1.04, 3)
    if kind < 0.50:
        return np.full(3, rng.uniform(0.06, 0.5)) * rng.uniform(0.93, 1.07, 3)
    if kind < 0.68:  # blue, jeans
        return np.array(colorsys.hsv_to_rgb(0.61 + rng.normal() * 0.03, rng.uniform(0.35, 0.8), rng.uniform(0.03, 0.4)))
    if kind < 0.76:  # beige, brown
        return np.array(colorsys.hsv_to_rgb(0.08 + rng.normal() * 0.02, rng.uniform(0.3, 0.7), rng.uniform(0.05, 0.5)))
    return np.array(colorsys.hsv_to_rgb(rng.random(), rng.uniform(0.3, 0.95), rng.uniform(0.04, 0.75)))


def unlike(colour, other):
    """Whether two colours are clearly different to the eye."""
    return np.abs(np.power(colour, 0.45) - np.power(other, 0.45)).max() > 0.16


class Figure:
    def __init__(self, assets, seed, mix=MIXES["everyday"]):
        self.assets, self.mix = assets, mix
        rng = self.rng = np.random.default_rng(seed)
        self.sex = "female" if rng.random() < 0.5 else "male"
        self.age = rng.choice(["young", "old", "child"], p=[0.62, 0.24, 0.14])
        self._body()
        self.head = hair.Head(assets, self.rest)
        self.parts = []
        self._skin()
        self._clothes()
        self._head_wear()
        self._hair()
        self._worn()

    def tags(self):
        return dict(sex=self.sex, age=str(self.age), tone=round(self.tone, 2), hair=self.style, worn=self.worn)

    # The body.

    def _body(self):
        rng, assets = self.rng, self.assets
        rest = assets.base.vertices.copy()
        people = rng.dirichlet([0.6, 0.6, 0.6])
        if self.age == "young":
            ages = {"young": 1.0}
        else:
            share = 0.5 + 0.5 * rng.random() if self.age == "old" else 0.4 + 0.5 * rng.random()
            ages = {self.age: share, "young": 1 - share}
        muscle = rng.choice(["averagemuscle", "maxmuscle", "minmuscle"], p=[0.6, 0.2, 0.2])
        weight = rng.choice(["averageweight", "maxweight", "minweight"], p=[0.45, 0.35, 0.2])
        build, height = 0.3 + 0.6 * rng.random(), "maxheight" if rng.random() < 0.5 else "minheight"
        tall = 0.5 * rng.random()
        for age, share in ages.items():
            for people_share, name in zip(people, ("african", "asian", "caucasian")):
                assets.move(rest, f"macrodetails/{name}-{self.sex}-{age}", people_share * share)
            average = f"macrodetails/universal-{self.sex}-{age}-averagemuscle-averageweight"
            assets.move(rest, average, share * (1 - build))
            assets.move(rest, f"macrodetails/universal-{self.sex}-{age}-{muscle}-{weight}", share * build)
            assets.move(
                rest, f"macrodetails/height/{self.sex}-{age}-averagemuscle-averageweight-{height}", share * tall
            )
        self.rest = rest
        # Pale to dark, evenly; leaning to what the face looks like.
        self.tone = float(np.clip(0.6 * rng.random() + 0.4 * (people @ [1, 0.45, 0.1]) + rng.normal() * 0.06, 0, 1))
        self.skin = np.array([np.interp(self.tone * (len(SKIN) - 1), range(len(SKIN)), c) for c in SKIN.T])
        self.skin = self.skin * rng.uniform(0.88, 1.12)

    def joint(self, name):
        return self.assets.rig.joint(self.rest, name)

    def _skin(self):
        rng, base = self.rng, self.assets.base
        colour = np.tile(self.skin, (len(self.rest), 1))
        mouth = self.joint("oris05____head")
        near = np.clip(1.2 - np.linalg.norm((self.rest - mouth) / [0.28, 0.09, 0.25], axis=1), 0, 1)[:, None]
        colour *= 1 - near * np.array([0.1, 0.35, 0.35]) * rng.uniform(0.4, 1.4)
        self.body = Part(
            "body", "skin", self.rest, base.faces, colour, self.assets.rig.weights, base.uv, base.uv_faces, rounded=True
        )
        eyes = self.assets.garment(self.assets.data / "eyes/high-poly")
        self._hang(eyes, "eye", np.ones((len(eyes.anchors), 3)))

    def _hang(self, garment, kind, colour, **more):
        self.parts.append(
            Part(
                garment.name, kind, garment.fitted(self.rest), garment.mesh.faces, colour,
                garment.weights(self.assets.rig.weights), garment.mesh.uv, garment.mesh.uv_faces, **more,
            )
        )  # fmt: skip

    # Clothes.

    def _colour(self, *others):
        """Of cloth: unlike the skin, and unlike the others."""
        for _ in range(20):
            colour = cloth_colour(self.rng)
            if all(unlike(colour, other) for other in (self.skin, *others)):
                break
        return colour

    def _clothes(self):
        rng, folder = self.rng, self.assets.extra / "clothes"
        suits = sorted(folder.glob(f"{self.sex}_*suit*"))
        if rng.random() < 0.2:
            suits = sorted(folder.glob("male_*suit*"))
        suit = self.assets.garment(suits[rng.integers(len(suits))])
        shoes = self.assets.garment(folder / f"shoes0{rng.choice([1, 3, 4])}")
        self.upper, self.lower = self._colour(), self._colour()
        if rng.random() < 0.12:
            self.lower = self.upper
        self._hang(suit, "cloth", self._suit_colours(suit), rounded=len(suit.anchors) < 6000, pattern=True)
        self._hang(shoes, "cloth", np.tile(self._colour(), (len(shoes.anchors), 1)))
        hidden = np.zeros(len(self.rest), bool)
        for garment in (suit, shoes):
            hidden[garment.hidden[garment.hidden < len(hidden)]] = True
        base = self.assets.base
        keep = [i for i, f in enumerate(base.faces) if base.groups[i] == "body" and not hidden[f].all()]
        self.body.faces = [base.faces[i] for i in keep]
        self.body.uv_faces = [base.uv_faces[i] for i in keep]
        self.parts.insert(0, self.body)

    def _suit_colours(self, suit):
        """Large parts above and below the waist in two colours, small ones in a third."""
        count = np.bincount(suit.island)
        vertices = suit.fitted(self.rest)
        waist = self.joint("root____head")[1] + self.rng.uniform(-0.1, 0.5)
        large = count > 0.12 * count.sum()
        colours = np.empty((len(vertices), 3))
        trim = self._colour()
        for island in range(len(count)):
            own = suit.island == island
            if not large[island]:
                colours[own] = trim * self.rng.uniform(0.85, 1.15)
            elif vertices[own, 1].min() > waist - 1.5:
                colours[own] = self.upper
            elif vertices[own, 1].max() < waist + 1.5:
                colours[own] = self.lower
            else:
                colours[own] = np.where(vertices[own, 1:2] < waist, self.lower, self.upper)
        return colours

    # Hair and head.

    def _rigid(self, name, kind, mesh, colour, bone="head", **more):
        vertices, faces = mesh
        colours = np.broadcast_to(np.asarray(colour, float), (len(vertices), 3)).copy()
        self.parts.append(Part(name, kind, vertices, faces, colours, bone, **more))

    def _head_wear(self):
        rng, head = self.rng, self.head
        self.worn = []
        self.hat = ""
        kind = rng.random()
        if kind < 0.24:
            self.hat = rng.choice(["cap", "beanie", "wide", "fedora", "scarf", "hood"], p=[0.26, 0.2, 0.16, 0.1, 0.16, 0.12])
        radii, middle = head.radii, head.centre
        colour = self._colour(self.upper)
        if self.hat == "cap":
            low = rng.uniform(0.05, 0.2)
            crown = shapes.dome(middle, radii * [1.12, 1.14, 1.1], low)
            turn = rng.choice([0, 0, 0, np.pi])
            angles = np.linspace(-0.95, 0.95, 15) + turn
            inner = np.stack([np.sin(angles), np.full(15, np.sin(low)), np.cos(angles)], 1) * radii * 1.1 + middle
            outer = inner + np.stack([np.sin(angles) * 0.1, np.full(15, -0.18), np.cos(angles)], 1) * radii[2] * 0.75
            peak = np.stack([inner, (inner + outer) / 2 + [0, 0.06, 0], outer])
            self._rigid("cap", "cloth", crown, colour)
            self._rigid("peak", "cloth", shapes.grid(peak), colour if rng.random() < 0.6 else self._colour())
        elif self.hat == "beanie":
            self._rigid("beanie", "cloth", shapes.dome(middle, radii * [1.14, 1.22, 1.14], rng.uniform(-0.25, 0.1)), colour)
        elif self.hat in ("wide", "fedora"):
            low = rng.uniform(0.15, 0.3)
            crown = shapes.dome(middle, radii * [1.1, rng.uniform(1.2, 1.5), 1.1], low)
            angles = np.linspace(0, 2 * np.pi, 40, endpoint=False)
            rim = np.stack([np.sin(angles), np.zeros(40), np.cos(angles)], 1)
            height = middle + [0, np.sin(low) * radii[1], 0]
            wide = rng.uniform(1.9, 2.5) if self.hat == "wide" else rng.uniform(1.5, 1.7)
            droop = rng.uniform(-0.25, 0.1)
            brim = np.stack([height + rim * radii * s + [0, droop * (s - 1) * radii[1], 0] for s in np.linspace(1.05, wide, 5)])
            self._rigid("crown", "cloth", crown, colour)
            self._rigid("brim", "cloth", shapes.grid(brim, closed=True), colour)
        elif self.hat in ("scarf", "hood"):
            loose = 1.14 if self.hat == "scarf" else 1.28
            window = rng.uniform(0.62, 0.75)

            def covers(d):
                return (d[:, 2] < window) | (d[:, 1] > 0.62 if self.hat == "scarf" else d[:, 1] > 0.7)

            around = shapes.dome(middle - [0, 0.2 * radii[1], 0], radii * loose * [1, 1.08, 1], -1.1, np.pi / 2, covers, rows=24)
            low = middle[1] - 1.75 * radii[1]
            neck = np.stack([
                middle + np.stack([np.sin(a) * r * 1.25, np.full(40, 0.0), np.cos(a) * r], 1) * [radii[0], 1, radii[2]] + [0, y, 0]
                for a, r, y in (
                    (np.linspace(0, 2 * np.pi, 40, endpoint=False), r, y - middle[1])
                    for r, y in ((0.9, low + 0.75 * radii[1]), (0.95, low + 0.4 * radii[1]), (1.35, low), (1.75, low - 0.45 * radii[1]))
                )
            ])
            if self.hat == "hood":
                colour = self.upper
            self._rigid("head cloth", "cloth", around, colour, pattern=self.hat == "scarf")
            self._rigid("neck cloth", "cloth", shapes.grid(neck, closed=True), colour, "neck01", pattern=self.hat == "scarf")
        if self.hat:
            self.worn.append(str(self.hat))
        if rng.random() < 0.2 and self.hat != "hood":
            self._glasses()

    def _glasses(self):
        rng, head = self.rng, self.head
        size = head.height * rng.uniform(0.2, 0.27)
        colour, dark = cloth_colour(rng), rng.random() < 0.35
        for eye in head.eyes:
            place = eye + [0, -0.02, 0.17]
            self._rigid("frame", "hard", shapes.ring(place, size, 0.025 * rng.uniform(0.7, 1.6), 2, 0.8), colour)
            if dark:
                lens = np.array([[0, 0, 0]] + [[np.cos(a) * size, np.sin(a) * size * 0.8, 0] for a in np.linspace(0, 6.28, 25)])
                self._rigid("lens", "hard", (lens + place, [[0, i, i + 1] for i in range(1, 25)]), (0.01, 0.01, 0.012))
            outside = place + [np.sign(eye[0]) * size, 0.03, 0]
            end = np.array([np.sign(eye[0]) * head.radii[0] * 1.02, eye[1] + 0.06, head.centre[2]])
            self._rigid("temple", "hard", shapes.tube([outside, (outside + end) / 2 + [np.sign(eye[0]) * 0.04, 0, 0], end], 0.025, 6), colour)
        bridge = [head.eyes[i] + [s * size, 0, 0.18] for i, s in ((0, -1), (1, 1))]
        self._rigid("bridge", "hard", shapes.tube([bridge[0], sum(bridge) / 2 + [0, 0.03, 0.03], bridge[1]], 0.025, 6), colour)
        self.worn.append("sunglasses" if dark else "glasses")

    def _hair(self):
        rng, head = self.rng, self.head
        male = {"buzz": 0.17, "short": 0.36, "crop": 0.22, "afro": 0.08, "bob": 0.03, "long": 0.02, "bun": 0.02, "bald": 0.1}
        female = {"buzz": 0.01, "short": 0.06, "crop": 0.09, "afro": 0.1, "bob": 0.23, "long": 0.29, "pony": 0.12, "bun": 0.1}
        self.style = choice(rng, male if self.sex == "male" else female)
        colour = np.array(HAIR[choice(rng, HAIR_SHARES)]) * rng.uniform(0.7, 1.3)
        if self.tone > 0.6 and rng.random() < 0.85:
            colour = np.array(HAIR[rng.choice(["black", "dark"])])
        if self.age == "old" and rng.random() < 0.6:
            colour = np.array(HAIR[rng.choice(["grey", "white"])]) * rng.uniform(0.6, 1.2)
        self.strands = []
        if self.hat in ("scarf", "hood"):
            self.style = "covered"
        elif self.hat and self.style in ("afro", "bun", "crop"):
            self.style = "short"
        if self.style not in ("bald", "covered"):
            triangles = head.scalp(self.assets, self.rest, rng.uniform(0.5, 0.72))
            start = hair.roots(self.rest, triangles, hair.STYLES[self.style][0], rng)
            if self.hat:  # what grows under the hat does not show
                start = start[start[:, 1] < head.centre[1] + 0.15 * head.radii[1]]
            if len(start):
                points, width = hair.strands(head, start, self.style, rng)
                if self.hat:
                    points = points[(points[..., 1] < head.centre[1] + 0.45 * head.radii[1]).all(1)]
                self.strands.append((points, width, colour))
            cap = self.rest[triangles.ravel()]
            outwards = cap - head.centre
            self._rigid("scalp", "hair", (cap + outwards * 0.012, np.arange(len(cap)).reshape(-1, 3).tolist()), colour * 0.7)
        if self.sex == "male" and self.age != "child" and rng.random() < 0.4:
            start = hair.roots(self.rest, head.beard(self.assets, self.rest), 2600, rng)
            outwards = start - head.centre
            outwards /= np.linalg.norm(outwards, axis=1, keepdims=True)
            long = head.height * rng.choice([0.03, 0.1, 0.3], p=[0.4, 0.4, 0.2])
            way = outwards * 0.4 + [0, -1, 0.2] + rng.normal(size=outwards.shape) * 0.25
            points = start[:, None] + way[:, None] * np.linspace(0, long, hair.POINTS)[None, :, None]
            self.strands.append((points, 0.013 * head.height, colour))
        brow = self.assets.garment(self.assets.extra / "eyebrows/eyebrow001").fitted(self.rest)
        start = brow[rng.integers(len(brow), size=260)] + rng.normal(size=(260, 3)) * 0.012
        way = np.stack([np.sign(start[:, 0]), np.full(260, 0.15), np.full(260, -0.15)], 1) * rng.uniform(0.06, 0.14, (260, 1))
        self.strands.append((start[:, None] + way[:, None] * np.linspace(0, 1, hair.POINTS)[None, :, None], 0.009, colour * 0.8))

    # Worn on the body.

    def _worn(self):
        rng = self.rng
        kind = rng.random() / self.mix.worn
        chest, hip = self.joint("spine02____head"), self.joint("root____head")
        torso = self.rest[:BODY_VERTICES][self.assets.rig.weights[:BODY_VERTICES, [self.assets.rig.number[b] for b in ("spine02", "spine03", "spine01")]].sum(1) > 0.5]
        back, front, wide = torso[:, 2].min(), torso[:, 2].max(), np.abs(torso[:, 0]).max()
        colour = self._colour(self.upper)
        tall = chest[1] - hip[1]
        if kind < 0.12:
            size = np.array([wide * 1.4, tall * rng.uniform(1.1, 1.6), wide * rng.uniform(0.5, 0.8)])
            place = np.array([0, chest[1] + tall * 0.05, back - size[2] / 2 - 0.15])
            vertices, faces = shapes.box(size, 0.5)
            self._rigid("backpack", "cloth", (vertices + place, faces), colour, "spine02", rounded=True)
            for sign in (-1, 1):
                x, shoulder = sign * wide * 0.5, self.head.shoulders + 0.25
                path = [(x, place[1] + size[1] * 0.3, back - 0.15), (x, shoulder + 0.15, (back + front) / 2 - 0.3),
                        (x, shoulder + 0.05, (back + front) / 2 + 0.5), (x * 1.2, chest[1] + tall * 0.2, front + 0.12),
                        (x * 1.6, chest[1] - tall * 0.3, (back + front) / 2)]  # fmt: skip
                self._rigid("strap", "cloth", self._strap(path, 0.5), colour, "spine02")
            self.worn.append("backpack")
        elif kind < 0.24:
            sign = rng.choice([-1, 1])
            size = np.array([0.9, rng.uniform(1.6, 2.6), rng.uniform(2, 3)])
            place = np.array([sign * (wide + 0.7), hip[1] + rng.uniform(-0.6, 0.8), 0.2])
            vertices, faces = shapes.box(size, 0.4)
            self._rigid("bag", "cloth", (vertices + place, faces), colour, "spine05", rounded=True)
            cross = rng.random() < 0.6
            x, shoulder = (-sign if cross else sign) * wide * 0.6, self.head.shoulders + 0.3
            top = place + [0, size[1] / 2, 0]
            for z, lean in ((front + 0.15, 1), (back - 0.15, -1)):
                path = [(x, shoulder + 0.12, 0.0), (x * 0.8, shoulder - 0.6, z * 0.8), (sign * wide * 0.3, (shoulder + top[1]) / 2, z),
                        (sign * wide * 0.9, top[1] + 0.4, z * 0.7), top + [0, 0, lean * size[2] * 0.3]]  # fmt: skip
                self._rigid("strap", "cloth", self._strap(path, rng.uniform(0.15, 0.4)), colour, "spine03")
            self.worn.append("bag")
        elif kind < 0.29:
            tie = [(0, self.head.shoulders + 0.2, front * 0.75), (0, chest[1] + 0.3, front + 0.18), (0, hip[1] + 0.8, front + 0.2)]
            self._rigid("tie", "cloth", shapes.band(tie, 0.55, 0.08, np.tile([0, 0, 1.0], (3, 1))), self._colour(self.upper), "spine02", pattern=True)
        self.skirt = ""
        if rng.random() / self.mix.worn < (0.34 if self.sex == "female" else 0.1):
            self.skirt = str(rng.choice(["skirt", "dress", "apron", "coat"], p=[0.35, 0.35, 0.2, 0.1] if self.sex == "female" else [0, 0, 0.7, 0.3]))
            self.skirt_colour = {"dress": self.upper, "coat": self.upper}.get(self.skirt, self._colour(self.upper))
            self.skirt_length, self.flare = rng.uniform(0.35, 0.95), rng.uniform(0, 1.6)
            self.worn.append(self.skirt)

    @staticmethod
    def _strap(path, width):
        path = np.asarray(path, float)
        at = np.linspace(0, len(path) - 1, 24)
        fine = np.stack([np.interp(at, range(len(path)), column) for column in path.T], 1)
        for column in range(3):
            fine[:, column] = np.convolve(np.pad(fine[:, column], 3, "edge"), np.ones(7) / 7, "valid")
        normals = fine - [0, 0, 0]
        normals[:, 1] = 0
        normals[:, 0] *= 0.3
        normals /= np.linalg.norm(normals, axis=1, keepdims=True) + 1e-9
        return shapes.band(fine, width, 0.08, normals)

    # A pose of the figure.

    def posed(self, pose, rng):
        """Parts and strands where they are in this pose, with what is held and sat on."""
        parts = []
        for part in self.parts:
            moved = pose.skinned(part.vertices, part.weights)
            parts.append(Part(**{**part.__dict__, "vertices": moved, "weights": None}))
        strands = [(pose.skinned(p.reshape(-1, 3), "head").reshape(p.shape), w, c) for p, w, c in self.strands]
        self.used = []
        if self.skirt and pose.legs in UPRIGHT:
            parts.append(self._skirt(parts, pose))
        if pose.legs in ON_A_SEAT:
            parts += self._seat(parts, pose, rng)
        parts += self._held(pose, rng)
        return parts, strands

    def arm(self, pose, rng):
        """One arm with its sleeve."""
        side = rng.choice(["L", "R"])
        names = ("upperarm", "lowerarm", "wrist", "finger", "metacarpal")
        bones = [i for b, i in self.assets.rig.number.items() if b.startswith(names) and b.endswith(side)]
        parts = []
        for part in self.parts:
            if not isinstance(part.weights, str):
                own = part.weights[:, bones].sum(1) > 0.6
                kept = [i for i, face in enumerate(part.faces) if own[face].all()]
                if kept:
                    more = {"vertices": pose.skinned(part.vertices, part.weights), "weights": None}
                    more["faces"] = [part.faces[i] for i in kept]
                    more["uv_faces"] = [part.uv_faces[i] for i in kept]
                    parts.append(Part(**{**part.__dict__, **more}))
        self.used = [str(side)]
        return parts

    def _skirt(self, parts, pose):
        own = np.concatenate([p.vertices for p in parts if p.kind == "cloth" and p.name.find("suit") >= 0 or p.name == "body"])
        rest = np.concatenate([p.vertices for p in self.parts if p.kind == "cloth" and p.name.find("suit") >= 0 or p.name == "body"])
        hip, knee = self.joint("root____head"), self.joint("lowerleg01.L____head")
        below = (rest[:, 1] < hip[1] + 1.2) & (np.abs(rest[:, 0]) < 2.6)
        top = pose.place("root")[1] + (0.9 if self.skirt != "apron" else 2.6)
        floor = min(p.vertices[:, 1].min() for p in parts)
        bottom = top - (top - floor) * max(0.3, self.skirt_length) * 0.95
        if self.skirt == "apron":
            bottom, below = max(bottom, pose.place("root")[1] - 4.5), (rest[:, 1] < hip[1] + 3) & (np.abs(rest[:, 0]) < 2.0)
        mesh = shapes.shell(own[below], np.linspace(top, bottom, 26), 0.14, self.flare if self.skirt != "apron" else 0.2,
                            np.pi if self.skirt != "apron" else self.rng.uniform(1.0, 1.5))  # fmt: skip
        colour = np.tile(self.skirt_colour, (len(mesh[0]), 1))
        return Part(self.skirt, "cloth", mesh[0], mesh[1], colour, pattern=True)

    def _seat(self, parts, pose, rng):
        """A chair, stool, bench or sofa under the figure."""
        thighs = np.concatenate([p.vertices for p in parts if p.belongs and p.kind in ("skin", "cloth")])
        hip, turn = pose.place("root"), pose.rotation("root")
        local = (thighs - hip) @ turn
        under = local[(np.abs(local[:, 0]) < 1.8) & (local[:, 2] > -1.5) & (local[:, 2] < 2.0)]
        seat, floor = np.percentile(under[:, 1], 1) if len(under) else -1.0, local[:, 1].min()
        back = local[(local[:, 1] > 0) & (np.abs(local[:, 0]) < 1.5)][:, 2].min()
        kind = rng.choice(["chair", "armchair", "stool", "bench", "sofa"], p=[0.4, 0.15, 0.15, 0.15, 0.15])
        wide = {"chair": 4.4, "armchair": 5.2, "stool": 3.4, "bench": rng.uniform(10, 16), "sofa": rng.uniform(10, 18)}[kind]
        deep, thick = (4.2 if kind != "stool" else 3.4), (0.35 if kind in ("chair", "bench", "stool") else 1.6)
        colour, legs = cloth_colour(rng), cloth_colour(rng)
        middle = back - 0.2 + deep / 2
        pieces = []

        def block(size, place, tint):
            vertices, faces = shapes.box(size, 0.25)
            pieces.append((vertices + place, faces, tint))

        block((wide, thick, deep), (0, seat - thick / 2 - 0.05, middle), colour)
        if kind in ("chair", "armchair", "sofa"):
            high = rng.uniform(3.5, 6)
            slats = kind == "chair" and rng.random() < 0.5
            for x in np.linspace(-wide / 2 + 0.3, wide / 2 - 0.3, 6) if slats else (0,):
                block((0.3 if slats else wide, high, 0.35 if kind == "chair" else 1.4), (x, seat + high / 2, back - (0.4 if kind == "chair" else 0.95)), colour)
            if slats:
                block((wide, 0.6, 0.35), (0, seat + high, back - 0.4), colour)
        if kind in ("armchair", "sofa"):
            for sign in (-1, 1):
                block((1.0, 2.2, deep), (sign * (wide / 2 + 0.4), seat + 0.9, middle), colour)
        for x in (-wide / 2 + 0.3, wide / 2 - 0.3):
            for z in (middle - deep / 2 + 0.3, middle + deep / 2 - 0.3):
                block((0.3, seat - floor, 0.3), (x, (seat + floor) / 2, z), legs)
        self.used.append(str(kind))
        return [
            Part("seat", "hard", v @ turn.T + hip, f, np.tile(tint, (len(v), 1)), belongs=False) for v, f, tint in pieces
        ]

    def _held(self, pose, rng):
        """A thing in one hand, or in both before the body."""
        parts = []
        number = self.assets.rig.number

        def hand(side):
            palm = (pose.place("finger2-1." + side) + pose.place("finger5-1." + side)) / 2
            tip = (pose.place("finger2-3." + side) + pose.place("finger4-3." + side)) / 2
            return palm * 0.5 + tip * 0.5, pose.rotations[number["wrist." + side]]

        def add(name, mesh, place, turn, colour):
            vertices, faces = mesh
            parts.append(Part(name, "hard", vertices @ turn.T + place, faces, np.tile(colour, (len(vertices), 1)), belongs=False))

        if pose.arm("L") == "hold" and pose.arm("R") == "hold" and rng.random() < 0.75:
            (left, _), (right, _) = hand("L"), hand("R")
            wide = np.linalg.norm(left - right)
            turn = pose.rotation("spine01")
            kind = rng.choice(["box", "book", "tray", "ball"])
            if kind == "ball":
                mesh = shapes.dome((0, 0, 0), (wide / 2,) * 3, -np.pi / 2, np.pi / 2, rows=20)
            else:
                mesh = shapes.box({"box": (wide * 0.95, rng.uniform(1.5, 4), rng.uniform(1.5, 4)), "book": (wide, 0.2, 2.2), "tray": (wide, 0.3, 3)}[kind])
            add(kind, mesh, (left + right) / 2, turn, cloth_colour(rng))
            self.used.append(str(kind))
            return parts
        for side in "LR":
            if pose.arm(side) not in ("hold", "down", "face", "ear", "reach", "up", "wave", "lap") or rng.random() > 0.3:
                continue
            place, turn = hand(side)
            kind = rng.choice(["phone", "cup", "stick", "card", "bag", "ball"])
            if pose.arm(side) == "down":
                kind = "bag" if rng.random() < 0.6 else kind
            colour = cloth_colour(rng)
            if kind == "phone":
                add(kind, shapes.box((0.12, 1.5, 0.75)), place, turn, (0.01, 0.01, 0.012) if rng.random() < 0.6 else colour)
            elif kind == "card":
                add(kind, shapes.box((0.04, rng.uniform(0.8, 3), rng.uniform(0.8, 2.2))), place, turn, (0.75, 0.75, 0.72))
            elif kind == "cup":
                add(kind, shapes.tube([(0, -0.5, 0), (0, 0.5, 0)], (0.36, 0.45), 18), place, np.eye(3), colour)
            elif kind == "stick":
                long = rng.uniform(2, 7)
                add(kind, shapes.tube([(0, -long, 0), (0, long * 0.4, 0)], rng.uniform(0.08, 0.25), 10), place, turn @ _tilt(rng), colour)
            elif kind == "ball":
                size = rng.uniform(0.4, 1.3)
                add(kind, shapes.dome((0, 0, 0), (size,) * 3, -np.pi / 2, np.pi / 2, rows=18), place, turn, colour)
            else:
                size = rng.uniform(0.8, 1.4)
                vertices, faces = shapes.box((2.6 * size, 2.8 * size, 0.8 * size), 0.4)
                handle = shapes.ring((0, 0, 0), 0.8 * size, 0.08, 2)
                add(kind, shapes.joined((vertices - [0, 2.2 * size, 0], faces), (handle[0] - [0, 0.7 * size, 0], handle[1])), place, pose.rotation("root"), colour)
            self.used.append(str(kind))
        return parts


def _tilt(rng):
    from assets import turn

    return turn(rng.normal(size=3) + 1e-6, rng.normal() * 0.6)
