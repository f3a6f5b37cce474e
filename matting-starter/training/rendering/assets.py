"""Reads MakeHuman's files: meshes, targets, rig, weights, poses and clothes. Y up, Z to the front, decimetres."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np

BODY_VERTICES = 13380  # of the base mesh; those behind are helpers that carry clothes
Z_UP_TO_Y_UP = np.array([[1, 0, 0], [0, 0, 1], [0, -1, 0]], float)


@dataclass
class Mesh:
    vertices: np.ndarray  # n x 3
    faces: list
    uv: np.ndarray
    uv_faces: list
    groups: list  # of each face

    def islands(self):
        """The number of the connected part that each vertex belongs to."""
        parent = list(range(len(self.vertices)))

        def root(i):
            while parent[i] != i:
                parent[i] = parent[parent[i]]
                i = parent[i]
            return i

        for face in self.faces:
            for other in face[1:]:
                parent[root(face[0])] = root(other)
        numbers = {}
        return np.array([numbers.setdefault(root(i), len(numbers)) for i in range(len(parent))])


@dataclass
class Garment:
    """A mesh whose vertices hang on three vertices of the base mesh each."""

    name: str
    mesh: Mesh
    island: np.ndarray
    anchors: np.ndarray  # n x 3
    shares: np.ndarray  # n x 3
    offsets: np.ndarray  # n x 3
    scales: dict  # axis -> two vertices of the base mesh and their distance at which offsets hold
    hidden: np.ndarray  # vertices of the base mesh that it covers

    def fitted(self, base):
        scale = np.ones(3)
        for axis, (first, second, distance) in self.scales.items():
            scale[axis] = abs(base[first, axis] - base[second, axis]) / distance
        return (base[self.anchors] * self.shares[..., None]).sum(1) + self.offsets * scale

    def weights(self, base_weights):
        weights = (base_weights[self.anchors] * np.clip(self.shares, 0, None)[..., None]).sum(1)
        return weights / weights.sum(1, keepdims=True)


def read_mesh(path):
    vertices, uv, faces, uv_faces, groups, group = [], [], [], [], [], ""
    for line in open(path, errors="ignore"):
        words = line.split()
        if not words:
            continue
        if words[0] == "v":
            vertices.append(words[1:4])
        elif words[0] == "vt":
            uv.append(words[1:3])
        elif words[0] == "g":
            group = words[1] if len(words) > 1 else ""
        elif words[0] == "f":
            corners = [word.split("/") for word in words[1:]]
            faces.append([int(c[0]) - 1 for c in corners])
            uv_faces.append([int(c[1]) - 1 if len(c) > 1 and c[1] else 0 for c in corners])
            groups.append(group)
    return Mesh(np.array(vertices, float), faces, np.array(uv or [[0, 0]], float), uv_faces, groups)


def read_garment(path):
    """From a .mhclo file or the folder that holds one."""
    path = Path(path)
    path = sorted(path.glob("*.mhclo"))[0] if path.is_dir() else path
    mesh_file, rows, scales, hidden, part = None, [], {}, [], ""
    for line in open(path, errors="ignore"):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if words[0] == "obj_file":
            mesh_file = path.parent / words[1]
        elif words[0] in ("x_scale", "y_scale", "z_scale"):
            scales["xyz".index(words[0][0])] = int(words[1]), int(words[2]), float(words[3])
        elif words[0] in ("verts", "delete_verts"):
            part = words[0]
        elif part == "verts" and re.match(r"^\d+$", words[0]):
            rows.append([float(word) for word in words])
        elif part == "delete_verts" and re.match(r"^[\d-]", words[0]):
            hidden += _ranges(words)
        elif not re.match(r"^[\d-]", words[0]):
            part = ""
    anchors, shares, offsets = (np.zeros((len(rows), 3)) for _ in range(3))
    for i, row in enumerate(rows):
        if len(row) == 1:
            anchors[i], shares[i] = int(row[0]), (1, 0, 0)
        else:
            anchors[i], shares[i] = row[:3], row[3:6]
            offsets[i] = row[6:9] if len(row) >= 9 else 0
    mesh = read_mesh(mesh_file)
    return Garment(
        path.parent.name, mesh, mesh.islands(), anchors.astype(int), shares, offsets, scales, np.array(hidden, int)
    )


def _ranges(words):
    """"3 - 6 9" is 3 4 5 6 9."""
    numbers, i = [], 0
    while i < len(words):
        if i + 2 < len(words) and words[i + 1] == "-":
            numbers += range(int(words[i]), int(words[i + 2]) + 1)
            i += 3
        else:
            numbers.append(int(words[i]))
            i += 1
    return numbers


def turn(axis, angle):
    """The rotation by angle (radians) about the axis."""
    x, y, z = np.asarray(axis, float) / np.linalg.norm(axis)
    c, s = np.cos(angle), np.sin(angle)
    d = 1 - c
    return np.array([
        [c + x * x * d, x * y * d - z * s, x * z * d + y * s],
        [y * x * d + z * s, c + y * y * d, y * z * d - x * s],
        [z * x * d - y * s, z * y * d + x * s, c + z * z * d],
    ])  # fmt: skip


def turn_onto(a, b):
    """The least rotation that turns direction a to direction b."""
    a, b = a / np.linalg.norm(a), b / np.linalg.norm(b)
    axis, cosine = np.cross(a, b), a @ b
    sine = np.linalg.norm(axis)
    if sine < 1e-8:
        return np.eye(3) if cosine > 0 else turn((0, 0, 1), np.pi)
    return turn(axis, np.arctan2(sine, cosine))


def read_pose(path, frame=0):
    """Bone -> its rotation relative to its parent, of a BVH file."""
    names, channels, offsets = [], [], []
    lines = iter(open(path))
    for line in lines:
        words = line.split()
        if not words:
            continue
        if words[0] in ("ROOT", "JOINT"):
            names.append(words[1])
            channels.append(None)
            offsets.append(None)
        elif words[0] == "OFFSET" and offsets and offsets[-1] is None:
            offsets[-1] = [float(w) for w in words[1:4]]
        elif words[0] == "CHANNELS":
            channels[-1] = words[2:]
        elif words[0] == "Frames:":
            break
    next(lines)
    frames = [[float(w) for w in line.split()] for line in lines if line.strip()]
    values = iter(frames[frame % len(frames)])
    shin = dict(zip(names, offsets)).get("lowerleg01.R", [0, 0, -1])
    z_up = abs(shin[2]) > abs(shin[1])
    pose = {}
    for name, wanted in zip(names, channels):
        rotation = np.eye(3)
        for channel in wanted:
            value = next(values)
            if channel.endswith("rotation"):
                rotation = rotation @ turn(np.eye(3)["XYZ".index(channel[0])], np.radians(value))
        pose[name] = Z_UP_TO_Y_UP @ rotation @ Z_UP_TO_Y_UP.T if z_up else rotation
    return pose


class Rig:
    """The bones in an order in which parents come first, and their weights on the base mesh."""

    def __init__(self, skeleton, weights, vertex_count):
        definition = json.load(open(skeleton))
        self.definition, self.joints = definition["bones"], definition["joints"]
        self.bones = []
        for bone in self.definition:
            self._add(bone)
        self.number = {bone: i for i, bone in enumerate(self.bones)}
        self.parent = [self.number.get(self.definition[bone]["parent"], -1) for bone in self.bones]
        self.weights = np.zeros((vertex_count, len(self.bones)), np.float32)
        for bone, pairs in json.load(open(weights))["weights"].items():
            if bone in self.number:
                for vertex, weight in pairs:
                    self.weights[vertex, self.number[bone]] = weight
        self.weights[self.weights.sum(1) == 0, self.number["root"]] = 1
        self.weights /= self.weights.sum(1, keepdims=True)

    def _add(self, bone):
        if bone not in self.bones:
            if self.definition[bone]["parent"]:
                self._add(self.definition[bone]["parent"])
            self.bones.append(bone)

    def joint(self, base, name):
        return base[np.array(self.joints[name])].mean(0)

    def heads(self, base):
        """Where each bone begins."""
        return np.array([self.joint(base, self.definition[bone]["head"]) for bone in self.bones])


class Assets:
    """The two repositories of MakeHuman: FOLDER/makehuman/data and FOLDER/base."""

    def __init__(self, folder):
        self.data, self.extra = Path(folder) / "makehuman/data", Path(folder) / "base"
        self.base = read_mesh(self.data / "3dobjs/base.obj")
        self.rig = Rig(
            self.data / "rigs/default.mhskel", self.data / "rigs/default_weights.mhw", len(self.base.vertices)
        )
        self._targets, self._garments, self._poses = {}, {}, {}
        self.pose_files = [(p, 0) for p in sorted((self.extra / "poses").glob("*.bvh")) if "fly" not in p.name]
        walk = self.data / "animations/walks"
        self.pose_files += [(walk / "walk1.bvh", frame) for frame in range(14)] + [(walk / "dance1.bvh", 0)]

    def move(self, vertices, target, share):
        """Adds so much of a morph target; one that does not exist changes nothing."""
        if target not in self._targets:
            path = self.data / "targets" / (target + ".target")
            rows = [line.split()[:4] for line in open(path) if line.strip() and line[0] != "#"] if path.exists() else []
            self._targets[target] = np.array(rows, float).reshape(-1, 4)
        rows = self._targets[target]
        vertices[rows[:, 0].astype(int)] += share * rows[:, 1:]

    def garment(self, path):
        if path not in self._garments:
            self._garments[path] = read_garment(path)
        return self._garments[path]

    def pose(self, file):
        if file not in self._poses:
            self._poses[file] = read_pose(*file)
        return self._poses[file]
