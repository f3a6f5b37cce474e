"""Simple meshes: boxes, tubes, rings, parts of ellipsoids, and shells around points. Each is vertices and faces."""

import numpy as np


def joined(*meshes):
    vertices, faces, first = [], [], 0
    for v, f in meshes:
        vertices.append(np.asarray(v, float))
        faces += [[first + i for i in face] for face in f]
        first += len(v)
    return np.concatenate(vertices), faces


def grid(points, closed=False):
    """Faces between the rows of points (rows x columns x 3); closed joins the last column to the first."""
    rows, columns = points.shape[:2]
    faces = [
        [r * columns + c, r * columns + (c + 1) % columns, (r + 1) * columns + (c + 1) % columns, (r + 1) * columns + c]
        for r in range(rows - 1)
        for c in range(columns if closed else columns - 1)
    ]
    return points.reshape(-1, 3), faces


def box(size, rounded=0.12):
    """About the origin; corners cut by that share of the shortest side."""
    x, y, z = np.asarray(size, float) / 2
    bevel = rounded * min(x, y, z)
    rows = []
    for height, inset in ((-y, bevel), (-y + bevel, 0), (y - bevel, 0), (y, bevel)):
        a, b = x - inset, z - inset
        cut = bevel if inset == 0 else bevel * 0.5
        ring = [(a, -b + cut), (a, b - cut), (a - cut, b), (-a + cut, b)]
        ring += [(-a, b - cut), (-a, -b + cut), (-a + cut, -b), (a - cut, -b)]
        rows.append([(p, height, q) for p, q in ring])
    vertices, faces = grid(np.array(rows), closed=True)
    return vertices, faces + [list(range(8)), list(range(24, 32))[::-1]]


def tube(path, radius, sides=10):
    """Around a line of points; radius is one number or one for each point. Ends are closed."""
    path = np.asarray(path, float)
    radius = np.broadcast_to(radius, len(path))
    along = np.gradient(path, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True) + 1e-9
    helper = np.eye(3)[np.argmin(np.abs(along).mean(0))]
    first = np.cross(along, helper)
    first /= np.linalg.norm(first, axis=1, keepdims=True) + 1e-9
    second = np.cross(along, first)
    angles = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    circle = first[:, None] * np.cos(angles)[None, :, None] + second[:, None] * np.sin(angles)[None, :, None]
    vertices, faces = grid(path[:, None] + circle * radius[:, None, None], closed=True)
    last = len(vertices) - sides
    return vertices, faces + [list(range(sides))[::-1], list(range(last, last + sides))]


def band(path, width, thickness, normals):
    """A flat strap along a line of points; normals point away from what it lies on."""
    path, normals = np.asarray(path, float), np.asarray(normals, float)
    along = np.gradient(path, axis=0)
    aside = np.cross(along, normals)
    aside *= width / 2 / (np.linalg.norm(aside, axis=1, keepdims=True) + 1e-9)
    out = normals * thickness
    return grid(np.stack([path - aside, path - aside + out, path + aside + out, path + aside], 1), closed=True)


def ring(centre, radius, thick, normal_axis=2, squash=1.0):
    angles = np.linspace(0, 2 * np.pi, 25)
    path = np.zeros((25, 3))
    first, second = [a for a in range(3) if a != normal_axis]
    path[:, first], path[:, second] = np.cos(angles) * radius, np.sin(angles) * radius * squash
    return tube(path + centre, thick, 6)


def dome(centre, radii, low=0.0, high=np.pi / 2, keep=None, rows=14, columns=40):
    """The part of an ellipsoid between two latitudes; keep(directions) leaves out what is False."""
    latitudes, longitudes = np.linspace(low, high, rows), np.linspace(0, 2 * np.pi, columns, endpoint=False)
    directions = np.stack(
        [
            np.cos(latitudes)[:, None] * np.sin(longitudes)[None],
            np.sin(latitudes)[:, None] * np.ones(columns)[None],
            np.cos(latitudes)[:, None] * np.cos(longitudes)[None],
        ],
        -1,
    )
    vertices, faces = grid(np.asarray(centre) + directions * np.asarray(radii), closed=True)
    if keep is not None:
        kept = keep(directions.reshape(-1, 3))
        faces = [face for face in faces if all(kept[i] for i in face)]
    return vertices, faces


def shell(points, levels, margin, flare=0.0, sector=np.pi, columns=48, grows=True):
    """Cloth that hangs around points, from the first to the last height of levels.

    At each height its radius about the points' middle is theirs plus the margin; with grows it never gets
    narrower downwards, and flare widens it by so much at the last level. A sector less than pi covers only
    the directions within that angle of the front.
    """
    levels = np.asarray(levels, float)
    middle = points[:, [0, 2]].mean(0)
    angles = np.linspace(-sector, sector, columns, endpoint=sector < np.pi)
    directions = np.stack([np.sin(angles), np.cos(angles)], 1)
    step = abs(levels[1] - levels[0])
    radii, last = [], np.zeros(columns)
    for i, height in enumerate(levels):
        near = points[np.abs(points[:, 1] - height) < step * 1.2]
        now = (near[:, [0, 2]] - middle) @ directions.T
        now = now.max(0) + margin if len(near) else last
        last = np.maximum(now, last) if grows else now
        radii.append(last + flare * i / (len(levels) - 1))
    radii = np.array(radii)
    smooth = np.stack([np.convolve(np.pad(column, 2, "edge"), np.ones(5) / 5, "valid") for column in radii.T], 1)
    rows = np.zeros((len(levels), columns, 3))
    rows[..., 0] = middle[0] + smooth * directions[:, 0]
    rows[..., 1] = levels[:, None]
    rows[..., 2] = middle[1] + smooth * directions[:, 1]
    return grid(rows, closed=sector >= np.pi)
