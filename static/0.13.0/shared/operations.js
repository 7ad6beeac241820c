// What a formula is made of: each operation of explorer/formula/operations.py on numbers.

const SERIES_BELOW = 0.1; // below it sin(u)/u and its slope are computed by their power series
const DENSITY_AT_0 = 1 / Math.sqrt(2 * Math.PI); // of the standard normal distribution

// W. J. Cody, Rational Chebyshev approximations for the error function, Mathematics of Computation
// 23 (1969): erf up to SMALL, erfc up to LARGE, and erfc beyond. Highest powers first.
const SMALL = 0.46875;
const LARGE = 4;
const ERF = [
  [
    0.18577770618460315, 3.1611237438705655, 113.86415415105016, 377.485237685302,
    3209.3775891384694,
  ],
  [1, 23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171],
];
const ERFC = [
  [
    2.1531153547440383e-8, 0.5641884969886701, 8.883149794388377, 66.11919063714163,
    298.6351381974001, 881.952221241769, 1712.0476126340707, 2051.0783778260716, 1230.3393547979972,
  ],
  [
    1, 15.744926110709835, 117.6939508913125, 537.1811018620099, 1621.3895745666903,
    3290.7992357334597, 4362.619090143247, 3439.3676741437216, 1230.3393548037495,
  ],
];
const FAR = [
  [
    0.016315387137302097, 0.30532663496123236, 0.36034489994980445, 0.12578172611122926,
    0.016083785148742275, 0.0006587491615298378,
  ],
  [
    1, 2.568520192289822, 1.8729528499234673, 0.5279051029514285, 0.06051834131244132,
    0.0023352049762686918,
  ],
];

/**
 * A quotient of two polynomials.
 * @param {number[][]} coefficients
 * @param {number} u
 */
function quotient([above, below], u) {
  let p = 0;
  let q = 0;
  for (let k = 0; k < above.length; k++) {
    p = p * u + above[k];
    q = q * u + below[k];
  }
  return p / q;
}

/**
 * @param {number} u
 * @returns {number}
 */
function erf(u) {
  return Math.abs(u) > SMALL ? 1 - erfc(u) : u * quotient(ERF, u * u);
}

/**
 * @param {number} u
 * @returns {number}
 */
function erfc(u) {
  const size = Math.abs(u);
  if (!(size > SMALL)) return 1 - erf(u);
  const inverse = 1 / (u * u);
  const share =
    size <= LARGE
      ? quotient(ERFC, size)
      : (1 / Math.sqrt(Math.PI) - inverse * quotient(FAR, inverse)) / size;
  // u² is rounded: exp(−u²) of its two parts, the first of which is exact.
  const part = Math.trunc(16 * Math.min(size, 40)) / 16;
  const tail = Math.exp(-part * part) * Math.exp(-(size - part) * (size + part)) * share;
  return u < 0 ? 2 - tail : tail;
}

/** @param {number} u */
function sigmoid(u) {
  const power = Math.exp(-Math.abs(u));
  return (u < 0 ? power : 1) / (1 + power);
}

/** @param {number} u */
const softplus = (u) => Math.max(u, 0) + Math.log1p(Math.exp(-Math.abs(u)));

/** @param {number} u */
function sinc(u) {
  if (!(Math.abs(u) < SERIES_BELOW)) return Math.sin(u) / u;
  const w = u * u;
  return 1 - (w / 6) * (1 - (w / 20) * (1 - (w / 42) * (1 - w / 72)));
}

/** @param {number} u */
function dsinc(u) {
  if (!(Math.abs(u) < SERIES_BELOW)) return (Math.cos(u) - Math.sin(u) / u) / u;
  const w = u * u;
  return (u / -3) * (1 - (w / 10) * (1 - (w / 28) * (1 - w / 54)));
}

/**
 * Every operation by its key. A comparison is 1 where it holds and 0 elsewhere; the larger and the
 * smaller of two are no number where one of them is none.
 * @type {Record<string, (u: number, v: number, w: number) => number>}
 */
export const OPERATIONS = {
  abs: Math.abs,
  acos: Math.acos,
  acosh: Math.acosh,
  asin: Math.asin,
  asinh: Math.asinh,
  atan: Math.atan,
  atanh: Math.atanh,
  cos: Math.cos,
  cosh: Math.cosh,
  dsinc,
  erf,
  erfc,
  exp: Math.exp,
  expm1: Math.expm1,
  log: Math.log,
  log1p: Math.log1p,
  logsigmoid: (u) => -softplus(-u),
  phi: (u) => DENSITY_AT_0 * Math.exp((u * u) / -2),
  Phi: (u) => erfc(-u * Math.SQRT1_2) / 2,
  relu: (u) => Math.max(0, u),
  sigmoid,
  sign: Math.sign,
  sin: Math.sin,
  sinc,
  sinh: Math.sinh,
  softplus,
  sqrt: Math.sqrt,
  tan: Math.tan,
  tanh: Math.tanh,
  neg: (u) => -u,
  add: (u, v) => u + v,
  sub: (u, v) => u - v,
  mul: (u, v) => u * v,
  div: (u, v) => u / v,
  pow: Math.pow,
  max: (u, v) => Math.max(u, v),
  min: (u, v) => Math.min(u, v),
  lt: (u, v) => Number(u < v),
  le: (u, v) => Number(u <= v),
  gt: (u, v) => Number(u > v),
  ge: (u, v) => Number(u >= v),
  eq: (u, v) => Number(u === v),
  ne: (u, v) => Number(u !== v),
  where: (condition, u, v) => (condition === 0 ? v : u),
};
