// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The price tables as they lie on the disk: a folder `Prices` with one table per service, `free-tier.csv` and
/// `regions.csv`.
struct PriceFiles {
  /// The rows of all services, in the order of the file names and of the lines in them.
  let rows: [PriceRow]
  let offers: [FreeOffer]
  let regions: [Region]
  /// 64-bit FNV-1a over the names and bytes of all tables, as 16 hexadecimal digits.
  let contentHash: String

  /// Looks for the tables in each folder in turn and reads the first that has any.
  /// - Throws: `PricingError.missingPrices` when none has; `unreadable` or `badRow` for a fault in a table.
  init(searching folders: [String]) throws {
    for folder in folders {
      let names = Self.tableNames(in: folder)
      if !names.isEmpty {
        try self.init(folder: folder, names: names)
        return
      }
    }
    throw PricingError.missingPrices(tried: folders)
  }

  private init(folder: String, names: [String]) throws {
    var rows: [PriceRow] = []
    var offers: [FreeOffer] = []
    var regions: [Region] = []
    var hash = FowlerNollVo()
    for name in names {
      let bytes: Data
      do {
        bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
      } catch {
        throw PricingError.unreadable(file: "\(folder)/\(name)", reason: "\(error.localizedDescription)")
      }
      hash.add(name.utf8)
      hash.add(bytes)
      let text = String(decoding: bytes, as: UTF8.self)
      switch name {
      case "free-tier.csv": offers = try FreeOffer.offers(text: text, file: name)
      case "regions.csv": regions = try Region.regions(text: text, file: name)
      default: rows += try PriceRow.rows(text: text, service: String(name.dropLast(4)), file: name)
      }
    }
    self.rows = rows
    self.offers = offers
    self.regions = regions
    contentHash = hash.text
  }

  /// The tables of a folder in ascending order, because the disk promises none.
  private static func tableNames(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".csv") }.sorted()
  }

  /// Where the tables may lie, best first: in the resource bundle beside the program (which is where SwiftPM puts it),
  /// in a plain folder there, and in `../share/sluice` of an installed program.
  ///
  /// SwiftPM's own `Bundle.module` looks in the first of these too, but ends the program when it finds nothing.
  static func standardFolders() -> [String] {
    var homes: [String] = []
    func add(_ path: String?) {
      if let path, !path.isEmpty, !homes.contains(path) { homes.append(path) }
    }
    add(Bundle.main.resourceURL?.path)
    add(Bundle.main.bundleURL.path)
    add(Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent().path)
    #if os(macOS)
      // Tests on macOS run inside a tool of Xcode; the bundle lies beside the test bundle.
      let own = Bundle(for: Anchor.self)
      add(own.resourceURL?.path)
      add(own.bundleURL.deletingLastPathComponent().path)
    #endif
    return homes.flatMap(folders(home:))
  }

  /// The candidates that belong to one folder with a program in it.
  static func folders(home: String) -> [String] {
    let entries = ((try? FileManager.default.contentsOfDirectory(atPath: home)) ?? []).sorted()
    // The bundle's name begins with the name of whatever package the target is built in.
    let bundles = entries.filter { $0.hasSuffix("_Pricing.resources") || $0.hasSuffix("_Pricing.bundle") }
    let inBundles = bundles.flatMap { ["\(home)/\($0)/Prices", "\(home)/\($0)/Contents/Resources/Prices"] }
    let parent = URL(fileURLWithPath: home).deletingLastPathComponent().path
    let share = (parent == "/" ? "" : parent) + "/share/sluice"
    return inBundles + ["\(home)/Prices", "\(share)/Prices", share]
  }

  #if os(macOS)
    private final class Anchor {}
  #endif
}

/// The hash function of Fowler, Noll and Vo, variant 1a with 64 bits. It tells one state of the tables from another; it
/// is no protection against someone who means to deceive.
struct FowlerNollVo {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  /// Adds the bytes and a closing zero byte, so that moving a byte from one part to the next changes the hash.
  mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
    value = value &* 0x100_0000_01b3
  }

  /// 16 hexadecimal digits.
  var text: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
