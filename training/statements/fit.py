"""Logistic regression by Newton's method, small and without dependencies beyond numpy."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def fit(rows: list[dict[str, float]], right: list[bool], *, ridge: float = 2.0, rare: int = 8) -> dict[str, float]:
    """Return the weights of the features that at least `rare` rows have; `ridge` was chosen by five-fold log-loss."""
    counts: dict[str, int] = {}
    for row in rows:
        for name, value in row.items():
            counts[name] = counts.get(name, 0) + (value != 0)
    names = sorted(n for n, c in counts.items() if c >= rare)
    place = {n: i for i, n in enumerate(names)}
    x = np.zeros((len(rows), len(names)))
    for i, row in enumerate(rows):
        for name, value in row.items():
            if name in place:
                x[i, place[name]] = value
    y = np.array(right, dtype=float)
    w = np.zeros(len(names))
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (p - y) + ridge * w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + ridge * np.eye(len(names))
        step = np.linalg.solve(hessian, gradient)
        w -= step
        if float(np.abs(step).max()) < 1e-6:
            break
    return {n: round(float(w[i]), 4) for n, i in place.items()}


def predict(rows: list[dict[str, float]], weights: dict[str, float]) -> Array:
    """Return the chances of rows under the weights."""
    total = np.array([sum(weights.get(n, 0.0) * v for n, v in row.items()) for row in rows])
    return 1 / (1 + np.exp(-np.clip(total, -30, 30)))


def calibration(chances: Array, right: list[bool]) -> list[tuple[float, int, float, float]]:
    """Return (lower bound, count, mean chance, share right) for each tenth."""
    y = np.array(right, dtype=float)
    table = []
    for low in np.arange(0, 1.0, 0.1):
        inside = (chances >= low) & (chances < low + 0.1 + (1e-9 if low > 0.85 else 0))
        if inside.any():
            table.append(
                (round(float(low), 1), int(inside.sum()), float(chances[inside].mean()), float(y[inside].mean()))
            )
    return table
