"""Hair as strands: from roots on the scalp, combed, pulled down, kept out of the head. At rest, before posing."""

import numpy as np

from assets import BODY_VERTICES

POINTS = 8  # of a strand
#        strands, length in head heights, pull downwards
STYLES = {
    "buzz": (5000, 0.10, 0.0),
    "short": (5200, 0.42, 0.05),
    "crop": (5200, 0.65, 0.22),
    "afro": (6500, 0.75, 0.0),
    "bob": (5600, 1.6, 0.40),
    "long": (6200, 3.4, 0.55),
    "pony": (4800, 0.9, 0.0),
    "bun": (4800, 0.9, 0.0),
}
CURLS = {"bob": (0, 0, 0.08, 0.16), "long": (0, 0, 0.06, 0.14), "crop": (0, 0.08, 0.2), "short": (0, 0.05, 0.12)}


class Head:
    """Measures of a head at rest."""

    def __init__(self, assets, rest):
        rig = assets.rig
        self.weights = rig.weights[:, rig.number["head"]]
        points = rest[:BODY_VERTICES][self.weights[:BODY_VERTICES] > 0.5]
        self.points = points
        self.eyes = [rig.joint(rest, f"eye.{side}____head") for side in "LR"]
        self.eye = (self.eyes[0] + self.eyes[1]) / 2
        self.top, self.back, self.chin = points[:, 1].max(), points[:, 2].min(), points[:, 1].min()
        self.height = self.top - self.eye[1]
        self.centre = np.array([0, self.eye[1] + 0.15 * self.height, (self.eye[2] + self.back) / 2])
        skull = points[points[:, 1] > self.eye[1] - 0.2 * self.height]
        self.radii = np.array(
            [skull[:, 0].max(), self.top - self.centre[1], max(self.centre[2] - self.back, 1e-3)]
        )
        self.shoulders = rig.joint(rest, "upperarm01.L____head")[1]

    def scalp(self, assets, rest, hairline):
        """Triangles where hair grows; hairline is its height above the eyes, in heights of the forehead."""
        triangles = []
        for face in assets.base.faces:
            if max(face) >= BODY_VERTICES or min(self.weights[face]) < 0.3:
                continue
            middle = rest[face].mean(0)
            forward = (middle[2] - self.back) / (self.eye[2] - self.back + 1e-6)
            line = hairline * self.height
            if forward < 0.42:
                lowest = self.eye[1] - 0.7 * self.height
            elif forward > 0.75:
                lowest = self.eye[1] + line
            else:
                lowest = self.eye[1] + line * (forward - 0.42) / 0.33 * 0.9 - 0.1
            if middle[1] > lowest and forward < 1.05:
                triangles += _triangles(face)
        return np.array(triangles)

    def beard(self, assets, rest):
        """Triangles of chin, jaw and upper lip."""
        mouth = assets.rig.joint(rest, "oris05____head")
        triangles = []
        for face in assets.base.faces:
            if max(face) >= BODY_VERTICES or min(self.weights[face]) < 0.2:
                continue
            middle = rest[face].mean(0)
            low = middle[1] < mouth[1] + 0.16 * self.height and middle[1] > self.chin - 0.1
            lips = np.linalg.norm((middle - mouth) / [0.3, 0.1, 0.4]) < 1
            jaw = middle[2] > self.centre[2] + 0.05 * self.height
            if low and jaw and not lips and face[0] < 13000:
                triangles += _triangles(face)
        return np.array(triangles)


def _triangles(face):
    """Of a face of three or four corners."""
    return [face[:3]] + ([[face[0], face[2], face[3]]] if len(face) > 3 else [])


def roots(rest, triangles, count, rng):
    corners = rest[triangles]
    area = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1)
    chosen = rng.choice(len(triangles), count, p=area / area.sum())
    return (corners[chosen] * rng.dirichlet([1, 1, 1], count)[..., None]).sum(1)


def strands(head, start, style, rng):
    """Points of each strand (n x POINTS x 3) and the width of a strand."""
    _, length, pull = STYLES[style]
    height, centre = head.height, head.centre
    outwards = start - centre
    outwards /= np.linalg.norm(outwards, axis=1, keepdims=True)
    count = len(start)
    step = length * rng.uniform(0.75, 1.25) * height * rng.uniform(0.82, 1.08, count) / (POINTS - 1)
    parting = rng.uniform(-0.35, 0.35)
    aside = np.sign(start[:, 0] - parting * height)[:, None] * np.array([1.0, 0, 0])
    combed = {
        "buzz": outwards,
        "afro": outwards,
        "short": outwards * 0.5 + aside * 0.4 + [0, 0.05, 0.2] + rng.normal(size=3) * 0.3,
        "crop": outwards * 0.3 + aside * 0.5 + [0, 0, rng.uniform(-0.4, 0.4)] + rng.normal(size=3) * 0.2,
        "bob": aside * 0.8 + [0, -0.3, -0.25],
        "long": aside * 0.7 + [0, -0.3, -0.35],
        "pony": outwards * 0.2 + [0, 0.15, -1.2],
        "bun": outwards * 0.2 + [0, 0.3, -1.1],
    }[style]
    curl = rng.choice(CURLS.get(style, (0,))) if style != "afro" else rng.uniform(0.35, 0.6)
    # Neighbours share their waves, so that hair falls in locks.
    locks = np.round(start / (0.16 * height)).astype(int)
    phase = (locks @ np.array([12.9, 78.2, 37.7]))[:, None] % 6.28 + rng.normal(size=(count, 3)) * 0.25 + [0, 2, 4]
    loose = rng.normal(size=(count, 3)) * (0.03 if style != "afro" else 0.3)
    direction = outwards * (0.6 if style not in ("pony", "bun") else 0.1) + combed
    direction = direction / np.linalg.norm(direction, axis=1, keepdims=True)
    knot = np.array([0, centre[1] + (0.15 if style == "pony" else 0.55) * height, head.back - 0.12 * height])
    points = [start - outwards * 0.02 * height]
    place = start.copy()
    for i in range(1, POINTS):
        direction = direction + np.array([0, -pull, 0]) + loose + curl * np.sin(phase + i * 2.1)
        if style in ("pony", "bun"):
            towards = knot - place
            towards /= np.linalg.norm(towards, axis=1, keepdims=True) + 1e-6
            direction = 0.4 * direction + towards
        direction /= np.linalg.norm(direction, axis=1, keepdims=True)
        place = place + direction * step[:, None]
        if style != "afro":
            place = _outside(head, place, style, rng)
        points.append(place.copy())
    result = [np.stack(points, 1)]
    if style == "pony":
        result.append(_tail(knot, height, rng))
    elif style == "bun":
        result.append(_bun(knot, height, rng))
    return np.concatenate(result), (0.017 if style != "afro" else 0.022) * height


def _outside(head, place, style, rng):
    relative = (place - head.centre) / head.radii
    distance = np.linalg.norm(relative, axis=1, keepdims=True)
    least = 1.03 + 0.10 * rng.random((len(place), 1))
    below = place[:, 1:2] < head.centre[1] - 0.6 * head.radii[1]
    place = np.where(
        (distance < least) & ~below, head.centre + relative / np.maximum(distance, 1e-6) * least * head.radii, place
    )
    if style in ("bob", "long"):  # out of the face, the neck and the shoulders
        height, under = head.height, below[:, 0]
        before = (place[:, 2] > head.centre[2] + 0.15 * height) & under
        side = np.sign(place[:, 0] + 1e-9)
        place[before, 0] = (side * np.maximum(np.abs(place[:, 0]), head.radii[0] * 1.03))[before]
        neck = under & (np.hypot(place[:, 0], place[:, 2] - head.centre[2] + 0.1 * height) < 0.62 * head.radii[0])
        place[neck, 0] *= 1.5
        place[neck, 2] -= 0.15 * height
        low = place[:, 1] < head.shoulders + 0.3
        place[low, 2] += np.where(place[low, 2] > head.centre[2], 0.22, -0.3) * height * 0.4
    return place


def _tail(knot, height, rng):
    count = 700
    place = knot + rng.normal(size=(count, 3)) * 0.07 * height
    direction = np.array([0, 0.1, -1.0]) + rng.normal(size=(count, 3)) * 0.15
    points, step = [place.copy()], rng.uniform(1.6, 3.2) * height / (POINTS - 1)
    for _ in range(1, POINTS):
        direction = direction + [0, -0.6, 0]
        direction /= np.linalg.norm(direction, axis=1, keepdims=True)
        place = place + direction * step + rng.normal(size=(count, 3)) * 0.02 * height
        points.append(place.copy())
    return np.stack(points, 1)


def _bun(knot, height, rng):
    count = 900
    axis = rng.normal(size=(count, 3))
    axis /= np.linalg.norm(axis, axis=1, keepdims=True)
    first = np.cross(axis, rng.normal(size=(count, 3)))
    first /= np.linalg.norm(first, axis=1, keepdims=True)
    second = np.cross(axis, first)
    angles = np.linspace(0, 3.5, POINTS)[None, :, None]
    radius = height * rng.uniform(0.24, 0.36) * rng.uniform(0.9, 1.03, (count, 1, 1))
    return knot + radius * (first[:, None] * np.cos(angles) + second[:, None] * np.sin(angles))
