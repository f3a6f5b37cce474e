"""Poses: where arms and legs point, how the body leans, and the rotations of the bones that follow from it.

Directions are given for the left side (+X) in the frame of the chest or the hip; the right side mirrors X.
"""

from dataclasses import dataclass

import numpy as np

from assets import turn, turn_onto

# Upper arm and forearm.
ARM = {
    "down": ((0.15, -1, 0), (0.05, -1, 0.2)),
    "hip": ((0.75, -0.7, -0.1), (-0.8, -0.5, 0.3)),
    "face": ((0.35, -0.75, 0.55), (-0.45, 0.85, 0.15)),
    "ear": ((0.55, -0.6, 0.3), (-0.35, 0.9, -0.05)),
    "up": ((0.45, 0.85, 0.1), (-0.1, 1, 0.1)),
    "wave": ((0.85, 0.15, 0.15), (0.05, 1, 0.2)),
    "point": ((0.35, 0.05, 0.9), (0.15, 0.1, 1)),
    "reach": ((0.2, -0.6, 0.7), (-0.15, 0.1, 1)),
    "side": ((1, 0, 0.1), (0.9, 0.1, 0.2)),
    "pocket": ((0.35, -0.95, -0.15), (-0.2, -0.9, 0.35)),
    "back": ((0.3, -0.9, -0.35), (-0.75, -0.5, -0.25)),
    "head": ((0.9, 0.4, -0.05), (-0.75, 0.6, -0.25)),
    "chest": ((0.3, -0.85, 0.3), (-0.75, 0.3, 0.5)),
    "lap": ((0.12, -0.9, 0.3), (-0.2, -0.45, 0.85)),
    "hold": ((0.2, -0.9, 0.3), (-0.12, 0.2, 1)),
    "overhead": ((0.28, 1, 0.05), (-0.22, 1, 0.05)),
    "v": ((0.7, 0.75, 0), (0.55, 0.85, 0.05)),
    "pray": ((0.3, -0.85, 0.3), (-0.6, 0.55, 0.5)),
    "joined": ((0.4, 0.95, 0.1), (-0.5, 0.85, 0.05)),
    "bent up": ((1, 0.05, 0.05), (0.1, 1, 0.1)),
    "behind head": ((0.9, 0.4, -0.15), (-0.85, 0.3, -0.4)),
    "across": ((0.3, 0.95, 0.1), (-0.75, 0.65, 0.05)),
    "rise": ((0.3, 0.75, 0.6), (0.05, 0.9, 0.45)),
    "forward": ((0.15, 0, 1), (-0.05, 0.05, 1)),
    "knees": ((0.25, -0.7, 0.6), (-0.05, -0.55, 0.8)),
}
FOLDED = {"L": ((0.3, -0.9, 0.25), (-0.9, 0.12, 0.5)), "R": ((0.3, -0.9, 0.32), (-0.85, -0.08, 0.42))}
BOTH_ARMS = {
    "folded": 0.15, "hip": 0.08, "overhead": 0.13, "v": 0.06, "side": 0.05, "hold": 0.17, "lap": 0.10, "pray": 0.04,
    "down": 0.12, "head": 0.05, "back": 0.05,
}  # fmt: skip
ONE_ARM = {
    "down": 0.2, "hip": 0.1, "face": 0.14, "ear": 0.06, "up": 0.1, "wave": 0.08, "point": 0.04, "reach": 0.08,
    "side": 0.04, "pocket": 0.08, "back": 0.03, "head": 0.04, "chest": 0.06, "hold": 0.08,
}  # fmt: skip

# Thigh and shin, of the left and of the right leg.
LEGS = {
    "stand": (((0.09, -1, 0.03), (0.02, -1, -0.05)),) * 2,
    "relaxed": (((0.1, -1, 0.03), (0.02, -1, -0.03)), ((0.22, -1, 0.2), (0.02, -1, -0.25))),
    "walk": (((0.05, -1, 0.42), (0, -1, -0.05)), ((0.05, -1, -0.25), (0, -1, -0.65))),
    "step": (((0.05, -1, 0.22), (0, -1, 0.02)), ((0.05, -1, -0.12), (0, -1, -0.35))),
    "wide": (((0.5, -1, 0), (0.42, -1, 0)),) * 2,
    "run": (((0.05, -0.6, 0.8), (0, -1, -0.25)), ((0.05, -1, -0.5), (0, -0.35, -1))),
    "sit": (((0.2, -0.1, 1), (0.05, -1, 0.05)),) * 2,
    "sit crossed": (((-0.2, 0.12, 1), (-0.3, -0.9, 0.35)), ((0.05, -0.1, 1), (0, -1, 0.1))),
    "floor": (((0.2, 0.45, 0.85), (0.05, -0.9, 0.45)),) * 2,
    "lotus": (((0.8, -0.12, 0.6), (-0.95, -0.12, 0.25)), ((0.8, -0.2, 0.6), (-0.95, -0.2, 0.45))),
    "long": (((0.2, 0, 1), (0.05, -0.05, 1)),) * 2,
    "lunge": (((0.08, -0.3, 1), (0, -1, 0)), ((0.05, -0.8, -0.7), (0, -0.5, -0.9))),
    "tree": (((0.85, -0.35, 0.35), (-0.8, -0.65, -0.05)), ((0.03, -1, 0), (0, -1, 0))),
    "kneel": (((0.12, -1, 0.15), (0.02, -0.1, -1)),) * 2,
    "half kneel": (((0.15, -0.15, 1), (0, -1, 0)), ((0.05, -1, 0), (0, -0.1, -1))),
    "squat": (((0.55, 0.1, 0.8), (-0.05, -0.95, -0.2)),) * 2,
    "sit wide": (((0.5, -0.05, 1), (0.1, -1, 0)),) * 2,
    "sit low": (((0.2, 0.3, 1), (0.05, -1, 0.15)),) * 2,
    "warrior": (((1, -0.4, 0.15), (0.05, -1, 0)), ((0.85, -0.8, 0), (0.75, -0.85, 0))),
    "kick": (((0.1, 0.1, 1), (0.05, -0.1, 1)), ((0.03, -1, -0.05), (0, -1, -0.1))),
}
LEG_SHARES = {
    "stand": 0.22, "relaxed": 0.16, "walk": 0.1, "step": 0.07, "wide": 0.04, "run": 0.03, "sit": 0.12,
    "sit crossed": 0.05, "floor": 0.03, "lotus": 0.04, "long": 0.02, "lunge": 0.04, "tree": 0.03, "kneel": 0.02,
    "half kneel": 0.02, "squat": 0.02,
}  # fmt: skip
ON_A_SEAT = ("sit", "sit crossed", "sit wide", "sit low")
ON_THE_GROUND = ("floor", "lotus", "long")
UPRIGHT = ("stand", "relaxed", "walk", "step")
STORED = 0.2  # share of the poses that are MakeHuman's own, legs included
GESTURES = 0.4  # share of the free hands that stretch and spread some fingers and bend the others
GESTURE_FINGERS = ((2, 3, 4, 5), (2, 3, 4, 5), (2, 3), (2,))  # 2 is the index finger
HANDSTANDS = 0.02  # share of the poses with the head below the hip that stay


@dataclass(frozen=True)
class Mix:
    """How often which pose, view and worn thing is chosen."""

    both_arms: dict  # the same with both
    one_arm: dict  # of each side on its own
    legs: dict
    stored: float  # share of the poses that are MakeHuman's own, legs included
    views: dict
    worn: float = 1  # so many times as often something is worn


MIXES = {
    "everyday": Mix(BOTH_ARMS, ONE_ARM, LEG_SHARES, STORED, {"front": 0.5, "side": 0.2, "back": 0.3}),
    "active": Mix(
        {
            "overhead": 0.14, "joined": 0.13, "v": 0.12, "side": 0.12, "behind head": 0.11, "bent up": 0.08, "rise": 0.08,
            "hip": 0.1, "knees": 0.05, "forward": 0.04, "folded": 0.03,
        },
        {
            "up": 0.16, "across": 0.12, "head": 0.1, "side": 0.1, "wave": 0.1, "hip": 0.12, "rise": 0.08, "bent up": 0.05,
            "reach": 0.05, "chest": 0.05, "knees": 0.04, "down": 0.03,
        },
        {
            "stand": 0.14, "relaxed": 0.12, "wide": 0.12, "warrior": 0.1, "lunge": 0.08, "tree": 0.07, "kick": 0.03,
            "run": 0.04, "squat": 0.03, "lotus": 0.04, "kneel": 0.02, "sit": 0.08, "sit wide": 0.06, "sit low": 0.05,
            "sit crossed": 0.02,
        },
        0, {"front": 0.66, "side": 0.12, "back": 0.22}, 2.2,
    ),
    "raised": Mix(
        {"overhead": 0.2, "joined": 0.08, "v": 0.2, "behind head": 0.2, "bent up": 0.2, "rise": 0.12},
        {"head": 0.3, "up": 0.24, "across": 0.14, "ear": 0.1, "wave": 0.12, "down": 0.1},
        {"stand": 0.4, "relaxed": 0.35, "walk": 0.1, "wide": 0.1, "sit": 0.05},
        0, {"front": 0.5, "side": 0.1, "back": 0.4}, 1.5,
    ),
}  # fmt: skip

MIRROR = np.diag([-1.0, 1, 1])


def choice(rng, shares):
    keys = list(shares)
    weights = np.array([shares[k] for k in keys])
    return keys[rng.choice(len(keys), p=weights / weights.sum())]


class Pose:
    """Rotation and place of each bone of one figure."""

    def __init__(self, assets, rest, rng, legs=None, arms=None, mix=MIXES["everyday"]):
        self.rig, self.rng, self.mix = assets.rig, rng, mix
        self.heads = self.rig.heads(rest)
        self.legs = legs or ("stored" if rng.random() < mix.stored else choice(rng, mix.legs))
        self.arms = {}
        self._choose_arms(arms)
        for _ in range(20):
            self._pose(self._relative(assets))
            upright = self.place("head")[1] > self.place("root")[1] + 0.5
            if upright or rng.random() < HANDSTANDS:
                break

    def place(self, bone):
        return self.places[self.rig.number[bone]]

    def rotation(self, bone):
        return self.rotations[self.rig.number[bone]]

    def skinned(self, vertices, weights):
        """Vertices at rest, moved with the bones; weights are of each vertex, or one bone for all."""
        moves = self.places - np.einsum("bij,bj->bi", self.rotations, self.heads)
        if isinstance(weights, str):
            number = self.rig.number[weights]
            return vertices @ self.rotations[number].T + moves[number]
        rotations = (weights @ self.rotations.reshape(len(moves), 9)).reshape(-1, 3, 3)
        return np.einsum("vij,vj->vi", rotations, vertices) + weights @ moves

    def _choose_arms(self, arms):
        rng = self.rng
        kind = rng.random()
        if arms or kind < 0.5:
            both = arms or choice(rng, self.mix.both_arms)
            self.arms = {side: (both, FOLDED[side] if both == "folded" else ARM[both]) for side in "LR"}
        elif kind < 0.92:
            for side in "LR":
                one = choice(rng, self.mix.one_arm)
                self.arms[side] = one, ARM[one]
        self.arms = {side: (name, self._shaken(pair, side, 0.07)) for side, (name, pair) in self.arms.items()}

    def arm(self, side):
        return self.arms[side][0] if side in self.arms else ""

    def _shaken(self, pair, side, amount):
        sign = np.array([1.0 if side == "L" else -1.0, 1, 1])
        directions = [np.array(d) * sign + self.rng.normal(size=3) * amount for d in pair]
        return [d / np.linalg.norm(d) for d in directions]

    def _relative(self, assets):
        """Rotations relative to the parent: a stored pose or none, and small random ones."""
        rng = self.rng
        pose = {}
        if self.legs == "stored" or rng.random() < 0.3 and self.legs in UPRIGHT:
            pose = dict(assets.pose(assets.pose_files[rng.integers(len(assets.pose_files))]))
            if rng.random() < 0.5:
                pose = {_other_side(bone): MIRROR @ m @ MIRROR for bone, m in pose.items()}
        degrees = {"spine": 2.5, "neck": 4, "head": 9, "wrist": 14, "clavicle": 3}
        for bone in self.rig.bones:
            amount = degrees.get(bone.split(".")[0].rstrip("0123456789"), 0)
            if amount:
                pose[bone] = pose.get(bone, np.eye(3)) @ self._small(amount)
        self._lean(pose)
        self._curl_fingers(pose)
        return pose

    def _small(self, degrees):
        return turn(self.rng.normal(size=3) + 1e-6, np.radians(abs(self.rng.normal()) * degrees))

    def _lean(self, pose):
        rng = self.rng
        large = rng.random() < 0.13
        forward = rng.uniform(-15, 75) if large else rng.normal() * 6 + 3
        aside = rng.normal() * (22 if large else 4)
        twist = rng.normal() * (25 if large else 9)
        for bone in ("spine05", "spine04", "spine03"):
            lean = turn((1, 0, 0), np.radians(forward / 3)) @ turn((0, 0, 1), np.radians(aside / 3))
            pose[bone] = pose.get(bone, np.eye(3)) @ lean @ turn((0, 1, 0), np.radians(twist / 3))

    def _curl_fingers(self, pose):
        heads, number, rng = self.heads, self.rig.number, self.rng
        for side in "LR":
            sign = 1 if side == "L" else -1
            palm = rng.choice([0.15, 0.4, 0.9, 1.3], p=[0.3, 0.35, 0.2, 0.15])
            spread, stretched = 0.0, ()
            if self.arm(side) == "hold":
                palm = rng.uniform(0.5, 0.9)
            elif rng.random() < GESTURES:
                stretched = GESTURE_FINGERS[rng.integers(len(GESTURE_FINGERS))]
                palm, spread = 1.3, rng.uniform(0.05, 0.22)
            across = heads[number["finger2-1." + side]] - heads[number["finger5-1." + side]]
            along = heads[number["finger3-2." + side]] - heads[number["finger3-1." + side]]
            for finger in range(2, 6):
                for part in (1, 2, 3):
                    bone = f"finger{finger}-{part}.{side}"
                    bend = palm * rng.uniform(0.7, 1.2) * (0.8 if part == 1 else 1)
                    if finger in stretched:
                        bend *= 0.07
                    bent = turn(across * sign, bend)
                    if part == 1:
                        bent = turn(np.cross(across, along), spread * (3.5 - finger)) @ bent
                    pose[bone] = bent @ pose.get(bone, np.eye(3))

    def _pose(self, relative):
        rig, heads = self.rig, self.heads
        legs = {}
        if self.legs in LEGS:
            order = "LR" if self.rng.random() < 0.5 else "RL"
            legs = {side: self._shaken(pair, side, 0.06) for side, pair in zip(order, LEGS[self.legs])}
        self.rotations, self.places = np.zeros((len(rig.bones), 3, 3)), np.zeros((len(rig.bones), 3))
        for i, bone in enumerate(rig.bones):
            parent = rig.parent[i]
            own = relative.get(bone, np.eye(3))
            if parent < 0:
                if legs:  # they are meant for an upright hip
                    own = np.eye(3)
                self.rotations[i], self.places[i] = own, heads[i]
                continue
            self.rotations[i] = self.rotations[parent] @ own
            self.places[i] = self.places[parent] + self.rotations[parent] @ (heads[i] - heads[parent])
            name, side = bone[:-2], bone[-1]
            if side in self.arms and name in ("clavicle", "shoulder01", "upperarm01", "lowerarm01"):
                self.rotations[i] = self._arm(name, side, *self.arms[side][1])
            elif side in legs and name in ("upperleg01", "lowerleg01"):
                self.rotations[i] = self._leg(name, side, *legs[side])

    def _bone(self, first, second):
        number = self.rig.number
        return self.heads[number[second]] - self.heads[number[first]]

    def _arm(self, name, side, upper, fore):
        chest = self.rotations[self.rig.number["spine01"]]
        arm = self._bone("upperarm01." + side, "lowerarm01." + side)
        if name in ("clavicle", "shoulder01"):  # they follow a little, more when the arm is raised
            turned = turn_onto(arm, upper)
            axis = np.array([turned[2, 1] - turned[1, 2], turned[0, 2] - turned[2, 0], turned[1, 0] - turned[0, 1]])
            angle = np.arccos(np.clip((np.trace(turned) - 1) / 2, -1, 1))
            return chest @ turn(axis + 1e-9, angle * (0.08 + 0.22 * max(0, upper[1] + 0.3)))
        if name == "upperarm01":
            return chest @ turn_onto(arm, upper)
        above = self.rotations[self.rig.number["upperarm01." + side]]
        return above @ turn_onto(self._bone("lowerarm01." + side, "wrist." + side), above.T @ chest @ fore)

    def _leg(self, name, side, thigh, shin):
        hip = self.rotations[self.rig.number["root"]]
        if name == "upperleg01":
            return hip @ turn_onto(self._bone("upperleg01." + side, "lowerleg01." + side), thigh)
        above = self.rotations[self.rig.number["upperleg01." + side]]
        return above @ turn_onto(self._bone("lowerleg01." + side, "foot." + side), above.T @ hip @ shin)


def _other_side(bone):
    if bone.endswith(".L"):
        return bone[:-2] + ".R"
    return bone[:-2] + ".L" if bone.endswith(".R") else bone
