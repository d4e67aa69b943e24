// SPDX-License-Identifier: GPL-3.0-or-later

import CGSL

/// Readies the GNU Scientific Library. Call ``prepare()`` before each use of it.
enum GSL {
  private static let errorsReturnCodes: Void = cgsl_errors_return_codes()

  /// Turns off, once, GSL's default error handler, which would abort the process.
  static func prepare() { errorsReturnCodes }
}
