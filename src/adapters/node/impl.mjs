// A hardmax layer in plain JavaScript, right as it stands: replace `step` by yours.
//
//     hardmax conform -- node impl.mjs

import { serve } from './hardmax-adapter.mjs';

// One layer: every token moves towards the mean of the tokens that it attends to.
//   tokens  n rows of d numbers, z_0 .. z_{n-1}
//   alpha   the step parameter, greater than 0
//   matrix  A as d rows of d numbers, or null for the identity
function step(tokens, alpha, matrix) {
  const gamma = alpha / (1 + alpha);
  return tokens.map((z) => {
    const query = matrix ? matrix.map((row) => dot(row, z)) : z; // A z_i
    const scores = tokens.map((other) => dot(query, other)); // <A z_i, z_j>
    const best = scores.reduce((x, y) => (x >= y ? x : y));
    const attended = tokens.filter((_, j) => scores[j] === best); // ties included
    return z.map((x, c) => {
      const mean = attended.reduce((sum, other) => sum + other[c], 0) / attended.length;
      return x + gamma * (mean - x);
    });
  }); // new rows: all tokens move at once, so `tokens` must not change on the way
}

function dot(x, y) {
  return x.reduce((sum, value, c) => sum + value * y[c], 0);
}

// dtype is what the step computes in; for 'float32' round every operation with Math.fround. Name and dtype go into the
// report.
await serve(step, { name: 'my hardmax layer', dtype: 'float64', deterministic: true });
