"""Wrong hardmax layers, as independent authors would write them: python3 wrong.py NAME.

WRONG maps a name to the true cause in plain words and the code: `step` makes the next layer, `run` the whole trajectory. They
were written without looking at the mistakes that the oracle knows; ACCEPT has the known mistake that is the true cause.
"""
import contextlib
import json
import math
import random
import sys
from collections import deque
from itertools import groupby

import numpy as np
from hardmax_adapter import serve

WRONG = {}


def wrong(cause, deterministic=False):
    """Registers a step with its true cause."""
    def register(step):
        WRONG[step.__name__] = {"cause": cause, "step": step, "deterministic": deterministic}
        return step
    return register


def wrong_run(cause):
    """Registers a function that makes all layers itself: run(tokens, alpha, matrix, layers) -> trajectory."""
    def register(run):
        WRONG[run.__name__] = {"cause": cause, "run": run}
        return run
    return register


# Parts that are right, shared by authors whose mistake lies elsewhere.

def scores_of(Z, A):
    return (Z if A is None else Z @ A.T) @ Z.T


def best_of(G):
    return G == G.max(axis=-1, keepdims=True)


def mean_of(M, Z):
    return M @ Z / M.sum(1, keepdims=True)


def toward(Z, mean, alpha):
    return Z + alpha / (1 + alpha) * (mean - Z)


def hardmax(G, Z, alpha):
    return toward(Z, mean_of(best_of(G), Z), alpha)


def softmax(x, axis=-1):
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def dot(x, y):
    return sum(a * b for a, b in zip(x, y))


def query_of(z, A):
    return z if A is None else A @ z


# Arithmetic.

@wrong("scores computed in float32, declared float64")
def float32_scores(Z, alpha, A):
    z = Z.astype(np.float32)
    q = z if A is None else z @ A.astype(np.float32).T
    return hardmax(q @ z.T, Z, alpha)


@wrong("scores computed in float16, declared float64")
def float16_scores(Z, alpha, A):
    z = Z.astype(np.float16)
    q = z if A is None else np.einsum("rc,ic->ir", A.astype(np.float16), z)
    G = np.einsum("ir,jr->ij", q, z)
    return hardmax(np.nan_to_num(G.astype(np.float64)), Z, alpha)


def bfloat16(x):
    m, e = np.frexp(x)
    return np.ldexp(np.rint(m * 256) / 256, e)


@wrong("scores rounded to bfloat16 (8 bits), declared float64")
def bfloat16_scores(Z, alpha, A):
    return hardmax(bfloat16(scores_of(Z, A)), Z, alpha)


@wrong("tokens rounded to 11 bits (tf32) before the scores, declared float64")
def tensor_cores(Z, alpha, A):
    def tf32(x):
        m, e = np.frexp(x)
        return np.ldexp(np.rint(m * 2048) / 2048, e)
    q = tf32(Z) if A is None else tf32(tf32(Z) @ tf32(A).T)
    return hardmax(q @ tf32(Z).T, Z, alpha)


@wrong("the mean computed in float32, declared float64")
def float32_mean(Z, alpha, A):
    W = best_of(scores_of(Z, A)).astype(np.float32)
    W /= W.sum(1, keepdims=True)
    return toward(Z, W @ Z.astype(np.float32), alpha)


@wrong("the weights of the mean rounded to float32, declared float64")
def float32_weights(Z, alpha, A):
    W = best_of(scores_of(Z, A)).astype("f4")
    W = W / W.sum(1, keepdims=True)
    return toward(Z, W.astype("f8") @ Z, alpha)


@wrong("gamma rounded to float32, declared float64")
def float32_gamma(Z, alpha, A):
    gamma = float(np.float32(alpha) / (np.float32(1) + np.float32(alpha)))
    return Z + gamma * (mean_of(best_of(scores_of(Z, A)), Z) - Z)


@wrong_run("tokens rounded to float32 when they are read")
def float32_input(Z, alpha, A, layers):
    states = [Z.astype(np.float32).astype(np.float64)]
    for _ in range(layers):
        states.append(hardmax(scores_of(states[-1], A), states[-1], alpha))
    return states


@wrong("the new tokens rounded to 6 decimals")
def six_decimals(Z, alpha, A):
    return np.round(hardmax(scores_of(Z, A), Z, alpha), 6)


@wrong("scores rounded to 3 decimals")
def scores_to_three_decimals(Z, alpha, A):
    return hardmax(np.round(scores_of(Z, A), 3), Z, alpha)


@wrong("scores truncated to integers")
def integer_scores(Z, alpha, A):
    new = []
    for z in Z:
        scores = [math.trunc(s) for s in Z @ query_of(z, A)]
        top = max(scores)
        new.append(toward(z, np.mean([y for y, s in zip(Z, scores) if s == top], axis=0), alpha))
    return np.array(new)


@wrong("the new tokens rounded to integers")
def integer_tokens(Z, alpha, A):
    return np.rint(hardmax(scores_of(Z, A), Z, alpha))


# Scaling before the comparison.

@wrong("queries and keys each scaled by d^(-1/4) before the product, which breaks ties by rounding")
def scaled_dot_product(Z, alpha, A):
    s = 1 / math.sqrt(math.sqrt(Z.shape[1]))
    Q, K = (Z if A is None else Z @ A.T) * s, Z * s
    return hardmax(Q @ K.T, Z, alpha)


@wrong("queries scaled by 1/sqrt(d) before the product, which breaks ties by rounding")
def scaled_queries(Z, alpha, A):
    Q = Z if A is None else np.einsum("rc,ic->ir", A, Z)
    Q = Q / np.sqrt(Z.shape[-1])
    return hardmax(np.einsum("ir,jr->ij", Q, Z), Z, alpha)


@wrong("keys scaled by 0.1 before the product, which breaks ties by rounding")
def scaled_keys(Z, alpha, A):
    K = 0.1 * Z
    return hardmax((Z if A is None else Z @ A.T) @ K.T, Z, alpha)


@wrong("tokens divided by the largest norm before the scores, which breaks ties by rounding")
def divided_by_largest_norm(Z, alpha, A):
    U = Z / max(np.linalg.norm(Z, axis=1).max(), np.finfo(float).tiny)
    return hardmax(scores_of(U, A), Z, alpha)


@wrong("tokens divided by the largest coordinate before the scores, which breaks ties by rounding")
def divided_by_largest_coordinate(Z, alpha, A):
    top = np.abs(Z).max()
    return hardmax(scores_of(Z / top if top > 0 else Z, A), Z, alpha)


@wrong("A divided by its Frobenius norm before the scores, which breaks ties by rounding")
def normalised_matrix(Z, alpha, A):
    if A is not None and A.any():
        A = A / np.linalg.norm(A)
    return hardmax(scores_of(Z, A), Z, alpha)


# Softmax and its relatives.

@wrong("softmax of temperature 0.37")
def softmax_t037(Z, alpha, A):
    return toward(Z, softmax(scores_of(Z, A) / 0.37) @ Z, alpha)


@wrong("softmax of temperature 0.013")
def softmax_t0013(Z, alpha, A):
    rows = [softmax(Z @ query_of(z, A) / 0.013) @ Z for z in Z]
    return toward(Z, np.stack(rows), alpha)


@wrong("softmax of inverse temperature 17.3")
def softmax_beta173(Z, alpha, A):
    W = np.exp(17.3 * (scores_of(Z, A) - scores_of(Z, A).max(1, keepdims=True)))
    return toward(Z, np.einsum("ij,jk,i->ik", W, Z, 1 / W.sum(1)), alpha)


@wrong("softmax of temperature 6.2")
def softmax_t62(Z, alpha, A):
    return toward(Z, softmax(scores_of(Z, A) / 6.2) @ Z, alpha)


@wrong("ordinary softmax attention: temperature sqrt(d)")
def ordinary_attention(Z, alpha, A):
    def attention(q, k, v):
        return softmax(q @ k.swapaxes(-1, -2) / math.sqrt(q.shape[-1])) @ v
    return toward(Z, attention(Z if A is None else Z @ A.T, Z, Z), alpha)


@wrong("softmax over the columns instead of the rows")
def softmax_over_queries(Z, alpha, A):
    return toward(Z, softmax(scores_of(Z, A), axis=0) @ Z, alpha)


@wrong("sparsemax instead of hardmax")
def sparsemax(Z, alpha, A):
    G = scores_of(Z, A)
    G = G - G.max(1, keepdims=True)
    S = -np.sort(-G, axis=1)
    c = np.cumsum(S, axis=1)
    k = np.arange(1, len(Z) + 1)
    support = (1 + k * S > c).sum(1, keepdims=True)
    tau = (np.take_along_axis(c, support - 1, 1) - 1) / support
    return toward(Z, np.maximum(G - tau, 0) @ Z, alpha)


@wrong("straight-through blend: nine tenths hardmax and one tenth softmax")
def straight_through(Z, alpha, A):
    G = scores_of(Z, A)
    hard = best_of(G) / best_of(G).sum(1, keepdims=True)
    return toward(Z, (0.9 * hard + 0.1 * softmax(G)) @ Z, alpha)


@wrong("label smoothing: 5 per cent of the weight spread over all tokens")
def smoothed_weights(Z, alpha, A):
    P = best_of(scores_of(Z, A)).astype(float)
    P /= P.sum(1, keepdims=True)
    return toward(Z, (0.95 * P + 0.05 / len(Z)) @ Z, alpha)


# Near equality.

@wrong("scores within relative 1e-5 (np.isclose) count as ties")
def isclose(Z, alpha, A):
    G = scores_of(Z, A)
    return toward(Z, mean_of(np.isclose(G, G.max(1, keepdims=True)), Z), alpha)


@wrong("scores within relative 3e-3 count as ties")
def isclose_wide(Z, alpha, A):
    G = scores_of(Z, A)
    return toward(Z, mean_of(np.isclose(G, G.max(1, keepdims=True), rtol=3e-3, atol=0), Z), alpha)


@wrong("scores within relative 2e-9 count as ties")
def isclose_narrow(Z, alpha, A):
    new = np.empty_like(Z)
    for i in range(len(Z)):
        q = query_of(Z[i], A)
        s = [dot(q, y) for y in Z]
        tied = [j for j in range(len(Z)) if math.isclose(s[j], max(s), rel_tol=2e-9)]
        new[i] = toward(Z[i], Z[tied].mean(0), alpha)
    return new


@wrong("scores within absolute 0.01 count as ties")
def within_a_hundredth(Z, alpha, A):
    G = scores_of(Z, A)
    return toward(Z, mean_of(G.max(1, keepdims=True) - G <= 0.01, Z), alpha)


@wrong("scores within absolute 0.7 count as ties")
def within_a_margin(Z, alpha, A):
    G = scores_of(Z, A)
    return toward(Z, mean_of(G > G.max(1, keepdims=True) - 0.7, Z), alpha)


@wrong("scores within 2 per cent of the range of scores count as ties")
def within_share_of_range(Z, alpha, A):
    G = scores_of(Z, A)
    top, low = G.max(1, keepdims=True), G.min(1, keepdims=True)
    return toward(Z, mean_of(G >= top - 0.02 * (top - low), Z), alpha)


@wrong("tokens from the 90th percentile of the scores on instead of the best")
def percentile(Z, alpha, A):
    G = scores_of(Z, A)
    return toward(Z, mean_of(G >= np.percentile(G, 90, axis=1, keepdims=True), Z), alpha)


# Padding and masks.

@wrong("zero padding up to 16 tokens takes part in the attention")
def padded(Z, alpha, A):
    n = len(Z)
    P = np.zeros((max(n, 16), Z.shape[1]))
    P[:n] = Z
    return hardmax(scores_of(P, A), P, alpha)[:n]


@wrong("padding by copies of the last token takes part in the attention")
def padded_with_last(Z, alpha, A):
    n = len(Z)
    P = np.pad(Z, ((0, -n % 8), (0, 0)), mode="edge")
    return hardmax(scores_of(P, A), P, alpha)[:n]


@wrong("a token of zeros is put first and takes part in the attention")
def with_class_token(Z, alpha, A):
    X = np.concatenate([np.zeros((1, Z.shape[1])), Z])
    return hardmax(scores_of(X, A), X, alpha)[1:]


@wrong("a token of ones is put first and takes part in the attention")
def with_start_token(Z, alpha, A):
    X = np.insert(Z, 0, 1.0, axis=0)
    return hardmax(scores_of(X, A), X, alpha)[1:]


@wrong("causal mask: token i attends to tokens up to i only")
def causal(Z, alpha, A):
    G = scores_of(Z, A)
    G[np.triu_indices(len(Z), 1)] = -np.inf
    return hardmax(G, Z, alpha)


@wrong("strictly causal mask: token i attends to tokens before i only")
def strictly_causal(Z, alpha, A):
    new = [Z[0]]
    for i in range(1, len(Z)):
        past = Z[:i]
        s = past @ query_of(Z[i], A)
        new.append(toward(Z[i], past[s == s.max()].mean(0), alpha))
    return np.array(new)


@wrong("anticausal mask: token i attends to tokens from i on only")
def anticausal(Z, alpha, A):
    mask = np.tril(np.ones((len(Z), len(Z)), dtype=bool), -1)
    return hardmax(np.ma.masked_array(scores_of(Z, A), mask).filled(-np.inf), Z, alpha)


@wrong("causal mask by multiplication: masked scores count as 0")
def multiplied_mask(Z, alpha, A):
    return hardmax(scores_of(Z, A) * np.tril(np.ones((len(Z), len(Z)))), Z, alpha)


@wrong("window: token i attends to tokens i-1, i, i+1 only")
def window(Z, alpha, A):
    i = np.arange(len(Z))
    near = abs(i[:, None] - i[None, :]) <= 1
    return hardmax(np.where(near, scores_of(Z, A), -np.inf), Z, alpha)


@wrong("causal window: token i attends to itself and the two tokens before it only")
def sliding_window(Z, alpha, A):
    seen, new = deque(maxlen=3), []
    for z in Z:
        seen.append(z)
        keys = np.array(seen)
        s = keys @ query_of(z, A)
        new.append(toward(z, keys[s == s.max()].mean(0), alpha))
    return np.array(new)


@wrong("chunks: tokens attend only within their block of four")
def chunked(Z, alpha, A):
    return np.concatenate([hardmax(scores_of(B, A), B, alpha) for B in (Z[k:k + 4] for k in range(0, len(Z), 4))])


@wrong("streaming over blocks of four: ties with an earlier block are lost")
def streaming(Z, alpha, A):
    Q = Z if A is None else Z @ A.T
    best, mean = np.full(len(Z), -np.inf), np.zeros_like(Z)
    for k in range(0, len(Z), 4):
        B = Z[k:k + 4]
        S = Q @ B.T
        top = S.max(1)
        better = top > best
        mean[better] = mean_of(S == top[:, None], B)[better]
        best[better] = top[better]
    return toward(Z, mean, alpha)


@wrong("the last token is never attended to")
def last_key_dropped(Z, alpha, A):
    K = Z[:-1] if len(Z) > 1 else Z
    G = (Z if A is None else Z @ A.T) @ K.T
    return toward(Z, best_of(G) @ K / best_of(G).sum(1, keepdims=True), alpha)


@wrong("the first token is never updated")
def first_token_frozen(Z, alpha, A):
    X = Z.copy()
    X[1:] = hardmax(scores_of(Z, A), Z, alpha)[1:]
    return X


# How many, and along which axis.

@wrong("the two best tokens instead of the best")
def top_two(Z, alpha, A):
    k = min(2, len(Z))
    order = np.argsort(-scores_of(Z, A), axis=1, kind="stable")[:, :k]
    return toward(Z, Z[order].mean(1), alpha)


@wrong("the three best scores, ties included, instead of the best")
def top_three(Z, alpha, A):
    G = scores_of(Z, A)
    third = np.sort(G, axis=1)[:, -min(3, len(Z)), None]
    return toward(Z, mean_of(G >= third, Z), alpha)


@wrong("the second best token instead of the best")
def second_best(Z, alpha, A):
    order = np.argsort(scores_of(Z, A), axis=1, kind="stable")
    return toward(Z, Z[order[:, -min(2, len(Z))]], alpha)


@wrong("the worst score instead of the best")
def argmin(Z, alpha, A):
    G = -scores_of(Z, A)
    return toward(Z, mean_of(G == G.max(1, keepdims=True), Z), alpha)


@wrong("one maximum for the whole matrix of scores")
def whole_matrix(Z, alpha, A):
    G = scores_of(Z, A)
    M = G == np.max(G)
    mean = np.where(M.any(1, keepdims=True), M @ Z / np.maximum(M.sum(1, keepdims=True), 1), Z)
    return toward(Z, mean, alpha)


@wrong("the maximum taken over the queries (axis 0) instead of the keys")
def other_axis(Z, alpha, A):
    G = scores_of(Z, A)
    M = (G == G.max(axis=0)).astype(float)
    return toward(Z, M @ Z / M.sum(1, keepdims=True).clip(min=1), alpha)


@wrong("weights transposed: the mean of the tokens that attend to i")
def transposed_weights(Z, alpha, A):
    M = best_of(scores_of(Z, A)).T
    return np.where(M.any(1, keepdims=True), toward(Z, M @ Z / np.maximum(M.sum(1, keepdims=True), 1), alpha), Z)


@wrong("counts summed along the wrong axis")
def counts_over_queries(Z, alpha, A):
    M = best_of(scores_of(Z, A)).astype(float)
    return toward(Z, M @ Z / M.sum(0).clip(1)[:, None], alpha)


@wrong("counts without keepdims: an error unless n = d, and coordinates divided by the counts of tokens there")
def no_keepdims(Z, alpha, A):
    M = best_of(scores_of(Z, A))
    return toward(Z, M @ Z / M.sum(1), alpha)


@wrong("A multiplies the token axis where n equals d")
def guessed_orientation(Z, alpha, A):
    if A is None:
        Q = Z
    else:
        Q = A @ Z if A.shape[1] == Z.shape[0] else Z @ A.T
    return hardmax(Q @ Z.T, Z, alpha)


@wrong("the maximum starts at 0: a token whose scores are all negative does not move")
def maximum_starts_at_zero(Z, alpha, A):
    new = []
    for z in Z:
        best, tied = 0.0, []
        for y in Z:
            s = float(y @ query_of(z, A))
            if s > best:
                best, tied = s, [y]
            elif s == best:
                tied.append(y)
        new.append(toward(z, sum(tied) / len(tied), alpha) if tied else z)
    return np.array(new)


# Ties.

@wrong("the first of several maximisers only")
def first_maximiser(Z, alpha, A):
    return toward(Z, Z[np.argmax(scores_of(Z, A), axis=1)], alpha)


@wrong("the last of several maximisers only")
def last_maximiser(Z, alpha, A):
    gamma, new = alpha / (1 + alpha), []
    for z in Z:
        best, target = -math.inf, None
        for y in Z:
            if y @ query_of(z, A) >= best:
                best, target = y @ query_of(z, A), y
        new.append(z + gamma * (target - z))
    return np.array(new)


@wrong("a random one of several maximisers")
def random_maximiser(Z, alpha, A):
    M = best_of(scores_of(Z, A))
    return toward(Z, np.array([Z[random.choice(np.flatnonzero(row))] for row in M]), alpha)


@wrong("the first two of several maximisers only")
def two_of_tie(Z, alpha, A):
    M = best_of(scores_of(Z, A))
    return toward(Z, mean_of(M & (np.cumsum(M, axis=1) <= 2), Z), alpha)


@wrong("the two extreme points of a tie only")
def ends_of_tie(Z, alpha, A):
    new = []
    for z in Z:
        s = Z @ query_of(z, A)
        tie = sorted(map(tuple, Z[s == s.max()]))
        new.append(toward(z, np.mean([tie[0], tie[-1]] if tie[0] != tie[-1] else tie[:1], axis=0), alpha))
    return np.array(new)


@wrong("the middle of the bounding box of a tie instead of its mean")
def box_middle(Z, alpha, A):
    M = best_of(scores_of(Z, A))
    return toward(Z, np.array([(Z[r].min(0) + Z[r].max(0)) / 2 for r in M]), alpha)


@wrong("the median of a tie, by coordinates, instead of its mean")
def median_of_tie(Z, alpha, A):
    return toward(Z, np.array([np.median(Z[row], axis=0) for row in best_of(scores_of(Z, A))]), alpha)


@wrong("the longest of several maximisers only")
def longest_of_tie(Z, alpha, A):
    G = scores_of(Z, A)
    order = np.lexsort((np.broadcast_to((Z * Z).sum(1), G.shape), G), axis=-1)
    return toward(Z, Z[order[:, -1]], alpha)


@wrong("itself where it is among several maximisers, else the first")
def self_wins_ties(Z, alpha, A):
    G = scores_of(Z, A)
    j = np.where(np.diag(G) == G.max(1), np.arange(len(Z)), G.argmax(1))
    return toward(Z, Z[j], alpha)


@wrong("duplicate tokens counted once in the mean")
def unique_tokens(Z, alpha, A):
    K = np.unique(Z, axis=0)
    G = (Z if A is None else Z @ A.T) @ K.T
    return toward(Z, mean_of(best_of(G), K), alpha)


@wrong("adjacent duplicate tokens counted once in the mean")
def run_lengths(Z, alpha, A):
    K = np.array([key for key, _ in groupby(map(tuple, Z.tolist()))])
    M = best_of((Z if A is None else Z @ A.T) @ K.T)
    return toward(Z, mean_of(M, K), alpha)


@wrong("tied tokens weighted by their norms")
def norm_weights(Z, alpha, A):
    W = best_of(scores_of(Z, A)) * np.linalg.norm(Z, axis=1)
    total = W.sum(1, keepdims=True)
    return toward(Z, np.where(total > 0, W @ Z / np.where(total > 0, total, 1), Z), alpha)


@wrong("the mean multiplied by the best score: weights are scores and not ones")
def score_weights(Z, alpha, A):
    G = scores_of(Z, A)
    W = np.where(best_of(G), G, 0)
    return toward(Z, W @ Z / best_of(G).sum(1, keepdims=True), alpha)


@wrong("the sum of the tied tokens instead of their mean")
def sum_of_tie(Z, alpha, A):
    return toward(Z, best_of(scores_of(Z, A)) @ Z, alpha)


@wrong("the sum of the tied tokens divided by n instead of by their number")
def divided_by_n(Z, alpha, A):
    M = best_of(scores_of(Z, A))
    return toward(Z, (M[:, :, None] * Z[None]).mean(1), alpha)


@wrong("the sum of the tied tokens divided by the square root of their number")
def divided_by_root(Z, alpha, A):
    M = best_of(scores_of(Z, A))
    return toward(Z, M @ Z / np.sqrt(M.sum(1, keepdims=True)), alpha)


@wrong("the sum of the tied tokens divided by their number and one more")
def divided_by_one_more(Z, alpha, A):
    M = best_of(scores_of(Z, A))
    return toward(Z, M @ Z / (1 + M.sum(1, keepdims=True)), alpha)


@wrong("1e-8 added to the denominator of the mean")
def epsilon_in_denominator(Z, alpha, A):
    M = best_of(scores_of(Z, A)).astype(float)
    return toward(Z, M @ Z / (M.sum(1, keepdims=True) + 1e-8), alpha)


@wrong("the mean of all tokens, whatever the scores")
def mean_of_all(Z, alpha, A):
    return toward(Z, np.broadcast_to(Z.mean(0), Z.shape), alpha)


# Other scores.

@wrong("cosine similarity instead of the inner product")
def cosine(Z, alpha, A):
    def unit(X):
        length = np.linalg.norm(X, axis=1, keepdims=True)
        return X / np.where(length > 0, length, 1)
    return hardmax(unit(Z if A is None else Z @ A.T) @ unit(Z).T, Z, alpha)


@wrong("keys normalised to length one before the scores")
def unit_keys(Z, alpha, A):
    length = np.sqrt((Z ** 2).sum(1))
    K = Z / np.where(length > 0, length, 1)[:, None]
    return hardmax((Z if A is None else Z @ A.T) @ K.T, Z, alpha)


@wrong("negative squared distance to A z_i instead of the inner product")
def nearest(Z, alpha, A):
    Q = Z if A is None else Z @ A.T
    return hardmax(-((Q[:, None, :] - Z[None, :, :]) ** 2).sum(-1), Z, alpha)


@wrong("Manhattan distance to A z_i instead of the inner product")
def manhattan(Z, alpha, A):
    Q = Z if A is None else Z @ A.T
    return hardmax(-np.abs(Q[:, None] - Z).sum(2), Z, alpha)


@wrong("the farthest token instead of the largest inner product")
def farthest(Z, alpha, A):
    Q = Z if A is None else Z @ A.T
    D = np.array([[math.dist(q, z) for z in Z] for q in Q])
    return hardmax(D, Z, alpha)


@wrong("absolute values of the scores")
def absolute_scores(Z, alpha, A):
    return hardmax(np.abs(scores_of(Z, A)), Z, alpha)


@wrong("negative scores clipped to 0 (ReLU)")
def relu_scores(Z, alpha, A):
    return hardmax(np.maximum(scores_of(Z, A), 0), Z, alpha)


@wrong("scores clipped to [-10, 10]")
def clipped_scores(Z, alpha, A):
    return hardmax(scores_of(Z, A).clip(-10, 10), Z, alpha)


@wrong("tanh of the scores, which makes large scores equal")
def tanh_scores(Z, alpha, A):
    return hardmax(np.tanh(scores_of(Z, A)), Z, alpha)


@wrong("scores from tokens with their mean subtracted")
def centred(Z, alpha, A):
    return hardmax(scores_of(Z - Z.mean(axis=0), A), Z, alpha)


@wrong("scores from layer-normalised tokens (pre-norm)")
def pre_norm(Z, alpha, A):
    X = (Z - Z.mean(-1, keepdims=True)) / np.sqrt(Z.var(-1, keepdims=True) + 1e-5)
    return hardmax(scores_of(X, A), Z, alpha)


@wrong("sinusoidal positions added to the tokens before the scores")
def positions(Z, alpha, A):
    n, d = Z.shape
    angle = np.arange(n)[:, None] / 10000 ** (2 * (np.arange(d) // 2) / d)
    return hardmax(scores_of(Z + np.where(np.arange(d) % 2, np.cos(angle), np.sin(angle)), A), Z, alpha)


@wrong("a bias of -0.25 per position of distance added to the scores (ALiBi)")
def alibi(Z, alpha, A):
    i = np.arange(len(Z))
    return hardmax(scores_of(Z, A) - 0.25 * np.abs(np.subtract.outer(i, i)), Z, alpha)


@wrong("two heads: each half of the coordinates attends on its own")
def two_heads(Z, alpha, A):
    d = Z.shape[1]
    Q, out = Z if A is None else Z @ A.T, np.empty_like(Z)
    for cols in (np.arange(0, (d + 1) // 2), np.arange((d + 1) // 2, d)):
        if len(cols):
            out[:, cols] = mean_of(best_of(Q[:, cols] @ Z[:, cols].T), Z[:, cols])
    return toward(Z, out, alpha)


@wrong("the last coordinate left out of the scores")
def last_coordinate_dropped(Z, alpha, A):
    Q, d = (Z if A is None else Z @ A.T), Z.shape[1]
    G = np.zeros((len(Z), len(Z)))
    for r in range(max(d - 1, 1)):
        G += np.outer(Q[:, r], Z[:, r])
    return hardmax(G, Z, alpha)


# The matrix.

@wrong("A transposed: scores <A z_j, z_i>")
def matrix_transposed(Z, alpha, A):
    return hardmax(Z @ Z.T if A is None else np.einsum("ir,rc,jc->ij", Z, A, Z), Z, alpha)


@wrong("A ignored: scores <z_i, z_j>")
def matrix_ignored(Z, alpha, A):
    return hardmax(np.inner(Z, Z), Z, alpha)


@wrong("A replaced by its symmetric part")
def matrix_symmetrised(Z, alpha, A):
    return hardmax(scores_of(Z, None if A is None else (A + A.T) / 2), Z, alpha)


@wrong("A applied twice: scores <A A z_i, z_j>")
def matrix_squared(Z, alpha, A):
    return hardmax(scores_of(Z, None if A is None else A @ A), Z, alpha)


@wrong("A applied to queries and keys: scores <A z_i, A z_j>")
def matrix_on_both(Z, alpha, A):
    X = Z if A is None else Z @ A.T
    return hardmax(X @ X.T, Z, alpha)


@wrong("A applied to the values as well: the mean of A z_j")
def matrix_on_values(Z, alpha, A):
    V = Z if A is None else Z @ A.T
    return toward(Z, mean_of(best_of(scores_of(Z, A)), V), alpha)


@wrong("only the diagonal of A is used")
def matrix_diagonal(Z, alpha, A):
    a = np.ones(Z.shape[1]) if A is None else np.diag(A)
    return hardmax((Z * a) @ Z.T, Z, alpha)


@wrong("only the upper triangle of A is used, mirrored")
def matrix_upper(Z, alpha, A):
    return hardmax(scores_of(Z, None if A is None else np.triu(A) + np.triu(A, 1).T), Z, alpha)


@wrong("only the lower triangle of A is used")
def matrix_lower(Z, alpha, A):
    return hardmax(scores_of(Z, None if A is None else np.tril(A)), Z, alpha)


@wrong("absolute values of the entries of A")
def matrix_absolute(Z, alpha, A):
    return hardmax(scores_of(Z, None if A is None else abs(A)), Z, alpha)


@wrong("-A instead of A")
def matrix_negated(Z, alpha, A):
    return hardmax(scores_of(Z, None if A is None else -A), Z, alpha)


@wrong("the inverse of A instead of A")
def matrix_inverted(Z, alpha, A):
    return hardmax(scores_of(Z, None if A is None else np.linalg.pinv(A)), Z, alpha)


@wrong("A plus the identity instead of A")
def matrix_plus_identity(Z, alpha, A):
    return hardmax(scores_of(Z, None if A is None else A + np.eye(len(A))), Z, alpha)


# Itself.

@wrong("a token never attends to itself")
def self_excluded(Z, alpha, A):
    if len(Z) == 1:
        return Z
    G = scores_of(Z, A)
    np.fill_diagonal(G, -np.inf)
    return hardmax(G, Z, alpha)


@wrong("a token always attends to itself as well")
def self_included(Z, alpha, A):
    return toward(Z, mean_of(best_of(scores_of(Z, A)) | np.eye(len(Z), dtype=bool), Z), alpha)


@wrong("a token counts itself twice where it attends to itself, and once where it does not")
def self_added(Z, alpha, A):
    W = best_of(scores_of(Z, A)) + np.eye(len(Z))
    return toward(Z, W / W.sum(1, keepdims=True) @ Z, alpha)


# The update.

@wrong("alpha in place of gamma = alpha/(1+alpha)")
def alpha_for_gamma(Z, alpha, A):
    return Z + alpha * (mean_of(best_of(scores_of(Z, A)), Z) - Z)


@wrong("half of gamma")
def half_gamma(Z, alpha, A):
    return Z + 0.5 * alpha / (1 + alpha) * (mean_of(best_of(scores_of(Z, A)), Z) - Z)


@wrong("gamma squared")
def gamma_squared(Z, alpha, A):
    return Z + (alpha / (1 + alpha)) ** 2 * (mean_of(best_of(scores_of(Z, A)), Z) - Z)


@wrong("no residual: the new token is the mean")
def no_residual(Z, alpha, A):
    return mean_of(best_of(scores_of(Z, A)), Z)


@wrong("the residual without its weight: z + gamma m")
def residual_not_normalised(Z, alpha, A):
    return Z + alpha / (1 + alpha) * mean_of(best_of(scores_of(Z, A)), Z)


@wrong("z + alpha m without the division by 1 + alpha")
def not_divided(Z, alpha, A):
    return Z + alpha * mean_of(best_of(scores_of(Z, A)), Z)


@wrong("the mean scaled by gamma without the residual")
def gamma_mean(Z, alpha, A):
    return alpha / (1 + alpha) * mean_of(best_of(scores_of(Z, A)), Z)


@wrong("the weights of token and mean swapped")
def swapped_weights(Z, alpha, A):
    m = mean_of(best_of(scores_of(Z, A)), Z)
    return (alpha * Z + m) / (1 + alpha)


@wrong("alpha hard-coded to 1")
def alpha_one(Z, alpha, A):
    return 0.5 * (Z + mean_of(best_of(scores_of(Z, A)), Z))


@wrong("alpha clipped to at most 1")
def alpha_clipped(Z, alpha, A):
    return toward(Z, mean_of(best_of(scores_of(Z, A)), Z), min(alpha, 1.0))


@wrong("gamma = 1 - exp(-alpha) instead of alpha/(1+alpha)")
def exponential_gamma(Z, alpha, A):
    return Z - math.expm1(-alpha) * (mean_of(best_of(scores_of(Z, A)), Z) - Z)


@wrong("the sign of the step: away from the mean")
def away(Z, alpha, A):
    return Z + alpha / (1 + alpha) * (Z - mean_of(best_of(scores_of(Z, A)), Z))


@wrong("layer norm after the step")
def layer_norm(Z, alpha, A):
    X = hardmax(scores_of(Z, A), Z, alpha)
    return (X - X.mean(-1, keepdims=True)) / np.sqrt(X.var(-1, keepdims=True) + 1e-5)


@wrong("projection on the unit sphere after the step")
def unit_sphere(Z, alpha, A):
    X = hardmax(scores_of(Z, A), Z, alpha)
    r = np.linalg.norm(X, axis=1, keepdims=True)
    return X / np.where(r > 0, r, 1)


@wrong("ReLU after the step")
def relu_tokens(Z, alpha, A):
    return np.maximum(hardmax(scores_of(Z, A), Z, alpha), 0)


@wrong("dropout 0.1 left on", deterministic=True)
def dropout(Z, alpha, A):
    m = mean_of(best_of(scores_of(Z, A)), Z)
    return toward(Z, m * (np.random.rand(*m.shape) >= 0.1) / 0.9, alpha)


@wrong("Gaussian noise of size 1e-6 added to the scores", deterministic=True)
def noisy_scores(Z, alpha, A):
    G = scores_of(Z, A)
    return hardmax(G + 1e-6 * np.random.standard_normal(G.shape), Z, alpha)


@wrong("tokens sorted on the way: their order is lost")
def sorted_tokens(Z, alpha, A):
    X = Z[np.lexsort(Z.T[::-1])]
    return hardmax(scores_of(X, A), X, alpha)


# In place, and from layer to layer.

@wrong("in place: later tokens see the new positions of earlier ones")
def in_place(Z, alpha, A):
    for i in range(len(Z)):
        s = Z @ query_of(Z[i], A)
        Z[i] = toward(Z[i], Z[s == s.max()].mean(0), alpha)
    return Z


@wrong("in place from the last token to the first")
def in_place_backwards(Z, alpha, A):
    for i in reversed(range(len(Z))):
        s = Z @ query_of(Z[i], A)
        Z[i] += alpha / (1 + alpha) * (Z[s == s.max()].mean(0) - Z[i])
    return Z


@wrong("in place, with sets from the old positions and means of the new ones")
def in_place_values(Z, alpha, A):
    for i, row in enumerate(best_of(scores_of(Z, A))):
        Z[i] = toward(Z[i], Z[row].mean(0), alpha)
    return Z


@wrong("two layers for each layer")
def two_layers(Z, alpha, A):
    Z = hardmax(scores_of(Z, A), Z, alpha)
    return hardmax(scores_of(Z, A), Z, alpha)


@wrong_run("the attention sets of the first layer used in all layers")
def stale_sets(Z, alpha, A, layers):
    M, states = best_of(scores_of(Z, A)), [Z]
    for _ in range(layers):
        states.append(toward(states[-1], mean_of(M, states[-1]), alpha))
    return states


@wrong_run("the sets of the previous layer: scores are one layer old")
def sets_one_layer_old(Z, alpha, A, layers):
    states, old = [Z], Z
    for _ in range(layers):
        new = toward(states[-1], mean_of(best_of(scores_of(old, A)), states[-1]), alpha)
        old = states[-1]
        states.append(new)
    return states


@wrong_run("values taken from the previous layer")
def values_one_layer_old(Z, alpha, A, layers):
    states, values = [Z], Z
    for _ in range(layers):
        X = states[-1]
        states.append(toward(X, mean_of(best_of(scores_of(X, A)), values), alpha))
        values = X
    return states


@wrong_run("values taken from the input in all layers")
def values_of_the_input(Z, alpha, A, layers):
    states = [Z]
    for _ in range(layers):
        states.append(toward(states[-1], mean_of(best_of(scores_of(states[-1], A)), Z), alpha))
    return states


@wrong_run("the residual taken from the input in all layers")
def residual_of_the_input(Z, alpha, A, layers):
    states = [Z]
    for _ in range(layers):
        states.append(toward(Z, mean_of(best_of(scores_of(states[-1], A)), states[-1]), alpha))
    return states


@wrong_run("momentum 0.9 added to the step")
def momentum(Z, alpha, A, layers):
    states, velocity = [Z], np.zeros_like(Z)
    for _ in range(layers):
        X = states[-1]
        velocity = 0.9 * velocity + alpha / (1 + alpha) * (mean_of(best_of(scores_of(X, A)), X) - X)
        states.append(X + velocity)
    return states


@wrong_run("alpha divided by the number of the layer")
def alpha_decays(Z, alpha, A, layers):
    states = [Z]
    for k in range(layers):
        states.append(hardmax(scores_of(states[-1], A), states[-1], alpha / (k + 1)))
    return states


@wrong_run("one layer too many returned")
def one_layer_too_many(Z, alpha, A, layers):
    states = [Z]
    while len(states) <= layers + 1:
        states.append(hardmax(scores_of(states[-1], A), states[-1], alpha))
    return states


@wrong_run("one layer too few returned")
def one_layer_too_few(Z, alpha, A, layers):
    states = [Z]
    while len(states) < layers:
        states.append(hardmax(scores_of(states[-1], A), states[-1], alpha))
    return states


@wrong_run("the input is missing: the trajectory begins with layer 1")
def input_missing(Z, alpha, A, layers):
    states = []
    for _ in range(layers + 1):
        Z = hardmax(scores_of(Z, A), Z, alpha)
        states.append(Z)
    return states


@wrong_run("the input is recorded twice: every layer comes one too late")
def input_twice(Z, alpha, A, layers):
    states = [Z, Z]
    while len(states) <= layers:
        states.append(hardmax(scores_of(states[-1], A), states[-1], alpha))
    return states[:layers + 1]


@wrong_run("all recorded layers are one array, changed in place: each shows the last layer")
def aliased_layers(Z, alpha, A, layers):
    states = [Z]
    for _ in range(layers):
        Z += alpha / (1 + alpha) * (mean_of(best_of(scores_of(Z, A)), Z) - Z)
        states.append(Z)
    return states


@wrong_run("the last layer is without residual")
def last_layer_bare(Z, alpha, A, layers):
    states = [Z]
    for k in range(layers):
        X = states[-1]
        m = mean_of(best_of(scores_of(X, A)), X)
        states.append(m if k == layers - 1 else toward(X, m, alpha))
    return states


def serve_runs(run, name):
    """A server of its own, since `serve` makes the layers itself."""
    for line in sys.stdin:
        command = json.loads(line, parse_int=float)
        if command["cmd"] == "stop":
            break
        if command["cmd"] == "hello":
            reply = {"protocol": 1, "implementation": {"name": name, "language": "python"}, "declares": {"dtype": "float64"}}
        else:
            case = command["case"]
            matrix = None if case["matrix"] is None else np.array(case["matrix"], dtype=float)
            with contextlib.redirect_stdout(sys.stderr):
                states = run(np.array(case["tokens"], dtype=float), case["alpha"], matrix, int(case["layers"]))
            reply = {"seq": int(command["seq"]), "trajectory": [state.tolist() for state in states]}
        print(json.dumps(reply), flush=True)


# The names that describe a true cause. An implementation without one is outside the list of known mistakes: a report says "unknown".
ACCEPT = {
    "matrix_lower": "matrix-lower",
    "matrix_upper": "matrix-upper-mirrored",
    "matrix_absolute": "matrix-absolute",
    "matrix_plus_identity": "matrix-plus-identity",
    "matrix_on_both": "matrix-on-both",
    "matrix_negated": "matrix-negated",
    "self_added": "self-added",
    "residual_not_normalised": "residual-not-weighted",
    "gamma_mean": "mean-without-residual",
    "six_decimals": "rounded-to-6-decimals",
    "integer_tokens": "rounded-to-0-decimals",
    "float32_scores": "float32-scores",
    "float16_scores": "float16-scores",
    "bfloat16_scores": "bfloat16-scores",
    "tensor_cores": "float16-scores",
    "float32_gamma": "other-share",
    "scaled_dot_product": "scaled-queries",
    "scaled_queries": "scaled-queries",
    "scaled_keys": "scaled-queries",
    "divided_by_largest_norm": "scaled-queries",
    "divided_by_largest_coordinate": "scaled-queries",
    "normalised_matrix": "scaled-queries",
    "softmax_t037": "softmax",
    "softmax_t0013": "softmax",
    "softmax_beta173": "softmax",
    "softmax_t62": "softmax",
    "ordinary_attention": "softmax",
    "isclose": "isclose-ties",
    "isclose_wide": "relative-tolerance",
    "isclose_narrow": "relative-tolerance",
    "within_a_hundredth": "absolute-tolerance",
    "within_a_margin": "absolute-tolerance",
    "within_share_of_range": "tolerance-of-range",
    "padded": "padding-takes-part",
    "padded_with_last": "padding-takes-part",
    "with_class_token": "padding-takes-part",
    "with_start_token": "padding-takes-part",
    "causal": "causal-mask",
    "strictly_causal": "strictly-causal-mask",
    "anticausal": "anticausal-mask",
    "multiplied_mask": "causal-by-product",
    "window": "window-1",
    "sliding_window": "causal-window-2",
    "chunked": "blocks-of-4",
    "last_key_dropped": "last-key-dropped",
    "first_token_frozen": "first-token-kept",
    "top_two": "top-2",
    "top_three": "top-3",
    "second_best": "second-best",
    "argmin": "argmin",
    "whole_matrix": "whole-matrix-maximum",
    "other_axis": "maximum-over-queries",
    "transposed_weights": "attended-by",
    "maximum_starts_at_zero": "maximum-from-zero",
    "first_maximiser": "first-argmax-only",
    "last_maximiser": "last-argmax-only",
    "random_maximiser": "random-tie-choice",
    "two_of_tie": "first-two-of-tie",
    "ends_of_tie": "extreme-points-of-tie",
    "box_middle": "middle-of-box",
    "median_of_tie": "median-of-tie",
    "longest_of_tie": "longest-of-tie",
    "self_wins_ties": "self-among-maximisers",
    "unique_tokens": "duplicates-counted-once",
    "score_weights": "score-weights",
    "sum_of_tie": "sum-for-mean",
    "divided_by_n": "divided-by-n",
    "divided_by_one_more": "sum-over-count-and-one",
    "mean_of_all": "mean-over-all",
    "cosine": "cosine-scores",
    "unit_keys": "cosine-scores",
    "nearest": "distance-scores",
    "manhattan": "manhattan-scores",
    "farthest": "farthest",
    "absolute_scores": "absolute-argmax",
    "relu_scores": "relu-scores",
    "centred": "centred-scores",
    "two_heads": "heads-of-half",
    "last_coordinate_dropped": "last-coordinate-dropped",
    "matrix_transposed": "matrix-transposed",
    "matrix_ignored": "matrix-ignored",
    "matrix_symmetrised": "matrix-symmetrised",
    "matrix_squared": "matrix-squared",
    "matrix_on_values": "matrix-on-values",
    "matrix_diagonal": "diagonal-only",
    "self_excluded": "self-excluded",
    "self_included": "self-always-included",
    "alpha_for_gamma": "alpha-for-gamma",
    "half_gamma": "other-share",
    "gamma_squared": "other-share",
    "no_residual": "residual-missing",
    "not_divided": "normalisation-missing",
    "swapped_weights": "weights-swapped",
    "alpha_one": "other-share",
    "alpha_clipped": "other-share",
    "exponential_gamma": "other-share",
    "away": "other-share",
    "in_place": "in-place-update",
    "stale_sets": "frozen-attention-sets",
    "sets_one_layer_old": "stale-attention-sets",
    "alpha_decays": "other-share",
    "input_twice": "layer-repeated",
    "last_layer_bare": "other-share",
}


if __name__ == "__main__":
    np.seterr(all="ignore")
    chosen = WRONG[sys.argv[1]]
    if "run" in chosen:
        serve_runs(chosen["run"], sys.argv[1])
    else:
        serve(chosen["step"], name=sys.argv[1], array="numpy", deterministic=chosen["deterministic"])
