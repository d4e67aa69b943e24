// swift-tools-version: 6.1
// SPDX-License-Identifier: GPL-3.0-or-later

import PackageDescription

let package = Package(
  name: "sluice",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "sluice", targets: ["sluice"]),
    .library(name: "SluiceSimulation", targets: ["Simulation", "Statistics"]),
    .library(name: "SluiceCacheEngines", targets: ["CacheEngines"]),
    .library(
      name: "SluiceScenarios",
      targets: ["Scenarios", "Experiments", "Reports", "Teaching", "Configuration", "Pricing", "Services"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
  ],
  targets: [
    .systemLibrary(
      name: "CGSL", pkgConfig: "gsl",
      providers: [.apt(["libgsl-dev", "pkg-config"]), .brew(["gsl", "pkg-config"])]),
    .target(
      name: "Statistics",
      dependencies: ["CGSL", .product(name: "Histogram", package: "hdrhistogram-swift")]),
    .target(name: "Simulation", dependencies: ["Statistics"]),
    .target(name: "CacheEngines", dependencies: ["Statistics"]),
    .target(name: "Configuration", dependencies: ["Yams"]),
    .target(name: "Pricing", dependencies: ["Configuration"], resources: [.copy("Prices")]),
    .target(
      name: "Services",
      dependencies: [
        "Simulation", "Statistics", "Configuration", "Pricing", "CacheEngines",
        .product(name: "DequeModule", package: "swift-collections"),
      ]),
    .target(name: "Scenarios", dependencies: ["Services"]),
    .target(
      name: "Experiments", dependencies: ["Scenarios", .product(name: "GRDB", package: "GRDB.swift")]),
    .target(
      name: "Reports",
      dependencies: ["Experiments", .product(name: "Mustache", package: "swift-mustache")],
      resources: [.embedInCode("HTML/Templates")]),
    .target(name: "Teaching", dependencies: ["Reports"]),
    .executableTarget(
      name: "sluice",
      dependencies: [
        "Reports", "Teaching", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .testTarget(name: "StatisticsTests", dependencies: ["Statistics", "CGSL"]),
    .testTarget(name: "SimulationTests", dependencies: ["Simulation"]),
    .testTarget(name: "CacheEnginesTests", dependencies: ["CacheEngines", "Statistics", "CGSL"]),
    .testTarget(name: "ConfigurationTests", dependencies: ["Configuration"]),
    .testTarget(name: "PricingTests", dependencies: ["Pricing"]),
    .testTarget(
      name: "ServicesTests", dependencies: ["Services"],
      exclude: ["Fixtures/kinesis-shards.py", "Fixtures/kafka-partitions.py"]),
    .testTarget(name: "ScenariosTests", dependencies: ["Scenarios"]),
    .testTarget(name: "ExperimentsTests", dependencies: ["Experiments"]),
    .testTarget(name: "ReportsTests", dependencies: ["Reports"]),
    .testTarget(name: "TeachingTests", dependencies: ["Teaching"]),
    .testTarget(
      name: "sluiceTests",
      dependencies: ["sluice", "Configuration", "Experiments", "Pricing", "Reports", "Scenarios"]),
  ],
  swiftLanguageModes: [.v6]
)
