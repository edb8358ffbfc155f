// Fits trend and season to a monthly series by least squares and projects both.
//
//   node model/co2.mjs --data co2-concentration.csv --trend quadratic --until 2050 --out results/quadratic
//
// Writes projection.csv (month, observed, modelled; ppm) and fit.json (coefficients, error of the fit).
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const DEGREES = { linear: 1, quadratic: 2, cubic: 3 };
const HARMONICS = 2;

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    trend: { type: 'string' },
    until: { type: 'string', default: '2050' },
    out: { type: 'string' },
  },
});
const degree = DEGREES[options.trend];
if (!degree || !options.data || !options.out) {
  console.error(
    `Usage: co2.mjs --data FILE --trend ${Object.keys(DEGREES).join('|')} --out FOLDER [--until YEAR]`,
  );
  process.exit(2);
}

const observed = parseCsv(await readFile(options.data, 'utf8'));
const [first] = observed;
const last = observed.at(-1);
const middle = (first.year + last.year) / 2;
const halfSpan = (last.year - first.year) / 2;

const coefficients = leastSquares(
  observed.map(({ year }) => basis(year)),
  observed.map(({ ppm }) => ppm),
);
const residuals = observed.map(({ year, ppm }) => ppm - model(year));
const rmse = Math.sqrt(residuals.reduce((sum, r) => sum + r * r, 0) / residuals.length);

const known = new Map(observed.map(({ month, ppm }) => [month, ppm]));
const lines = ['month,observed_ppm,modelled_ppm'];
for (const { month, year } of monthsUntil(first, Number(options.until))) {
  lines.push(`${month},${known.get(month) ?? ''},${model(year).toFixed(2)}`);
}
await mkdir(options.out, { recursive: true });
await writeFile(join(options.out, 'projection.csv'), `${lines.join('\n')}\n`);
const fit = {
  trend: options.trend,
  harmonics: HARMONICS,
  months: observed.length,
  rmse_ppm: Number(rmse.toFixed(4)),
  coefficients,
};
await writeFile(join(options.out, 'fit.json'), `${JSON.stringify(fit, null, 2)}\n`);
console.log(
  `${options.trend}: ${observed.length} months, error ${fit.rmse_ppm} ppm, ${options.until}: ${model(Number(options.until)).toFixed(1)} ppm`,
);

function parseCsv(text) {
  const [, ...rows] = text.trim().split(/\r?\n/);
  return rows.map((row) => {
    const [date, ppm] = row.split(',');
    const [year, month] = date.split('-').map(Number);
    return { month: date.slice(0, 7), year: year + (month - 0.5) / 12, ppm: Number(ppm) };
  });
}

/** Powers of time, scaled to [-1, 1] so that the equations stay well conditioned, then yearly harmonics. */
function basis(year) {
  const t = (year - middle) / halfSpan;
  const trend = Array.from({ length: degree + 1 }, (_, power) => t ** power);
  const season = Array.from({ length: HARMONICS }, (_, k) => 2 * Math.PI * (k + 1) * year);
  return [...trend, ...season.flatMap((angle) => [Math.sin(angle), Math.cos(angle)])];
}

function model(year) {
  return basis(year).reduce((sum, term, i) => sum + term * coefficients[i], 0);
}

/** Solves the normal equations by Gaussian elimination with pivoting. */
function leastSquares(rows, values) {
  const n = rows[0].length;
  const system = Array.from({ length: n }, (_, i) => [
    ...Array.from({ length: n }, (_, j) => rows.reduce((sum, row) => sum + row[i] * row[j], 0)),
    rows.reduce((sum, row, r) => sum + row[i] * values[r], 0),
  ]);
  for (let i = 0; i < n; i++) {
    const pivot = system.findIndex(
      (row, r) =>
        r >= i && Math.abs(row[i]) === Math.max(...system.slice(i).map((other) => Math.abs(other[i]))),
    );
    [system[i], system[pivot]] = [system[pivot], system[i]];
    for (const row of system.slice(i + 1)) {
      const factor = row[i] / system[i][i];
      for (let j = i; j <= n; j++) row[j] -= factor * system[i][j];
    }
  }
  const solution = Array(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    const known = solution.reduce((sum, x, j) => (j > i ? sum + system[i][j] * x : sum), 0);
    solution[i] = (system[i][n] - known) / system[i][i];
  }
  return solution;
}

function* monthsUntil(start, lastYear) {
  let [year, month] = start.month.split('-').map(Number);
  while (year <= lastYear) {
    yield { month: `${year}-${String(month).padStart(2, '0')}`, year: year + (month - 0.5) / 12 };
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
}
