"""Right hardmax layers, written in many ways: python3 right.py NAME [DTYPE]. None of them may be called wrong."""
import sys
from fractions import Fraction

import numpy as np
from hardmax_adapter import serve

RIGHT, FORMATS = {}, {}
ALL = ("float64", "float32", "float16")


def right(*formats):
    def register(step):
        RIGHT[step.__name__] = step
        FORMATS[step.__name__] = formats or ALL
        return step
    return register


def sets_of(Z, A):
    G = (Z if A is None else Z @ A.T) @ Z.T
    return G == G.max(axis=1, keepdims=True)


def mean_of(M, Z):
    W = M.astype(Z.dtype)
    return (W @ Z) / W.sum(axis=1, keepdims=True)


@right()
def einsum(Z, alpha, A):
    Q = Z if A is None else np.einsum("rc,ic->ir", A, Z)
    G = np.einsum("ir,jr->ij", Q, Z)
    M = (G >= G.max(1)[:, None]).astype(Z.dtype)
    m = np.einsum("ij,jk->ik", M, Z) / np.einsum("ij->i", M)[:, None]
    g = Z.dtype.type(alpha / (1 + alpha))
    return (1 - g) * Z + g * m


@right()
def token_by_token(Z, alpha, A):
    new = np.empty_like(Z)
    for i, z in enumerate(Z):
        s = Z @ (z if A is None else A @ z)
        new[i] = z / (1 + alpha) + alpha / (1 + alpha) * Z[s == s.max()].mean(axis=0, dtype=Z.dtype)
    return new


@right()
def by_sorting(Z, alpha, A):
    G = (Z if A is None else Z @ A.T) @ Z.T
    order = np.argsort(-G, axis=1, kind="stable")
    new = Z.copy()
    for i in range(len(Z)):
        ranked = G[i, order[i]]
        tied = order[i, :np.searchsorted(-ranked, -ranked[0], side="right")]
        new[i] += (alpha / (1 + alpha)) * (Z[tied].sum(0) / len(tied) - Z[i])
    return new


@right()
def lerp(Z, alpha, A):
    m = mean_of(sets_of(Z, A), Z)
    g = alpha / (1 + alpha)
    return Z + g * (m - Z)


@right("float64", "float32")
def barycentre(Z, alpha, A):
    return (Z + alpha * mean_of(sets_of(Z, A), Z)) / (1 + alpha)


@right()
def weights(Z, alpha, A):
    M = sets_of(Z, A).astype(Z.dtype)
    P = M / M.sum(1, keepdims=True)
    return Z + alpha / (1 + alpha) * (P @ Z - Z)


@right()
def fractions(Z, alpha, A):
    X = [[Fraction(x) for x in row] for row in Z.astype(float).tolist()]
    B = None if A is None else [[Fraction(x) for x in row] for row in A.astype(float).tolist()]
    gamma = Fraction(alpha) / (1 + Fraction(alpha))
    new = []
    for z in X:
        q = z if B is None else [sum(a * x for a, x in zip(row, z)) for row in B]
        s = [sum(a * b for a, b in zip(q, y)) for y in X]
        tied = [y for y, value in zip(X, s) if value == max(s)]
        new.append([float(a + gamma * (sum(c) / len(tied) - a)) for a, c in zip(z, zip(*tied))])
    return np.array(new).astype(Z.dtype)


@right()
def padded_batch(Z, alpha, A):
    n, d = Z.shape
    batch = np.zeros((3, n + 5, d), Z.dtype)
    batch[0, :n], batch[1, :n], batch[2, :n] = Z, Z[::-1], -Z
    valid = np.arange(n + 5) < n
    Q = batch if A is None else batch @ A.T
    G = np.where(valid[None, None, :], Q @ batch.transpose(0, 2, 1), -np.inf)
    M = (G == G.max(-1, keepdims=True)).astype(Z.dtype)
    m = M @ batch / M.sum(-1, keepdims=True)
    return (batch + Z.dtype.type(alpha / (1 + alpha)) * (m - batch))[0, :n]


@right()
def boolean_mask(Z, alpha, A):
    M = sets_of(Z, A)
    count = M.sum(1, keepdims=True).astype(Z.dtype)
    return Z + alpha / (1 + alpha) * (M.astype(Z.dtype) @ Z / count - Z)


@right()
def fortran_order(Z, alpha, A):
    F = np.asfortranarray(Z)
    Q = F if A is None else F @ np.asfortranarray(A.T)
    G = np.asfortranarray(Q @ F.T)
    M = np.asfortranarray((G == G.max(1, keepdims=True)).astype(Z.dtype))
    return np.ascontiguousarray(F + alpha / (1 + alpha) * (M @ F / M.sum(1, keepdims=True) - F))


@right("float32", "float16")
def wide_scores(Z, alpha, A):
    """Scores accumulated in float64, tokens stored in the dtype; declared so."""
    W = Z.astype(np.float64)
    M = sets_of(W, None if A is None else A.astype(np.float64))
    return Z + alpha / (1 + alpha) * (mean_of(M, Z) - Z)


@right("float32", "float16")
def wide_everything(Z, alpha, A):
    """Everything in float64, rounded once at the end; declared so."""
    W = Z.astype(np.float64)
    M = sets_of(W, None if A is None else A.astype(np.float64))
    return (W + alpha / (1 + alpha) * (mean_of(M, W) - W)).astype(Z.dtype)


@right()
def no_gamma(Z, alpha, A):
    """r z + (alpha r) m with r = 1/(1+alpha)."""
    r = 1 / (1 + alpha)
    return r * Z + (alpha * r) * mean_of(sets_of(Z, A), Z)


@right("float64")
def plain_lists(tokens, alpha, matrix):
    """No NumPy at all: lists of floats."""
    gamma, new = alpha / (1 + alpha), []
    for z in tokens:
        q = z if matrix is None else [sum(a * x for a, x in zip(row, z)) for row in matrix]
        best, tied = None, []
        for y in tokens:
            s = sum(a * b for a, b in zip(q, y))
            if best is None or s > best:
                best, tied = s, []
            if s == best:
                tied.append(y)
        new.append([a + gamma * (sum(c) / len(tied) - a) for a, c in zip(z, zip(*tied))])
    return new


@right("float64")
def with_sets(Z, alpha, A):
    """Reports the sets as a mask."""
    M = sets_of(Z, A)
    return Z + alpha / (1 + alpha) * (mean_of(M, Z) - Z), M


@right("float64")
def keys_first(Z, alpha, A):
    """A^T z_j first, and the sum over a tie by pairs."""
    K = Z if A is None else Z @ A
    G = Z @ K.T
    M = G == G.max(1, keepdims=True)
    m = np.array([np.add.reduce(Z[row], axis=0) / row.sum() for row in M])
    return Z - alpha / (1 + alpha) * (Z - m)


@right("float64", "float32")
def deduplicated(Z, alpha, A):
    """Distinct tokens once, with their multiplicities in the mean."""
    K, count = np.unique(Z, axis=0, return_counts=True)
    G = (Z if A is None else Z @ A.T) @ K.T
    W = np.where(G == G.max(1, keepdims=True), count, 0).astype(Z.dtype)
    return Z + alpha / (1 + alpha) * (W @ K / W.sum(1, keepdims=True) - Z)


@right("float64", "float32")
def streaming(Z, alpha, A):
    """Blocks of four keys, with the sums of earlier blocks kept where they tie."""
    Q = Z if A is None else Z @ A.T
    best = np.full((len(Z), 1), -np.inf, Z.dtype)
    total, count = np.zeros_like(Z), np.zeros((len(Z), 1), Z.dtype)
    for k in range(0, len(Z), 4):
        B = Z[k:k + 4]
        S = np.stack([(Q * b).sum(1) for b in B], axis=1)
        top = np.maximum(best, S.max(1, keepdims=True))
        M = (S == top).astype(Z.dtype)
        keep = (best == top).astype(Z.dtype)
        total, count, best = keep * total + M @ B, keep * count + M.sum(1, keepdims=True), top
    return Z + alpha / (1 + alpha) * (total / count - Z)


if __name__ == "__main__":
    np.seterr(all="ignore")
    name = sys.argv[1]
    dtype = sys.argv[2] if len(sys.argv) > 2 else FORMATS[name][0]
    serve(RIGHT[name], name=name, array=None if name == "plain_lists" else "numpy", dtype=dtype, deterministic=True,
          accumulate="float64" if name.startswith("wide") else None)
