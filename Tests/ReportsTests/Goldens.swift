// SPDX-License-Identifier: GPL-3.0-or-later

/// Reports as they must look.
enum Goldens {
  static let web = """
      web     ── 4/s ───┐
      imports ── 12/s ──┴▶ [orders SQS] ── 9/s ──▶ (billing x8)
                             ├─ 7/s ─▶ (shipping x8)
                             └─ after 2 receives ─▶ [orders-dlq] 0.05/s ──▶ (redrive x1)
      audit ── 1/s ──▶ [log SQS] ──▶ (archive x1) ✓ 90.00% ✗ lost 10.00%
      [loop SQS] ──▶ [loop SQS] (see above)
    """
  static let narrow = ""
  static let wide = ""
}
