/*
 * A hardmax layer in plain C, right as it stands: replace `step` by yours.
 *
 *     cc -std=c99 -O2 -o impl impl.c
 *     hardmax conform -- ./impl
 */
#define HARDMAX_NAME "my hardmax layer"
#define HARDMAX_DTYPE "float64" /* what the step computes in: "float64", "float32", "float16" or "bfloat16" */
#define HARDMAX_DETERMINISTIC 1
#include "hardmax_adapter.h"

/* <A z, other>, where matrix is A, d x d row by row, or NULL for the identity. */
static double score(int d, const double *z, const double *matrix, const double *other)
{
    double sum = 0;
    for (int r = 0; r < d; r++) {
        double query = matrix == NULL ? z[r] : 0;
        for (int c = 0; matrix != NULL && c < d; c++) {
            query += matrix[(size_t)r * d + c] * z[c];
        }
        sum += query * other[r];
    }
    return sum;
}

/*
 * One layer: every token moves towards the mean of the tokens that it attends to.
 *   tokens  z_0 .. z_{n-1}, n x d, row by row
 *   alpha   the step parameter, greater than 0
 *   next    where the moved tokens go, n x d; all tokens move at once, so `tokens` does not change on the way
 */
void step(int n, int d, const double *tokens, double alpha, const double *matrix, double *next)
{
    double gamma = alpha / (1 + alpha);
    for (int i = 0; i < n; i++) {
        const double *z = tokens + (size_t)i * d;
        double *moved = next + (size_t)i * d;
        double best = 0;
        int attended = 0;
        for (int j = 0; j < n; j++) {
            const double *other = tokens + (size_t)j * d;
            double s = score(d, z, matrix, other);
            if (attended == 0 || s > best) { /* a new largest score: the set starts again */
                best = s;
                attended = 0;
                for (int c = 0; c < d; c++) {
                    moved[c] = 0;
                }
            }
            if (s == best) { /* ties included */
                attended++;
                for (int c = 0; c < d; c++) {
                    moved[c] += other[c];
                }
            }
        }
        for (int c = 0; c < d; c++) {
            moved[c] = z[c] + gamma * (moved[c] / attended - z[c]);
        }
    }
}
