"""A hardmax layer in plain Python, right as it stands: replace `step` by yours.

    hardmax conform -- python3 impl.py
"""

from hardmax_adapter import serve


def step(tokens, alpha, matrix):
    """One layer: every token moves towards the mean of the tokens that it attends to.

    tokens  n rows of d floats, z_0 .. z_{n-1}
    alpha   the step parameter, greater than 0
    matrix  A as d rows of d floats, or None for the identity
    """
    gamma = alpha / (1 + alpha)
    moved = []
    for z in tokens:
        query = z if matrix is None else [dot(row, z) for row in matrix]    # A z_i
        scores = [dot(query, other) for other in tokens]                    # <A z_i, z_j>
        best = max(scores)
        attended = [other for other, score in zip(tokens, scores) if score == best]    # ties included
        mean = [sum(column) / len(attended) for column in zip(*attended)]
        moved.append([x + gamma * (m - x) for x, m in zip(z, mean)])
    return moved    # new rows: all tokens move at once, so `tokens` must not change on the way


def dot(x, y):
    return sum(a * b for a, b in zip(x, y))


# With array="numpy" or array="torch" the step gets and returns arrays of the dtype instead of lists. dtype is what it
# computes in: "float64", "float32", "float16" or "bfloat16". Name and dtype go into the report.
if __name__ == "__main__":
    serve(step, name="my hardmax layer", dtype="float64", deterministic=True)
