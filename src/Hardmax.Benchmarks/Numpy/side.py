"""The other side of the comparison: one process that stays warm and answers a JSON request a line.

{"do": "versions"}                                        which NumPy, on which BLAS
{"do": "layer", "cloud", "alpha", "repeat"}               the usual layer: scores, argmax, move
{"do": "product", "cloud", "repeat"}                      the matrix product of that layer alone
{"do": "paper", "clouds", "every", "alpha", "layers", "repeat"}   the algorithm of arXiv:2407.01602, token by token
{"do": "compare", "cloud", "alpha", "trajectory"}         how far layer 1 of a recorded trajectory is from the usual layer

Every answer with times has "seconds", one for each repetition, in wall time.
"""
import json
import os
import re
import sys
import time

import numpy as np

loaded = {}


def array(path):
    if path not in loaded:
        # One at a time: the larger clouds would fill the memory together.
        loaded.clear()
        loaded[path] = np.load(path).astype(np.float64)
    return loaded[path]


def timed(repeat, body):
    seconds = []
    for _ in range(repeat):
        start = time.perf_counter()
        body()
        seconds.append(time.perf_counter() - start)
    return {"seconds": seconds}


def usual_layer(Z, a):
    j = (Z @ Z.T).argmax(1)
    return (Z + a * Z[j]) / (1 + a)


def versions(_):
    Z = np.ones((64, 64))
    Z @ Z.T
    blas = "unknown"
    try:
        with open("/proc/self/maps") as maps:
            names = {os.path.basename(line.split()[-1]) for line in maps if ".so" in line}
        # The name of the library that is loaded, not of the one that NumPy was built with.
        best = [name for name in names if re.search(r"openblas|mkl_rt|blis|armpl", name)] or [name for name in names if "blas" in name]
        blas = sorted(best)[0] if best else blas
    except OSError:
        pass
    return {"python": sys.version.split()[0], "numpy": np.__version__, "blas": blas}


def layer(request):
    Z, a = array(request["cloud"]), request["alpha"]
    return timed(request["repeat"], lambda: usual_layer(Z, a))


def product(request):
    Z = array(request["cloud"])
    # A copy, because NumPy multiplies an array by its own transpose with half the products (syrk).
    W, out = Z.copy(), np.empty((len(Z), len(Z)))
    return timed(request["repeat"], lambda: np.matmul(Z, W.T, out=out))


def paper_layer(Z, alpha):
    moved = np.empty_like(Z)
    for i, z in enumerate(Z):
        scores = Z @ z
        moved[i] = (z + alpha * Z[scores == scores.max()].mean(0)) / (1 + alpha)
    return moved


def paper(request):
    clouds = array(request["clouds"])[:: request["every"]]

    def body():
        for Z in clouds:
            for _ in range(request["layers"]):
                Z = paper_layer(Z, request["alpha"])

    return {**timed(request["repeat"], body), "clouds": len(clouds)}


def compare(request):
    Z = array(request["cloud"])
    theirs, ours = np.load(request["trajectory"])[1], usual_layer(Z, request["alpha"])
    return {"difference": float(abs(theirs - ours).max() / abs(Z).max()), "moved": float(abs(ours - Z).max() / abs(Z).max())}


verbs = {"versions": versions, "layer": layer, "product": product, "paper": paper, "compare": compare}
for line in sys.stdin:
    request = json.loads(line)
    print(json.dumps(verbs[request["do"]](request)), flush=True)
