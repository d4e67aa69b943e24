// GSL, the GNU Scientific Library, as Swift sees it.
// Swift 6 refuses C globals that may change, so each one that is needed is wrapped in an inline function here.
#ifndef SLUICE_CGSL_SHIM_H
#define SLUICE_CGSL_SHIM_H

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_qrng.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_roots.h>
#include <gsl/gsl_sf_gamma.h>

/// Turns off GSL's default error handler, which aborts the process.
static inline void cgsl_errors_return_codes(void) { gsl_set_error_handler_off(); }

/// Sobol's sequence in 1 to 40 dimensions; NULL for any other number. To be freed.
static inline gsl_qrng *cgsl_qrng_sobol(unsigned int dimensions) { return gsl_qrng_alloc(gsl_qrng_sobol, dimensions); }

/// The root of a function between `lower` and `upper`, where it has different signs, by Brent's method; NaN where it is
/// not found in 200 steps. `relative` is the accuracy.
static inline double cgsl_root_brent(
    double (*function)(double, void *), void *context, double lower, double upper, double relative) {
  gsl_function problem = {function, context};
  gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
  double root = GSL_NAN;
  if (!solver) return root;
  int status = gsl_root_fsolver_set(solver, &problem, lower, upper);
  for (int step = 0; step < 200 && status == GSL_SUCCESS; step++) {
    status = gsl_root_fsolver_iterate(solver);
    if (status != GSL_SUCCESS) break;
    if (gsl_root_test_interval(
            gsl_root_fsolver_x_lower(solver), gsl_root_fsolver_x_upper(solver), 0, relative) == GSL_SUCCESS) {
      root = gsl_root_fsolver_root(solver);
      break;
    }
  }
  gsl_root_fsolver_free(solver);
  return root;
}

#endif
