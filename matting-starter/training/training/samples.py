"""Makes training samples: people pasted on other backgrounds, windows of real photos, scenes without people.

Sample ``i`` of a run depends on the run's seed and on ``i`` alone, so that the number of loading processes
changes nothing and a resumed run goes on exactly where it stopped.
"""

import math
import random
from dataclasses import dataclass

import cv2
import numpy as np

from .network import MULTIPLE

# What a sample is, as shares of all samples.
PHOTO, COMPOSITE, STUDIO, NOBODY, CROWDED = 0.42, 0.36, 0.06, 0.11, 0.05

PORTRAITS = ("cse", "hain", "uk", "wild")  # groups whose pictures end at the chest
PHOTO_OF_CASUAL = 0.22  # of photos: casual portraits; the rest are bodies
PERSON = {"studio": 0.18, "casual": 0.08, "bodies": 0.34, "rendered": 0.34, "cgi": 0.06}  # of pasted people
CAMOUFLAGE = 0.28  # of composites: the ground takes the clothes' brightness
SMALL = 0.10  # of people pasted beside others: shorter than half the picture
ARM = 0.26  # of pasted portraits: an arm comes into the picture before them
SECOND_ARM = 0.3  # of these: another arm too
HAND_AT_HEAD = 0.4  # of all these arms: the hand is at the head
CLOSE = 0.2  # of pasted portraits: wider than the picture, so that shoulders and sleeves leave it at the sides
CLOSE_WINDOW = 0.1  # of windows of photos: the same
CAST = 0.12  # of pasted people: a shadow on the floor or on a wall
THINGS = 0.10  # of composites: chairs, bags and boxes stand alone, cut out of pictures where people use them

# Training sizes as (height, width, relative number of samples in a batch), small first, large last, for a network that
# is used at a short side of 256; for another side they grow with it.
USUAL_SIDE = 256
SIZES = (
    ((192, 192, 1.0), (240, 160, 1.0), (160, 224, 1.0), (224, 176, 0.9), (272, 160, 0.9), (208, 208, 0.9)),
    ((256, 192, 0.75), (224, 224, 0.75), (320, 208, 0.55), (256, 256, 0.55), (208, 288, 0.6), (288, 224, 0.55)),
)

# oneDNN has fast training convolutions on the CPU for batches of a multiple of 16 only: 9 samples of 256x256
# take 2.5 s, 16 take 0.85 s (one core, torch 1.13).
BLOCK = 16


@dataclass
class Batch:
    """uint8, N x H x W each, but image: N x H x W x 3 in RGB."""

    image: np.ndarray
    alpha: np.ndarray
    weight: np.ndarray  # of a pixel in the loss, in tenths
    certain: np.ndarray  # 1 far outside, 2 far inside the person, else 0


def batch_shape(seed, step, large_share, samples, side=USUAL_SIDE):
    """Height, width and number of samples of a step; ``large_share`` is the chance of the larger sizes."""
    rng = random.Random(f"{seed} shape {step}")
    height, width, relative = rng.choice(SIZES[rng.random() < large_share])
    height, width = (round(length * side / USUAL_SIDE / MULTIPLE) * MULTIPLE for length in (height, width))
    block = BLOCK if samples >= BLOCK else 1
    return height, width, max(1, round(samples * relative / block)) * block


def straight_colour(image, alpha):
    """The person's colour, carried outwards over the soft edge by two blurs of the inside."""
    share = alpha.astype(np.float32)[..., None] / 255
    colour = image.astype(np.float32)
    for radius in (25, 7):
        weight = np.where(share > 0.9, share, share * share * 0.2)
        mean = cv2.blur(colour * weight, (radius, radius))
        mean /= np.maximum(cv2.blur(weight, (radius, radius))[..., None], 1e-3)
        known = np.clip(cv2.blur(weight, (radius, radius))[..., None] / 0.05, 0, 1)
        inside = np.clip((share - 0.3) / 0.65, 0, 1)
        colour = colour * inside + (mean * known + colour * (1 - known)) * (1 - inside)
    return np.clip(colour, 0, 255).astype(np.uint8)


def warped(image, matrix, size, border):
    return cv2.warpAffine(image, matrix, size, flags=cv2.INTER_LINEAR, borderMode=border)


def shrunk_first(image, alpha, matrix, scale):
    """Image, alpha and matrix with most of a reduction done by area average, which a warp cannot do."""
    height, width = alpha.shape
    size = (max(8, round(width * scale * 1.1)), max(8, round(height * scale * 1.1)))
    x, y = size[0] / width, size[1] / height
    image = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    alpha = cv2.resize(alpha, size, interpolation=cv2.INTER_AREA)
    return image, alpha, np.float32(matrix @ np.float32([[1 / x, 0, 0], [0, 1 / y, 0], [0, 0, 1]]))


def similarity(scale_x, scale_y, degrees, mirror, source, target):
    """The 2x3 matrix that scales, mirrors and turns about ``source`` and moves it to ``target``."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    sign = -1 if mirror else 1
    turn = np.array([[c * scale_x * sign, -s * scale_y], [s * scale_x * sign, c * scale_y]])
    return np.float32(np.hstack([turn, (np.array(target) - turn @ np.array(source))[:, None]]))


class SampleMaker:
    def __init__(self, pictures, seed):
        self.pictures = pictures
        self.seed = seed
        self.figures = sorted(pictures.cgi)
        self.with_things = [p for p in pictures.rendered if p.cover is not None]
        self.straight = {}  # person -> its straight colour, made when first needed
        self.rng = random.Random()
        self.noise = np.random.default_rng()

    def batch(self, first, count, height, width):
        """Samples ``first`` to ``first + count`` of the run."""
        samples = [self.sample(first + i, height, width) for i in range(count)]
        return Batch(*(np.stack(parts) for parts in zip(*samples)))

    def sample(self, index, height, width):
        self.rng = random.Random(f"{self.seed} sample {index}")
        self.noise = np.random.default_rng([self.seed, index])
        image, alpha, exact = self._scene(height, width)
        image = self._as_by_a_camera(image)
        return image, alpha, *self._weights(alpha, exact)

    # What is in the picture.

    def _scene(self, height, width):
        kind = self.rng.random()
        if kind < PHOTO:
            image, alpha = self._window(self._photographed(), height, width)
            if self.rng.random() < 0.1:
                self._object(image, alpha)
            return image, alpha, False
        kind -= PHOTO
        if kind < COMPOSITE:
            return *self._composite(height, width), True
        kind -= COMPOSITE
        if kind < STUDIO:
            return *self._window(self.rng.choice(self.pictures.studio), height, width), True
        kind -= STUDIO
        if kind < NOBODY:
            return self._ground(height, width), np.zeros((height, width), np.uint8), True
        image, alpha = self._window(self._photographed(), height, width)
        self._paste(image, alpha, self._anybody(), small=self.rng.random() < SMALL)
        return image, alpha, False

    def _photographed(self):
        casual = self.rng.random() < PHOTO_OF_CASUAL and self.pictures.casual
        return self.rng.choice(self.pictures.casual if casual else self.pictures.bodies)

    def _anybody(self):
        kind = self.rng.choices(list(PERSON), PERSON.values())[0]
        if kind == "cgi" and self.figures:
            return self.rng.choice(self.pictures.cgi[self.rng.choice(self.figures)])
        return self.rng.choice(getattr(self.pictures, kind) or self.pictures.bodies)

    def _composite(self, height, width):
        image, alpha = self._ground(height, width), np.zeros((height, width), np.uint8)
        count = self.rng.choices((1, 2, 3, 4), (0.72, 0.20, 0.05, 0.03))[0]
        camouflage = self.rng.random() < CAMOUFLAGE
        if self.rng.random() < THINGS and self.with_things:
            self._paste(image, alpha, self.rng.choice(self.with_things), things_only=True)
        for _ in range(count):
            person = self._anybody()
            self._paste(image, alpha, person, count > 1 and self.rng.random() < SMALL, camouflage)
            if person.group in PORTRAITS and self.pictures.arms and self.rng.random() < ARM:
                self._reach_in(image, alpha, self.rng.choice(self.pictures.arms))
                if self.rng.random() < SECOND_ARM:
                    self._reach_in(image, alpha, self.rng.choice(self.pictures.arms))
        if self.rng.random() < 0.18:
            self._object(image, alpha)
        if self.rng.random() < 0.1:
            self._desk(image, alpha)
        return image, alpha

    # Grounds and objects.

    def _ground(self, height, width):
        kind = self.rng.random()
        if kind < 0.15:
            return self._drawn_ground(height, width)
        picture = self.rng.choice(self.pictures.backgrounds if kind < 0.5 else self.pictures.negatives)
        h, w = picture.shape[:2]
        scale = min(h / height, w / width) * self.rng.uniform(0.45, 1)
        window_h, window_w = min(h, height * scale), min(w, width * scale * self.rng.uniform(0.85, 1.15))
        centre = (self.rng.uniform(window_w, 2 * w - window_w) / 2, self.rng.uniform(window_h, 2 * h - window_h) / 2)
        matrix = similarity(
            width / window_w, height / window_h, 0, self.rng.random() < 0.5, centre, (width / 2, height / 2)
        )
        image = warped(picture, matrix, (width, height), cv2.BORDER_REFLECT)
        if self.rng.random() < 0.25:
            image = cv2.GaussianBlur(image, (0, 0), self.rng.uniform(0.8, 5))
        for _ in range(self.rng.choice((0, 0, 0, 1, 2))):
            self._object(image)
        return image

    def _drawn_ground(self, height, width):
        colours = self.noise.integers(0, 256, (2, 3)).astype(np.float32)
        if self.rng.random() < 0.5:  # most walls are nearly grey
            colours = colours.mean(1, keepdims=True) * 0.8 + colours * 0.2
        kind = self.rng.random()
        if kind < 0.4:
            share = self._slope(height, width)
            image = colours[0] * share + colours[1] * (1 - share)
        elif kind < 0.8:
            cells = self.rng.choice((3, 5, 9, 17))
            grid = self.noise.random((cells, cells, 3), np.float32) * 255 * 0.6 + colours[0] * 0.4
            filters = (cv2.INTER_LINEAR, cv2.INTER_CUBIC, cv2.INTER_NEAREST)
            image = cv2.resize(grid, (width, height), interpolation=self.rng.choice(filters))
        else:
            image = np.zeros((height, width, 3), np.float32) + colours[0]
            period = self.rng.randint(4, 40)
            if self.rng.random() < 0.5:
                image[:, np.arange(width) // period % 2 == 0] = colours[1]
            else:
                image[np.arange(height) // period % 2 == 0] = colours[1]
        image = np.clip(image, 0, 255).astype(np.uint8)
        for _ in range(self.rng.choice((0, 0, 1, 3, 6))):
            self._object(image)
        return image

    def _slope(self, height, width):
        """A smooth field of 0..1."""
        return cv2.resize(self.noise.random((2, 2), np.float32), (width, height))[..., None]

    def _texture(self, height, width):
        if self.rng.random() < 0.4:
            return np.broadcast_to(self.noise.integers(0, 256, 3).astype(np.uint8), (height, width, 3))
        picture = self.rng.choice(self.rng.choice((self.pictures.negatives, self.pictures.backgrounds)))
        y = self.rng.randint(0, max(0, picture.shape[0] - height))
        x = self.rng.randint(0, max(0, picture.shape[1] - width))
        part = picture[y : y + height, x : x + width]
        return part if part.shape[:2] == (height, width) else cv2.resize(part, (width, height))

    def _object(self, image, alpha=None):
        """A box, an ellipse or a polygon with a texture, before everything else."""
        height, width = image.shape[:2]
        w, h = int(width * self.rng.uniform(0.06, 0.4)) + 2, int(height * self.rng.uniform(0.06, 0.4)) + 2
        x, y = self.rng.randint(-w // 2, width - w // 2), self.rng.randint(-h // 2, height - h // 2)
        mask = np.zeros((height, width), np.uint8)
        kind = self.rng.random()
        if kind < 0.4:
            cv2.rectangle(mask, (x, y), (x + w, y + h), 255, -1)
        elif kind < 0.6:
            angle = self.rng.uniform(0, 180)
            cv2.ellipse(mask, (x + w // 2, y + h // 2), (w // 2, h // 2), angle, 0, 360, 255, -1, cv2.LINE_AA)
        else:
            corners = [[x + self.rng.uniform(0, w), y + self.rng.uniform(0, h)] for _ in range(self.rng.randint(3, 6))]
            cv2.fillConvexPoly(mask, cv2.convexHull(np.array(corners, np.int32)), 255, cv2.LINE_AA)
        if self.rng.random() < 0.3:
            mask = cv2.GaussianBlur(mask, (0, 0), self.rng.uniform(0.5, 2))
        self._cover(image, alpha, mask)

    def _desk(self, image, alpha):
        height, width = image.shape[:2]
        y, slope = int(height * self.rng.uniform(0.6, 0.95)), int(height * self.rng.uniform(-0.06, 0.06))
        corners = np.array([[0, y + slope], [width, y - slope], [width, height], [0, height]], np.int32)
        mask = np.zeros((height, width), np.uint8)
        cv2.fillConvexPoly(mask, corners, 255, cv2.LINE_AA)
        self._cover(image, alpha, mask)

    def _cover(self, image, alpha, mask):
        rows, columns = np.where(mask.any(1))[0], np.where(mask.any(0))[0]
        if len(rows) < 2 or len(columns) < 2:
            return
        part = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
        share = mask[part].astype(np.float32)[..., None] / 255
        image[part] = image[part] * (1 - share) + self._texture(*share.shape[:2]) * share
        if alpha is not None:
            alpha[part] = alpha[part] * (1 - share[..., 0])

    # People.

    def _paste(self, image, alpha, person, small=False, camouflage=False, things_only=False):
        height, width = alpha.shape
        self._put(image, alpha, person, *self._placed(person, height, width, small), camouflage, things_only)

    def _reach_in(self, image, alpha, arm):
        """An arm before what is there: it comes from below or from a side, its cut end outside of the picture."""
        height, width = alpha.shape
        rng = self.rng
        x0, y0, x1, y1 = arm.box
        scale = rng.uniform(0.35, 0.9) * height / max(x1 - x0, y1 - y0)
        mirror = rng.random() < 0.5
        along = np.subtract(arm.end, arm.hand) * ([-1, 1] if mirror else [1, 1])
        wanted = np.array([rng.uniform(-1, 1), rng.uniform(0.3, 1.2)])  # from nearly sideways to straight down
        degrees = math.degrees(math.atan2(wanted[1], wanted[0]) - math.atan2(along[1], along[0]))
        target = (width * rng.uniform(0.2, 0.8), height * rng.uniform(0.25, 0.75))
        if rng.random() < HAND_AT_HEAD:
            target = self._beside_head(alpha) or target
        matrix = similarity(scale, scale, degrees, mirror, arm.hand, target)
        end = matrix @ [*arm.end, 1]
        # Along the arm until the end is outside.
        wanted /= np.linalg.norm(wanted)
        below = (height - end[1]) / wanted[1]
        aside = ((width if wanted[0] > 0 else 0) - end[0]) / (wanted[0] if abs(wanted[0]) > 1e-3 else 1e-3)
        matrix[:, 2] += wanted * max(0, min(below, max(aside, 0)) + 0.08 * height)
        self._put(image, alpha, arm, matrix, scale)

    def _beside_head(self, alpha):
        """A point at the outline of the topmost part of what is in the picture, None where nothing is."""
        rows = np.where((alpha > 127).any(1))[0]
        if len(rows) == 0:
            return None
        y = int(rows[0] + self.rng.uniform(0, 0.28) * (rows[-1] - rows[0]))
        columns = np.where(alpha[y] > 127)[0]
        if len(columns) == 0:
            return None
        return columns[0 if self.rng.random() < 0.5 else -1] + self.rng.gauss(0, 0.04) * alpha.shape[1], y

    def _put(self, image, alpha, person, matrix, scale, camouflage=False, things_only=False):
        height, width = alpha.shape
        colour, share, cover = self._straight(person), person.alpha, person.cover
        if things_only:
            cover, share = cv2.subtract(cover, share), np.zeros_like(share)
        if scale < 0.55:
            start = matrix
            if cover is not None:
                cover = shrunk_first(colour, cover, start, max(scale, 0.1))[1]
            colour, share, matrix = shrunk_first(colour, share, start, max(scale, 0.1))
        colour = warped(colour, matrix, (width, height), cv2.BORDER_REPLICATE).astype(np.float32)
        share = warped(share, matrix, (width, height), cv2.BORDER_CONSTANT)
        cover = share if cover is None else warped(cover, matrix, (width, height), cv2.BORDER_CONSTANT)
        if not cover.any():
            return
        colour = self._lit(colour)
        pasted = cover.astype(np.float32) / 255
        if camouflage and not alpha.any():
            self._hide(image, colour, pasted)
        if self.rng.random() < 0.2:
            self._shadow(image, pasted)
        if self.rng.random() < CAST:
            self._cast_shadow(image, pasted)
        image[:] = np.clip(colour * pasted[..., None] + image * (1 - pasted[..., None]), 0, 255)
        alpha[:] = np.clip(share + alpha * (1 - pasted), 0, 255)

    def _straight(self, person):
        if person not in self.straight:
            done = person.cut_out
            self.straight[person] = person.image if done else straight_colour(person.image, person.alpha)
        return self.straight[person]

    def _placed(self, person, height, width, small):
        """A matrix that keeps cut sides of the person at the sides of the picture, and its scale."""
        rng = self.rng
        x0, y0, x1, y1 = person.box
        low, high = (0.2, 0.5) if small else (0.45, 1.5)
        scale = math.exp(rng.uniform(math.log(low), math.log(high))) * height / (y1 - y0)
        if person.group in PORTRAITS and rng.random() < CLOSE:
            scale = rng.uniform(1, 1.6) * width / (x1 - x0)
        scale = min(scale, 1.8 * width / (x1 - x0), 3.2)
        stretch = rng.uniform(0.9, 1.12)
        degrees = rng.gauss(0, 5 if rng.random() < 0.75 else 18)
        if not any(person.touches) and rng.random() < 0.06:
            degrees = rng.uniform(-180, 180)
        mirror = rng.random() < 0.5
        left, top, right, bottom = person.touches
        if mirror:
            left, right = right, left
        w, h = (x1 - x0) * scale * stretch, (y1 - y0) * scale
        x, y = rng.uniform(-0.1, 1.1) * width, rng.uniform(0.1, 0.95) * height
        if bottom:
            y = height - h / 2 + rng.uniform(0, 0.35) * h * (rng.random() < 0.6)
            y += abs(math.sin(math.radians(degrees))) * w / 2
        elif top:
            y = h / 2 - rng.uniform(0, 0.15) * h
        elif rng.random() < 0.5:
            y = height * rng.uniform(0.85, 1.02) - h / 2
        if left and not right:
            x = w / 2 - rng.uniform(0, 0.15) * w
        elif right and not left:
            x = width - w / 2 + rng.uniform(0, 0.15) * w
        elif left or rng.random() < 0.6:
            x = width * rng.uniform(0.3, 0.7)
        centre = ((x0 + x1) / 2, (y0 + y1) / 2)
        return similarity(scale * stretch, scale, degrees, mirror, centre, (x, y)), scale

    def _lit(self, colour):
        """Another light on the person than on the ground."""
        rng = self.rng
        if rng.random() < 0.7:
            colour = (colour - 128) * rng.uniform(0.75, 1.2) + 128 + rng.uniform(-30, 30)
        if rng.random() < 0.4:
            colour *= self.noise.uniform(0.85, 1.15, 3).astype(np.float32)
        if rng.random() < 0.15:
            colour *= 0.4 + 0.9 * self._slope(*colour.shape[:2])
        if rng.random() < 0.2:
            colour = cv2.GaussianBlur(colour, (0, 0), rng.uniform(0.4, 1.2))
        return colour

    def _hide(self, image, colour, pasted):
        """Moves the ground's colour to that of a half of the person: dark on dark, pale on pale."""
        rows = np.where(pasted.max(1) > 0.5)[0]
        if len(rows) == 0:
            return
        half = np.zeros_like(pasted)
        middle = (rows[0] + rows[-1]) // 2
        part = slice(middle, None) if self.rng.random() < 0.75 else slice(None, middle)
        half[part] = pasted[part]
        if half.sum() < 20:
            return
        weight = half[..., None] / half.sum()
        wanted, mean = (colour * weight).sum((0, 1)), (image * weight).sum((0, 1))
        contrast = self.rng.uniform(0.35, 1.0)
        moved = mean + (wanted - mean) * self.rng.uniform(0.6, 1.0)
        image[:] = np.clip((image - mean) * contrast + moved, 0, 255)

    def _shadow(self, image, pasted):
        moved = np.roll(pasted, (self.rng.randint(-6, 12), self.rng.randint(-12, 12)), (0, 1))
        dark = cv2.GaussianBlur(moved, (0, 0), self.rng.uniform(2, 8)) * self.rng.uniform(0.2, 0.6)
        image[:] = image * (1 - dark[..., None])

    def _cast_shadow(self, image, pasted):
        """A shadow that falls from the lowest point of the person over a floor, or beside the person on a wall."""
        height, width = pasted.shape
        rng = self.rng
        rows = np.where(pasted.max(1) > 0.5)[0]
        if len(rows) == 0:
            return
        foot = float(rows[-1])
        if rng.random() < 0.6:
            lean, rise = rng.uniform(-1.5, 1.5), rng.choice((-1, 1, 1)) * rng.uniform(0.08, 0.4)
            matrix = np.float32([[1, lean, -lean * foot], [0, rise, foot * (1 - rise)]])
        else:
            grown = rng.uniform(1, 1.15)
            aside = rng.choice((-1, 1)) * rng.uniform(0.04, 0.25) * width
            matrix = np.float32([[grown, 0, aside - (grown - 1) * width / 2], [0, grown, foot * (1 - grown)]])
        dark = warped(pasted, matrix, (width, height), cv2.BORDER_CONSTANT)
        dark = cv2.GaussianBlur(dark, (0, 0), rng.uniform(0.6, 6)) * rng.uniform(0.25, 0.7)
        image[:] = image * (1 - dark[..., None])

    # Windows of real photos.

    def _window(self, person, height, width):
        """A part of the photo, of the wanted shape, turned a little; beyond the photo it is mirrored."""
        rng = self.rng
        h, w = person.alpha.shape
        x0, y0, x1, y1 = self._region(person)
        x0, y0, x1, y1 = max(0, x0), max(0, y0), min(w, x1), min(h, y1)
        window_w, window_h = max(16, x1 - x0), max(16, y1 - y0)
        shape = width / height * math.exp(rng.uniform(-0.15, 0.15))
        if window_w / window_h < shape:
            window_w = window_h * shape
        else:
            window_h = window_w / shape
        if window_w > w or window_h > h:
            smaller = max(min(w / window_w, h / window_h), 0.72)
            window_w, window_h = window_w * smaller, window_h * smaller
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        x = min(max(x, window_w / 2), w - window_w / 2) if window_w <= w else w / 2
        y = min(max(y, window_h / 2), h - window_h / 2) if window_h <= h else h / 2
        scale = width / window_w
        degrees = rng.gauss(0, 3 if rng.random() < 0.8 else 12)
        matrix = similarity(
            scale, height / window_h, degrees, rng.random() < 0.5, (x, y), (width / 2, height / 2)
        )
        image, alpha = person.image, person.alpha
        if scale < 0.7:
            image, alpha, matrix = shrunk_first(image, alpha, matrix, scale)
        return tuple(warped(p, matrix, (width, height), cv2.BORDER_REFLECT) for p in (image, alpha))

    def _region(self, person):
        """Within the person, the whole photo, a random part, around the whole person, or around head and chest."""
        rng = self.rng
        h, w = person.alpha.shape
        x0, y0, x1, y1 = person.box
        w_box, h_box = x1 - x0, y1 - y0
        if rng.random() < CLOSE_WINDOW:
            left, right, cut = rng.uniform(0, 0.3), rng.uniform(0, 0.3), rng.uniform(0.3, 0.95)
            return x0 + left * w_box, y0 - rng.uniform(0, 0.12) * h_box, x1 - right * w_box, y0 + cut * h_box
        kind = rng.random()
        if kind < 0.25:
            return 0, 0, w, h
        if kind < 0.5:
            share = rng.uniform(0.55, 1)
            x, y = rng.uniform(0, w - w * share), rng.uniform(0, h - h * share)
            return x, y, x + w * share, y + h * share
        left, right = rng.uniform(0.03, 0.6), rng.uniform(0.03, 0.6)
        top, bottom = rng.uniform(0.02, 0.25), rng.uniform(0.02, 0.2)
        if kind < 0.8:
            return x0 - left * w_box, y0 - top * h_box, x1 + right * w_box, y1 + bottom * h_box
        cut = int(y0 + rng.uniform(0.3, 0.7) * h_box)
        columns = np.where((person.alpha[max(0, y0) : cut + 1] > 127).any(0))[0]
        if len(columns):
            x0, x1 = columns[0], columns[-1]
        return x0 - left * w_box / 2, y0 - top * h_box / 2, x1 + right * w_box / 2, cut

    # What a camera and a file format do.

    def _as_by_a_camera(self, image):
        rng = self.rng
        height, width = image.shape[:2]
        light = image.astype(np.float32)
        if rng.random() < 0.75:
            light = (light - 128) * rng.uniform(0.7, 1.3) + 128 + rng.uniform(-28, 28)
        if rng.random() < 0.5:
            light *= self.noise.uniform(0.85, 1.15, 3).astype(np.float32)
        if rng.random() < 0.3:
            grey = light.mean(2, keepdims=True)
            light = grey + (light - grey) * rng.uniform(0.2, 1.6)
        if rng.random() < 0.09:
            light = light.mean(2, keepdims=True) * self.noise.uniform(0.9, 1.1, 3).astype(np.float32)
        if rng.random() < 0.12:
            light *= 0.5 + 0.8 * self._slope(height, width)
        if rng.random() < 0.2:
            light = 255 * (np.clip(light, 0, 255) / 255) ** rng.uniform(0.6, 1.6)
        blur = rng.random()
        if blur < 0.18:
            scale = rng.uniform(0.35, 0.8)
            small = cv2.resize(light, (int(width * scale), int(height * scale)), interpolation=cv2.INTER_AREA)
            light = cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR)
        elif blur < 0.3:
            light = cv2.GaussianBlur(light, (0, 0), rng.uniform(0.4, 1.4))
        if rng.random() < 0.2:
            light += self.noise.standard_normal((height, width, 1), np.float32) * rng.uniform(2, 14)
        image = np.clip(light, 0, 255).astype(np.uint8)
        if rng.random() < 0.3:
            coded = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, rng.randint(25, 90)])[1]
            image = cv2.imdecode(coded, cv2.IMREAD_COLOR)
        return image

    # What the loss needs to know.

    @staticmethod
    def _weights(alpha, exact):
        width = max(3, min(alpha.shape) // 64 | 1)
        kernel = np.ones((width, width), np.uint8)
        most, least = cv2.dilate(alpha, kernel), cv2.erode(alpha, kernel)
        weight = np.where(most.astype(np.int16) - least > 12, 40, 10).astype(np.uint8)
        if not exact:  # the soft values of a pseudo-matte say little
            weight = (weight * np.maximum(0.3, np.abs(alpha / np.float32(127.5) - 1))).astype(np.uint8)
        certain = np.zeros_like(alpha)
        certain[cv2.dilate(most, kernel) == 0] = 1
        certain[cv2.erode(least, kernel) == 255] = 2
        return weight, certain
