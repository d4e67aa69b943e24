// GSL, the GNU Scientific Library, as Swift sees it.
// Swift 6 refuses C globals that may change, so each one that is needed is wrapped in an inline function here.
#ifndef SLUICE_CGSL_SHIM_H
#define SLUICE_CGSL_SHIM_H

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_sf_gamma.h>

/// Turns off GSL's default error handler, which aborts the process.
static inline void cgsl_errors_return_codes(void) { gsl_set_error_handler_off(); }

#endif
