// SPDX-License-Identifier: GPL-3.0-or-later

/// The components of one replication, each at a fixed place in memory.
///
/// An array of existentials asks before each call whether the array and the box of the component are shared, so that a
/// change could not be seen elsewhere. A replication works on its own copies, made once; nobody else can see them.
struct Placements: ~Copyable {
  private let places: UnsafeMutableBufferPointer<any Placement>

  init(_ components: [any Component]) {
    places = .allocate(capacity: components.count)
    for (index, component) in components.enumerated() {
      places.initializeElement(at: index, to: Self.place(component))
    }
  }

  deinit {
    for place in places { place.remove() }
    places.deinitialize()
    places.deallocate()
  }

  var indices: Range<Int> { places.indices }

  @inline(__always)
  func handle(_ event: Event, _ timeline: inout Timeline) {
    precondition(Int(event.target) < places.count)
    places[Int(event.target)].handle(event, &timeline)
  }

  func start(_ index: Int, _ timeline: inout Timeline) { places[index].start(&timeline) }
  func sample(_ index: Int, _ timeline: inout Timeline) { places[index].sample(&timeline) }

  private static func place<C: Component>(_ component: C) -> any Placement {
    let address = UnsafeMutablePointer<C>.allocate(capacity: 1)
    address.initialize(to: component)
    return Place(address: address)
  }
}

private protocol Placement {
  func start(_ timeline: inout Timeline)
  mutating func handle(_ event: Event, _ timeline: inout Timeline)
  func sample(_ timeline: inout Timeline)
  func remove()
}

private struct Place<C: Component>: Placement {
  let address: UnsafeMutablePointer<C>

  func start(_ timeline: inout Timeline) { address.pointee.start(&timeline) }
  mutating func handle(_ event: Event, _ timeline: inout Timeline) { address.pointee.handle(event, &timeline) }
  func sample(_ timeline: inout Timeline) { address.pointee.sample(&timeline) }
  func remove() {
    address.deinitialize(count: 1)
    address.deallocate()
  }
}
