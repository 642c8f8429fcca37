"""The algorithm of arXiv:2407.01602, token by token: z/(1+alpha) + alpha/(1+alpha) * mean.

Without arguments it is an implementation for `hardmax conform`. With arguments CLOUDS.npy COUNT LAYERS FOLDER it
records the trajectories of the first clouds for `hardmax check`, with the alpha of the paper's model.
"""
import json
import os
import sys

import numpy as np

ALPHA = 616769 / 262144


def step(Z, alpha, A):
    moved = np.empty_like(Z)
    for i, z in enumerate(Z):
        scores = Z @ (z if A is None else A @ z)
        mean = Z[scores == scores.max()].mean(0)
        moved[i] = z / (1 + alpha) + alpha / (1 + alpha) * mean
    return moved


def record(clouds, count, layers, folder):
    os.makedirs(folder, exist_ok=True)
    for index, cloud in enumerate(np.load(clouds)[:count].astype(np.float64)):
        trajectory = [cloud]
        for _ in range(layers):
            trajectory.append(step(trajectory[-1], ALPHA, None))
        with open(os.path.join(folder, f"{index:04}.json"), "w") as file:
            json.dump({"alpha": ALPHA, "matrix": None, "tokens": cloud.tolist(), "trajectory": [Z.tolist() for Z in trajectory]}, file)


if len(sys.argv) > 1:
    record(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
else:
    from hardmax_adapter import serve

    serve(step, name="paper", array="numpy")
