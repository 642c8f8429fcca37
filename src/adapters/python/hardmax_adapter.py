"""Plugs a hardmax step written in Python into `hardmax conform`.

One file, standard library only, Python 3.8 or later. Put it beside your code. A complete program, impl.py:

    import numpy as np
    from hardmax_adapter import serve

    def step(tokens, alpha, matrix):                # (n, d) array, float, (d, d) array or None for the identity
        queries = tokens if matrix is None else tokens @ matrix.T
        scores = queries @ tokens.T                 # scores[i, j] = <A z_i, z_j>
        attends = scores == scores.max(axis=1, keepdims=True)
        means = (attends @ tokens) / attends.sum(axis=1, keepdims=True)
        return tokens + alpha / (1 + alpha) * (means - tokens)

    serve(step, name="my NumPy layer", array="numpy")

and the command that judges it:

    hardmax conform -- python3 impl.py

`step` is called once per layer. It returns the next tokens, or (next tokens, selected), where selected[i] holds the
indices that token i attended to, or is a row of n booleans. An array that comes back in another dtype than the declared
one is reported as such (a mask of integers makes float64 of float32 tokens). What it prints goes to stderr; an exception is an error of
the case, and its traceback goes to stderr too.

A step of padded batches is judged with serve(step, name="my batch layer", array="numpy", batch=True): it is called as
step(tokens, alpha, matrix, mask) with tokens (b, n, d) and mask (b, n), True for real tokens and False for padding.
"""

import json
import os
import sys
import traceback

PROTOCOL = 1


def serve(step, name, dtype="float64", array=None, accumulate=None, deterministic=False, ties="average",
          version="", language="python", supports=None, batch=False, padding=2):
    """Answers cases on stdin until stop, or the end of the input.

    step           f(tokens, alpha, matrix) -> next tokens, or (next tokens, selected)
    name           the name of the implementation in reports
    dtype          what it computes in: "float64", "float32", "float16" or "bfloat16" (torch only)
    array          what tokens and matrix are: None for lists of lists of float, "numpy" or "torch" for arrays of dtype
    accumulate     the dtype that scores are summed in, where it is another one
    deterministic  True if the same case always gives the same bits
    supports       sizes and matrices that it takes, if not all: {"maxTokens": 4096, "maxDim": 256}
    batch          True if step takes a padded batch: f(tokens, alpha, matrix, mask), see above
    padding        how many padding tokens the case gets in a batch
    """
    declares = {"dtype": dtype, "ties": ties, "deterministic": bool(deterministic)}
    if accumulate is not None:
        declares["accumulate"] = accumulate
    hello = {
        "protocol": PROTOCOL,
        "implementation": {"name": name, "version": version, "language": language},
        "declares": declares,
    }
    if supports is not None:
        hello["supports"] = supports
    source, sink = _take_standard_streams()
    convert = _converter(array, dtype)
    if batch:
        step = _in_batch(step, convert, _converter(array, "bool"), padding)
    for line in source:
        if not line.strip():
            continue
        # Every number is a float: as an int, -0 would lose its sign.
        command = json.loads(line.decode("utf-8"), parse_int=float)
        if command["cmd"] == "hello":
            reply = hello
        elif command["cmd"] == "run":
            reply = _answer(step, convert, command)
        elif command["cmd"] == "stop":
            break
        else:
            continue
        # Floats are written as repr writes them: the shortest decimals that read back as the same float. NaN and
        # Infinity are written bare, which the oracle understands.
        sys.stdout.flush()
        sys.stderr.flush()
        try:
            sink.write(json.dumps(reply).encode("ascii") + b"\n")
            sink.flush()
        except BrokenPipeError:
            break


def _answer(step, convert, command):
    sequence = int(command["seq"])
    try:
        case = command["case"]
        matrix = None if case["matrix"] is None else convert(_floats(case["matrix"]))
        alpha = _float(case["alpha"])
        tokens = convert(_floats(case["tokens"]))
        shape, trajectory, selected, dtype = _shape(tokens), [_lists(tokens)], [], None
        for layer in range(int(case["layers"])):
            result = step(tokens, alpha, matrix)
            if result is None:
                raise TypeError("step returned None; expected the next tokens")
            if _is_pair(result):
                tokens, sets = result
                selected.append(_sets(sets))
            else:
                tokens = result
            if shape is not None and _shape(tokens) not in (None, shape):
                raise ValueError("step returned an array of shape %s for tokens of shape %s" % (_shape(tokens), shape))
            dtype = _dtype(tokens) or dtype
            # Recorded at once: the step may change the array in place later.
            trajectory.append(_lists(tokens))
        reply = {"seq": sequence, "trajectory": trajectory}
        if dtype is not None:
            reply["dtype"] = dtype
        if selected:
            reply["selected"] = selected
        return reply
    except Exception as error:
        traceback.print_exc(file=sys.stderr)
        return {"seq": sequence, "errored": True, "message": "%s: %s" % (type(error).__name__, error)}


def _in_batch(step, convert, convert_mask, padding):
    """A step of one sequence, from a step of padded batches.

    The case is packed with padding behind it, and beside its own tokens in reverse, the last left out where there are
    several. Padding is of doubled tokens and their negatives, which would win if they took part.
    """
    def pack(rows, length):
        scale = 2.0 if max(abs(x) for row in rows for x in row) < 1e4 else 0.5
        extra = [[(-scale if k % 2 else scale) * x for x in rows[k % len(rows)]] for k in range(length - len(rows))]
        return rows + extra, [k < len(rows) for k in range(length)]

    def step_of_one(tokens, alpha, matrix):
        rows = _lists(tokens)
        n = len(rows)
        packed = [pack(sequence, n + padding) for sequence in (rows, rows[::-1][:max(1, n - 1)])]
        result = step(convert([sequence for sequence, _ in packed]), alpha, matrix, convert_mask([mask for _, mask in packed]))
        return tuple(part[0][:n] for part in result) if isinstance(result, tuple) else result[0][:n]

    return step_of_one


def _take_standard_streams():
    """Keeps stdin and stdout for the protocol, and leaves an empty stdin and stderr to everything else.

    This is done to the descriptors, so that prints of C extensions and of subprocesses are caught too. What was printed
    before and is still in the buffer of sys.stdout goes to stderr with the flush; with python3 -u or PYTHONUNBUFFERED it
    is out already, and the oracle complains about it.
    """
    source = os.fdopen(os.dup(0), "rb")
    sink = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    sys.stdout.flush()
    return source, sink


def _converter(array, dtype):
    if array is None:
        return lambda rows: rows
    if array == "numpy":
        import numpy
        return lambda rows: numpy.array(rows, dtype=numpy.dtype(dtype))
    if array == "torch":
        import torch
        return lambda rows: torch.tensor(rows, dtype=getattr(torch, dtype))
    raise ValueError("array is %r; expected None, 'numpy' or 'torch'" % (array,))


def _float(value):
    """A JSON number, or a string: hexadecimal such as "0x1.8p-3"."""
    return float.fromhex(value) if isinstance(value, str) else float(value)


def _floats(rows):
    return [[_float(value) for value in row] for row in rows]


def _plain(value):
    """Lists of Python numbers. Arrays of NumPy, PyTorch and JAX have tolist, which widens every float exactly."""
    if hasattr(value, "tolist"):
        return value.tolist()
    return [_plain(item) for item in value] if isinstance(value, (list, tuple)) else value


def _lists(tokens):
    return [[float(value) for value in row] for row in _plain(tokens)]


def _shape(tokens):
    return tuple(tokens.shape) if hasattr(tokens, "shape") else None


def _dtype(tokens):
    """The dtype of an array that came back: the oracle compares it with the declared one. Lists of numbers have none."""
    name = str(getattr(tokens, "dtype", "object")).replace("torch.", "")
    return None if name == "object" else name


def _sets(selected):
    sets = []
    for row in _plain(selected):
        row = sorted(row) if isinstance(row, (set, frozenset)) else _plain(row)
        if row and all(isinstance(value, bool) for value in row):
            row = [index for index, attends in enumerate(row) if attends]
        sets.append([int(index) for index in row])
    return sets


def _is_pair(result):
    """Whether this is (tokens, selected), and not a tuple of two tokens: tokens are rows of rows."""
    if not isinstance(result, tuple) or len(result) != 2:
        return False
    first = _plain(result[0])
    return isinstance(first, list) and len(first) > 0 and isinstance(first[0], list)
