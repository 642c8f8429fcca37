"""Right layers with a wrong declaration: python3 dtype.py NAME. The verdict must be DTYPE, and nothing else.

DTYPE maps a name to (declared, computed, step). The first group computes and returns less than it declares; the second
declares float32 or float16 and returns float64 without knowing.
"""
import sys

import numpy as np
from hardmax_adapter import serve

DTYPE = {}


def mislabelled(declared, computed):
    def register(step):
        DTYPE[step.__name__] = (declared, computed, step)
        return step
    return register


def layer(Z, alpha, A):
    """Right in whatever format Z and A have."""
    G = (Z if A is None else Z @ A.T) @ Z.T
    M = (G == G.max(1, keepdims=True)).astype(Z.dtype)
    return Z + Z.dtype.type(alpha / (1 + alpha)) * (M @ Z / M.sum(1, keepdims=True) - Z)


# Less precise than declared.

@mislabelled("float64", "float32")
def float32_throughout(Z, alpha, A):
    return layer(Z.astype(np.float32), alpha, None if A is None else A.astype(np.float32))


@mislabelled("float64", "float16")
def float16_throughout(Z, alpha, A):
    return layer(Z.astype(np.float16), alpha, None if A is None else A.astype(np.float16))


@mislabelled("float64", "float32")
def float32_and_back(Z, alpha, A):
    A = np.eye(Z.shape[1]) if A is None else A
    Z, A = np.float32(Z), np.float32(A)
    return layer(Z, alpha, A).astype(np.float64)


@mislabelled("float64", "float32")
def float32_loop(Z, alpha, A):
    Z = np.array(Z, dtype="f4")
    new = np.zeros_like(Z)
    for i in range(len(Z)):
        q = Z[i] if A is None else A.astype("f4") @ Z[i]
        s = np.array([np.float32(np.dot(q, y)) for y in Z])
        tied = np.flatnonzero(s == s.max())
        m = Z[tied].sum(0) / np.float32(len(tied))
        new[i] = (Z[i] + np.float32(alpha) * m) / np.float32(1 + alpha)
    return new


@mislabelled("float64", "float32")
def float32_einsum(Z, alpha, A):
    z = Z.astype("single")
    q = z if A is None else np.einsum("rc,ic->ir", A.astype("single"), z)
    G = np.einsum("ir,jr->ij", q, z)
    W = (G == G.max(1, keepdims=True)).astype("single")
    W /= W.sum(1, keepdims=True)
    g = np.single(alpha) / (1 + np.single(alpha))
    return (1 - g) * z + g * np.einsum("ij,jk->ik", W, z)


@mislabelled("float32", "float16")
def half_declared_single(Z, alpha, A):
    return layer(Z.astype(np.half), alpha, None if A is None else A.astype(np.half))


@mislabelled("float64", "float32")
def float32_storage(Z, alpha, A):
    """Computed in float64 and stored in float32."""
    return layer(Z, alpha, A).astype(np.float32)


# More precise than declared.

@mislabelled("float32", "float64")
def integer_count(Z, alpha, A):
    G = (Z if A is None else Z @ A.T) @ Z.T
    M = G == G.max(1, keepdims=True)
    return Z + alpha / (1 + alpha) * (M @ Z / M.sum(1, keepdims=True) - Z)


@mislabelled("float32", "float64")
def integer_mask(Z, alpha, A):
    G = (Z if A is None else Z @ A.T) @ Z.T
    M = (G == G.max(1, keepdims=True)).astype(int)
    return (Z + alpha * (M @ Z) / M.sum(1, keepdims=True)) / (1 + alpha)


@mislabelled("float32", "float64")
def default_eye(Z, alpha, A):
    G = Z @ (np.eye(Z.shape[1]) if A is None else A).T @ Z.T
    P = np.where(G == G.max(1, keepdims=True), 1.0, 0.0)
    return Z + alpha / (1 + alpha) * (P / P.sum(1, keepdims=True) @ Z - Z)


@mislabelled("float32", "float64")
def default_buffers(Z, alpha, A):
    new = np.zeros(Z.shape)
    for i, z in enumerate(Z.astype(float)):
        s = Z @ (Z[i] if A is None else A @ Z[i])
        new[i] = z + alpha / (1 + alpha) * (Z[s == s.max()].astype(float).mean(0) - z)
    return new


@mislabelled("float32", "float64")
def gamma_array(Z, alpha, A):
    G = (Z if A is None else Z @ A.T) @ Z.T
    M = (G == G.max(1, keepdims=True)).astype(Z.dtype)
    gamma = np.full((len(Z), 1), alpha / (1 + alpha))
    return Z + gamma * (M @ Z / M.sum(1, keepdims=True) - Z)


@mislabelled("float32", "float64")
def python_numbers(Z, alpha, A):
    rows, gamma, new = Z.tolist(), alpha / (1 + alpha), []
    for z in rows:
        q = z if A is None else [sum(a * x for a, x in zip(row, z)) for row in A.tolist()]
        s = [sum(a * b for a, b in zip(q, y)) for y in rows]
        tied = [y for y, value in zip(rows, s) if value == max(s)]
        new.append([a + gamma * (sum(c) / len(tied) - a) for a, c in zip(z, zip(*tied))])
    return np.array(new)


@mislabelled("float16", "float64")
def half_with_integer_count(Z, alpha, A):
    G = (Z if A is None else Z @ A.T) @ Z.T
    M = G == G.max(1, keepdims=True)
    return Z + alpha / (1 + alpha) * (M @ Z / M.sum(1, keepdims=True) - Z)


@mislabelled("float16", "float32")
def half_widened(Z, alpha, A):
    return layer(Z.astype(np.float32), alpha, None if A is None else A.astype(np.float32))


if __name__ == "__main__":
    np.seterr(all="ignore")
    declared, _, step = DTYPE[sys.argv[1]]
    serve(step, name=sys.argv[1], array="numpy", dtype=declared)
