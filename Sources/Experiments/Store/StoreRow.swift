// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GRDB

/// The columns of a row as what they should be. In a damaged database a column may hold anything, and the library's own
/// conversions end the program then.
struct StoreRow {
  let row: Row
  let file: String

  init(_ row: Row, _ file: String) {
    self.row = row
    self.file = file
  }

  func integer(_ place: Int) throws(StoreProblem) -> Int {
    if case .int64(let value) = storage(place) { return Int(value) }
    throw problem
  }

  func text(_ place: Int) throws(StoreProblem) -> String {
    if case .string(let value) = storage(place) { return value }
    throw problem
  }

  func data(_ place: Int) throws(StoreProblem) -> Data {
    if case .blob(let value) = storage(place) { return value }
    throw problem
  }

  func list(_ place: Int) throws(StoreProblem) -> [String] {
    guard let list = ExperimentRecord.list(try text(place)) else { throw problem }
    return list
  }

  private func storage(_ place: Int) -> DatabaseValue.Storage { (row[place] as DatabaseValue).storage }

  private var problem: StoreProblem {
    StoreProblem(.damaged, file, "is damaged: a row holds what cannot be", hint: StoreProblem.damagedHint)
  }
}
