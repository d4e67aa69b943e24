// SPDX-License-Identifier: GPL-3.0-or-later

internal import Yams

/// Reading a YAML text into a tree that knows its places.
///
/// It reads block and flow maps and lists, plain, quoted and block texts, comments, anchors and aliases. It refuses,
/// with a sentence each, tags, directives, several documents, merge keys (`<<`) and keys that are not texts. Nothing
/// is converted: `no` is a text, and only whoever reads a flag decides that `true` is one.
public enum Document {
  /// What a file may hold at most.
  public struct Limits: Hashable, Sendable {
    /// Length of the text in bytes.
    public var bytes = 4 * 1_048_576
    /// Lists and maps within each other.
    public var depth = 64
    /// Values, where an alias counts with everything that it stands for. So is the "billion laughs" file refused
    /// before it costs memory.
    public var nodes = 200_000
    /// Bytes of all texts with aliases replaced by what they stand for.
    public var expandedBytes = 16 * 1_048_576
    /// Length of a key in code points. With every one written as an escape it still is a key that YAML allows without
    /// a `? ` (1,024 code points).
    public var key = 128

    public init() {}
  }

  /// How many keys that are given twice are reported at once.
  private static let duplicatesShown = 20
  /// How many bytes may be parsed again to find them.
  private static let duplicatesBudget = 1_048_576

  /// The tree of a text; `null` for an empty one. If the text cannot be read, nil, and `diagnostics` says why.
  ///
  /// - Parameter file: the name for messages.
  public static func parse(
    _ text: String, file: String, into diagnostics: inout Diagnostics, limits: Limits = Limits()
  ) -> Node? {
    parse(bytes: Array(text.utf8), file: file, into: &diagnostics, limits: limits)
  }

  /// As `parse(_:file:into:limits:)`, for the bytes of a file, which must be UTF-8, with or without a byte order mark.
  public static func parse(
    bytes: [UInt8], file: String, into diagnostics: inout Diagnostics, limits: Limits = Limits()
  ) -> Node? {
    var bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    guard bytes.count <= limits.bytes else {
      diagnostics.error(
        .size, at: SourceLocation(file: file, line: 1, column: 1), length: 1,
        "the text has \(Format.grouped(bytes.count)) bytes, but at most \(Format.grouped(limits.bytes)) are read")
      return nil
    }
    let source = SourceText(bytes)
    func refuse(_ code: Diagnostic.Code, at offset: Int, _ message: String, hint: String?) {
      let place = source.position(of: offset)
      diagnostics.error(
        code, at: SourceLocation(file: file, line: place.line, column: place.column), length: 1, message, hint: hint)
    }
    if let offset = UTF8Check.firstInvalidByte(bytes) {
      refuse(.syntax, at: offset, "the text is not UTF-8", hint: "save the file with the encoding UTF-8")
      return nil
    }
    do {
      try TextCheck.run(bytes, limits: limits)
    } catch {
      refuse(error.code, at: error.offset, error.message, hint: error.hint)
      return nil
    }
    return compose(source, file: file, into: &diagnostics, limits: limits)
  }

  /// The parser stops at the first key that is given twice. To find them all, and to point at the second one, that key
  /// is masked in a copy of the text and the copy is parsed again; `masked` remembers what it was.
  private static func compose(
    _ source: SourceText, file: String, into diagnostics: inout Diagnostics, limits: Limits
  ) -> Node? {
    var bytes = source.bytes
    var masked: [TreeBuilder.Place: String] = [:]
    while true {
      do {
        let text = String(decoding: bytes, as: UTF8.self)
        let root = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
        var builder = TreeBuilder(source: source, file: file, limits: limits, masked: masked)
        let before = diagnostics.errorCount
        let node = builder.build(root, into: &diagnostics)
        return diagnostics.errorCount == before ? node : nil
      } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
        let place = TreeBuilder.Place(line: context.mark.line, column: context.mark.column)
        if masked.count < duplicatesShown, masked.count * bytes.count < duplicatesBudget, let key = keys.first,
          masked[place] == nil,
          let copy = mask(key, at: place, in: bytes, number: masked.count)
        {
          bytes = copy
          masked[place] = key
          continue
        }
        diagnostics.error(
          .duplicate, at: SourceLocation(file: file, line: place.line, column: place.column), length: 1,
          "\(Diagnostic.quoted(keys.first ?? "")) is given twice in this map")
        return nil
      } catch let error as YamlError {
        diagnostics.append(YAMLProblem.diagnostic(for: error, source: source, file: file))
        return nil
      } catch {
        diagnostics.error(
          .syntax, at: SourceLocation(file: file, line: 1, column: 1), length: 1, "the text cannot be read as YAML")
        return nil
      }
    }
  }

  /// The text with the key at `place` replaced by one of as many code points that no file can contain; nil if the key
  /// does not stand there letter by letter.
  private static func mask(
    _ key: String, at place: TreeBuilder.Place, in bytes: [UInt8], number: Int
  ) -> [UInt8]? {
    var source = SourceText(bytes)
    guard var start = source.offset(line: place.line, column: place.column) else { return nil }
    if bytes[start] == UInt8(ascii: "\"") || bytes[start] == UInt8(ascii: "'") { start += 1 }
    let letters = Array(key.utf8)
    guard !letters.isEmpty, bytes[start...].starts(with: letters),
      let first = Unicode.Scalar(UInt32(0xF_F000 + number))
    else { return nil }
    let length = key.unicodeScalars.count
    let replacement = String(Character(first)) + String(repeating: "x", count: length - 1)
    return Array(bytes[..<start]) + Array(replacement.utf8) + Array(bytes[(start + letters.count)...])
  }
}
