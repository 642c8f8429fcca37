"""The usual way to write a hardmax layer in NumPy."""
import numpy as np
from hardmax_adapter import serve


def step(Z, alpha, A):
    A = np.eye(Z.shape[1]) if A is None else A
    G = Z @ A.T @ Z.T
    M = G == G.max(1, keepdims=True)
    return Z + alpha / (1 + alpha) * (M @ Z / M.sum(1, keepdims=True) - Z)


serve(step, name="usual", array="numpy")
