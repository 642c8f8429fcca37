// Plugs a hardmax step written in JavaScript into `hardmax conform`.
//
// One file, no dependency, Node 18 or later. Put it beside your code. A complete program, impl.mjs:
//
//     import { serve } from './hardmax-adapter.mjs';
//
//     const dot = (x, y) => x.reduce((sum, value, c) => sum + value * y[c], 0);
//
//     function step(tokens, alpha, matrix) {          // n rows of d numbers, number, d rows or null for the identity
//       return tokens.map((z) => {
//         const query = matrix ? matrix.map((row) => dot(row, z)) : z;
//         const scores = tokens.map((other) => dot(query, other));
//         const attended = tokens.filter((_, j) => scores[j] === Math.max(...scores));
//         return z.map((x, c) => {
//           const mean = attended.reduce((sum, other) => sum + other[c], 0) / attended.length;
//           return x + alpha / (1 + alpha) * (mean - x);
//         });
//       });
//     }
//
//     serve(step, { name: 'my JavaScript layer' });
//
// and the command that judges it:
//
//     hardmax conform -- node impl.mjs
//
// `step` is called once per layer and may be async. It returns the next tokens, or { next, selected }, where selected[i]
// holds the indices that token i attended to. Rows may be arrays or typed arrays. What it prints goes to stderr; an
// exception is an error of the case, and its stack goes to stderr too. For float32, round every operation with
// Math.fround, or work on Float32Array, and say { dtype: 'float32' }.

import { createInterface } from 'node:readline';

// From the import on, stdout belongs to the protocol: console.log and everything else that writes there goes to stderr.
const write = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);

/**
 * Answers cases on stdin until stop, or the end of the input.
 * @param step (tokens, alpha, matrix) => next tokens, or { next, selected }, or a promise of one of them
 * @param options name: the name in reports; dtype: 'float64' (default), 'float32', 'float16' or 'bfloat16'; accumulate:
 *   the dtype that scores are summed in, where it is another one; deterministic: true if the same case always gives the
 *   same bits; supports: sizes and matrices that it takes, if not all, { maxTokens: 4096, maxDim: 256 }
 */
export async function serve(step, { name, dtype = 'float64', accumulate = dtype, deterministic = false, ties = 'average', version = '', language = 'javascript', supports } = {}) {
  if (typeof name !== 'string' || name === '') {
    throw new TypeError("serve needs a name: serve(step, { name: 'my layer' })");
  }
  const hello = JSON.stringify({
    protocol: 1,
    implementation: { name, version, language },
    declares: { dtype, accumulate, ties, deterministic },
    supports,
  });
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    if (line.trim() === '') continue;
    const command = JSON.parse(line);
    if (command.cmd === 'stop') break;
    await say(command.cmd === 'hello' ? hello : await answer(step, command));
  }
  process.stdin.destroy();
}

async function answer(step, { seq, case: question }) {
  try {
    const { alpha, matrix, layers } = question;
    let tokens = question.tokens.map(readRow);
    const exactMatrix = matrix && matrix.map(readRow);
    const exactAlpha = readNumber(alpha);
    const trajectory = [writeRows(tokens)];
    const selected = [];
    let dtype = '';
    for (let layer = 0; layer < layers; layer++) {
      const result = await step(tokens, exactAlpha, exactMatrix);
      if (result === null || typeof result !== 'object') {
        throw new TypeError(`step returned ${result}; expected the next tokens`);
      }
      tokens = result.next ?? result;
      if (result.selected) {
        selected.push(Array.from(result.selected, (set) => Array.from(set)));
      }
      // Recorded at once: the step may change the rows in place later.
      trajectory.push(writeRows(tokens));
      dtype = { Float32Array: ',"dtype":"float32"', Float64Array: ',"dtype":"float64"' }[tokens[0]?.constructor.name] ?? dtype;
    }
    const sets = selected.length > 0 ? `,"selected":${JSON.stringify(selected)}` : '';
    return `{"seq":${seq},"trajectory":[${trajectory.join(',')}]${sets}${dtype}}`;
  } catch (error) {
    console.error(error instanceof Error ? error.stack : error);
    return JSON.stringify({ seq, errored: true, message: String(error) });
  }
}

// Waits until the line is out, so that a slow reader holds the program up instead of filling its memory.
function say(line) {
  return new Promise((resolve, reject) => write(`${line}\n`, (error) => (error ? reject(error) : resolve())));
}

// Not JSON.stringify, which writes null for NaN and loses the sign of -0. Text of a number is the shortest decimal that
// reads back as the same one; NaN and Infinity go bare, which the oracle understands.
function writeRows(rows) {
  return `[${Array.from(rows, (row) => `[${Array.from(row, writeNumber).join(',')}]`).join(',')}]`;
}

function writeNumber(value) {
  if (typeof value !== 'number') {
    throw new TypeError(`a coordinate is ${typeof value}; expected a number`);
  }
  return Object.is(value, -0) ? '-0' : String(value);
}

function readRow(row) {
  return row.map(readNumber);
}

function readNumber(value) {
  return typeof value === 'number' ? value : readHexadecimal(value);
}

// "0x1.8p-3". The digits are an integer of at most 53 bits, exact as a number; the power of 2 is applied in two steps,
// of which only the last one may leave the normal range, where its result is exact because the number is a binary64.
function readHexadecimal(text) {
  const parts = /^([+-]?)0x([0-9a-f]+)(?:\.([0-9a-f]*))?p([+-]?\d+)$/i.exec(text);
  if (!parts) {
    throw new RangeError(`cannot read the number '${text}'`);
  }
  const [, sign, whole, fraction = '', exponent] = parts;
  const digits = Number(`0x${whole}${fraction}`);
  const power = Number(exponent) - 4 * fraction.length;
  const first = Math.max(-900, Math.min(900, power));
  const magnitude = digits * 2 ** first * 2 ** (power - first);
  return sign === '-' ? -magnitude : magnitude;
}
