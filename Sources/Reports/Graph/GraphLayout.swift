// SPDX-License-Identifier: GPL-3.0-or-later

/// Where the boxes and lines of a directed graph go: layers from left to right, after Sugiyama. The same graph gives the
/// same layout.
///
/// An edge over several layers gets a place of its own in each layer between, so that it passes no box. An edge that
/// leads back goes below all. Every edge leaves its box at a height of its own, where its label stands, so labels touch
/// neither boxes nor each other.
struct GraphLayout {
  struct Box: Hashable {
    var width: Double
    var height: Double
    var x = 0.0
    var y = 0.0
  }

  struct Line: Hashable {
    var from: Int
    var to: Int
    var labelWidth: Double
    /// Corners; between two of them that differ in height the line bends.
    var points: [Point] = []
    /// The middle of the label.
    var label = Point(x: 0, y: 0)
  }

  struct Point: Hashable {
    var x: Double
    var y: Double
  }

  static let rowGap = 26.0
  static let portGap = 20.0
  private static let bend = 56.0

  private(set) var boxes: [Box]
  private(set) var lines: [Line]
  private(set) var width = 0.0
  private(set) var height = 0.0

  /// Boxes of layers, and places of edges that pass through; a place has the number of its line.
  private enum Item: Hashable {
    case box(Int)
    case passage(line: Int, layer: Int)
  }

  private var layerOf: [Int]
  private var isBack: [Bool]
  private var layers: [[Item]] = []

  init(boxes: [Box], lines: [Line]) {
    self.boxes = boxes
    self.lines = lines
    layerOf = [Int](repeating: 0, count: boxes.count)
    isBack = [Bool](repeating: false, count: lines.count)
    guard !boxes.isEmpty else { return }
    findBackEdges()
    assignLayers()
    makeRoomForPorts()
    fillLayers()
    orderLayers()
    place()
    draw()
  }

  // MARK: Layers

  /// Edges that lead back to where one comes from, found in the order of the edges.
  private mutating func findBackEdges() {
    var state = [Int](repeating: 0, count: boxes.count)
    var outgoing = [[Int]](repeating: [], count: boxes.count)
    for (number, line) in lines.enumerated() { outgoing[line.from].append(number) }
    var targets = Set<Int>()
    for line in lines { targets.insert(line.to) }
    let starts = boxes.indices.filter { !targets.contains($0) } + Array(boxes.indices)
    for start in starts where state[start] == 0 {
      // Each entry: a box and the next of its edges to follow.
      var path: [(box: Int, next: Int)] = [(start, 0)]
      state[start] = 1
      while let (box, next) = path.last {
        guard next < outgoing[box].count else {
          state[box] = 2
          path.removeLast()
          continue
        }
        path[path.count - 1].next += 1
        let number = outgoing[box][next]
        let to = lines[number].to
        if state[to] == 1 {
          isBack[number] = true
        } else if state[to] == 0 {
          state[to] = 1
          path.append((to, 0))
        }
      }
    }
  }

  /// Each box one layer behind the last of those that lead to it.
  private mutating func assignLayers() {
    var isChanged = true
    while isChanged {
      isChanged = false
      for (number, line) in lines.enumerated() where !isBack[number] && layerOf[line.to] <= layerOf[line.from] {
        layerOf[line.to] = layerOf[line.from] + 1
        isChanged = true
      }
    }
  }

  /// A box is as high as the edges at its sides need.
  private mutating func makeRoomForPorts() {
    for box in boxes.indices {
      let out = lines.count { $0.from == box }
      let into = lines.count { $0.to == box }
      boxes[box].height = max(boxes[box].height, Double(max(out, into)) * Self.portGap + 8)
    }
  }

  private mutating func fillLayers() {
    layers = [[Item]](repeating: [], count: (layerOf.max() ?? 0) + 1)
    for box in boxes.indices { layers[layerOf[box]].append(.box(box)) }
    for (number, line) in lines.enumerated() where !isBack[number] {
      for layer in (layerOf[line.from] + 1)..<max(layerOf[line.to], layerOf[line.from] + 1) {
        layers[layer].append(.passage(line: number, layer: layer))
      }
    }
  }

  // MARK: Order

  private func neighbours(_ item: Item, before: Bool) -> [Item] {
    switch item {
    case .box(let box):
      return lines.indices.filter { !isBack[$0] && (before ? lines[$0].to == box : lines[$0].from == box) }.map {
        let (from, to) = (layerOf[lines[$0].from], layerOf[lines[$0].to])
        if before { return to - 1 > from ? .passage(line: $0, layer: to - 1) : .box(lines[$0].from) }
        return from + 1 < to ? .passage(line: $0, layer: from + 1) : .box(lines[$0].to)
      }
    case .passage(let line, let layer):
      let (from, to) = (layerOf[lines[line].from], layerOf[lines[line].to])
      if before { return [layer - 1 > from ? .passage(line: line, layer: layer - 1) : .box(lines[line].from)] }
      return [layer + 1 < to ? .passage(line: line, layer: layer + 1) : .box(lines[line].to)]
    }
  }

  /// Puts each item near the middle of its neighbours, forth and back a few times.
  private mutating func orderLayers() {
    for sweep in 0..<8 {
      let isForth = sweep % 2 == 0
      let range = isForth ? Array(layers.indices.dropFirst()) : Array(layers.indices.dropLast().reversed())
      for layer in range {
        let other = layers[layer + (isForth ? -1 : 1)]
        let places = Dictionary(other.enumerated().map { ($0.element, Double($0.offset)) }) { first, _ in first }
        let keyed = layers[layer].enumerated().map { place, item -> (key: Double, place: Int, item: Item) in
          let near = neighbours(item, before: isForth).compactMap { places[$0] }
          return (near.isEmpty ? Double(place) : near.reduce(0, +) / Double(near.count), place, item)
        }
        layers[layer] = keyed.sorted { ($0.key, $0.place) < ($1.key, $1.place) }.map(\.item)
      }
    }
  }

  // MARK: Places

  private func size(_ item: Item) -> Double {
    if case .box(let box) = item { boxes[box].height } else { Self.portGap }
  }

  /// The middles of all items, by layer: first stacked, then drawn towards their neighbours.
  private mutating func place() {
    var middles: [Item: Double] = [:]
    for layer in layers {
      var y = 0.0
      for item in layer {
        middles[item] = y + size(item) / 2
        y += size(item) + Self.rowGap
      }
    }
    for sweep in 0..<6 {
      let isForth = sweep % 2 == 0
      for layer in isForth ? Array(layers.indices) : Array(layers.indices.reversed()) {
        var wanted = layers[layer].map { item -> Double in
          let near = neighbours(item, before: isForth).compactMap { middles[$0] }
          return near.isEmpty ? middles[item] ?? 0 : near.reduce(0, +) / Double(near.count)
        }
        separate(layers[layer], &wanted)
        for (item, middle) in zip(layers[layer], wanted) { middles[item] = middle }
      }
    }
    let top = layers.flatMap(\.self).map { (middles[$0] ?? 0) - size($0) / 2 }.min() ?? 0
    var x = 0.0
    for (number, layer) in layers.enumerated() {
      var widest = 0.0
      for case .box(let box) in layer { widest = max(widest, boxes[box].width) }
      for item in layer {
        let middle = (middles[item] ?? 0) - top
        height = max(height, middle + size(item) / 2)
        switch item {
        case .box(let box):
          boxes[box].x = x + (widest - boxes[box].width) / 2
          boxes[box].y = middle - boxes[box].height / 2
        case .passage(let line, _): lines[line].points.append(Point(x: x, y: middle))
        }
        if case .passage(let line, _) = item { lines[line].points.append(Point(x: x + widest, y: middle)) }
      }
      let labels = lines.filter { layerOf[$0.from] == number }.map(\.labelWidth).max() ?? 0
      let gap = number + 1 < layers.count || labels > 0 ? labels + 16 + Self.bend : 0
      x += widest + gap
      width = max(width, number + 1 < layers.count ? x : x)
    }
  }

  /// Moves what is too near apart, half of it each way.
  private func separate(_ layer: [Item], _ middles: inout [Double]) {
    guard layer.count > 1 else { return }
    func distance(_ place: Int) -> Double { (size(layer[place]) + size(layer[place + 1])) / 2 + Self.rowGap }
    // Blocks of items that touch, each at the middle of what its items want (pool adjacent violators).
    var blocks: [(first: Int, sum: Double, count: Int)] = []
    var offsets = [Double](repeating: 0, count: layer.count)
    for place in layer.indices.dropFirst() { offsets[place] = offsets[place - 1] + distance(place - 1) }
    for place in layer.indices {
      blocks.append((place, middles[place] - offsets[place], 1))
      while blocks.count > 1 {
        let last = blocks[blocks.count - 1]
        let before = blocks[blocks.count - 2]
        guard before.sum / Double(before.count) >= last.sum / Double(last.count) else { break }
        blocks.removeLast()
        blocks[blocks.count - 1] = (before.first, before.sum + last.sum, before.count + last.count)
      }
    }
    for block in blocks {
      for place in block.first..<(block.first + block.count) {
        middles[place] = block.sum / Double(block.count) + offsets[place]
      }
    }
  }

  // MARK: Lines

  private mutating func draw() {
    let edgesOut = boxes.indices.map { box in sorted(lines.indices.filter { lines[$0].from == box }, atEnd: false) }
    let edgesIn = boxes.indices.map { box in sorted(lines.indices.filter { lines[$0].to == box }, atEnd: true) }
    var backs = 0
    for box in boxes.indices {
      for (place, number) in edgesOut[box].enumerated() {
        let into = edgesIn[lines[number].to]
        let start = port(box, place, of: edgesOut[box].count, isLeft: false)
        let end = port(lines[number].to, into.firstIndex(of: number) ?? 0, of: into.count, isLeft: true)
        let layerEnd = rightOf(layer: layerOf[box])
        let labelEnd = Point(x: layerEnd + 12 + lines[number].labelWidth, y: start.y)
        lines[number].label = Point(x: layerEnd + 8 + lines[number].labelWidth / 2, y: start.y)
        var points = [start, labelEnd]
        if isBack[number] {
          backs += 1
          let below = height + Double(backs) * Self.portGap
          let turn = Double(backs) * 6
          points += [
            Point(x: labelEnd.x + 8 + turn, y: below), Point(x: end.x - 14 - turn, y: below),
            Point(x: end.x - 10, y: end.y), end,
          ]
        } else {
          points += lines[number].points + [Point(x: end.x - 8, y: end.y), end]
        }
        lines[number].points = points
      }
    }
    height += Double(backs) * Self.portGap
  }

  private func rightOf(layer: Int) -> Double {
    boxes.indices.filter { layerOf[$0] == layer }.map { boxes[$0].x + boxes[$0].width }.max() ?? 0
  }

  /// The edges at a side of a box from top to bottom, as the places that they come from or go to are.
  private func sorted(_ numbers: [Int], atEnd: Bool) -> [Int] {
    func key(_ number: Int) -> Double {
      guard !isBack[number] else { return .greatestFiniteMagnitude }
      if let passage = atEnd ? lines[number].points.last : lines[number].points.first { return passage.y }
      let other = boxes[atEnd ? lines[number].from : lines[number].to]
      return other.y + other.height / 2
    }
    return numbers.sorted { (key($0), $0) < (key($1), $1) }
  }

  private func port(_ box: Int, _ place: Int, of count: Int, isLeft: Bool) -> Point {
    let offset = (Double(place) - Double(count - 1) / 2) * Self.portGap
    return Point(
      x: boxes[box].x + (isLeft ? 0 : boxes[box].width), y: boxes[box].y + boxes[box].height / 2 + offset)
  }
}
