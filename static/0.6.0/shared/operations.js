// What a formula is made of: each operation of explorer/formula/operations.py on numbers.

const SERIES_BELOW = 0.1; // below it sin(u)/u and its slope are computed by their power series
const DENSITY_AT_0 = 1 / Math.sqrt(2 * Math.PI); // of the standard normal distribution

// W. J. Cody, Rational Chebyshev approximations for the error function, Mathematics of Computation
// 23 (1969): erf up to SMALL, erfc up to LARGE, and erfc beyond. Highest powers first.
const SMALL = 0.46875;
const LARGE = 4;
const ERF = [
  [
    0.185777706184603153, 3.1611237438705656, 113.864154151050156, 377.485237685302021,
    3209.37758913846947,
  ],
  [1, 23.6012909523441209, 244.024637934444173, 1282.61652607737228, 2844.23683343917062],
];
const ERFC = [
  [
    2.15311535474403846e-8, 0.564188496988670089, 8.88314979438837594, 66.1191906371416295,
    298.635138197400131, 881.95222124176909, 1712.04761263407058, 2051.07837782607147,
    1230.33935479799725,
  ],
  [
    1, 15.7449261107098347, 117.693950891312499, 537.181101862009858, 1621.38957456669019,
    3290.79923573345963, 4362.61909014324716, 3439.36767414372164, 1230.33935480374942,
  ],
];
const FAR = [
  [
    0.0163153871373020978, 0.305326634961232344, 0.360344899949804439, 0.125781726111229246,
    0.0160837851487422766, 6.58749161529837803e-4,
  ],
  [
    1, 2.56852019228982242, 1.87295284992346725, 0.527905102951428412, 0.0605183413124413191,
    0.00233520497626869185,
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

/** @param {number} u */
function erf(u) {
  return Math.abs(u) > SMALL ? 1 - erfc(u) : u * quotient(ERF, u * u);
}

/** @param {number} u */
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
