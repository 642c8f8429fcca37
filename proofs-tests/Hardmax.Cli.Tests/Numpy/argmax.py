"""A common mistake: the first of several maximisers takes all."""
import numpy as np
from hardmax_adapter import serve


def step(Z, alpha, A):
    A = np.eye(Z.shape[1]) if A is None else A
    return Z + alpha / (1 + alpha) * (Z[(Z @ A.T @ Z.T).argmax(1)] - Z)


serve(step, name="argmax", array="numpy")
