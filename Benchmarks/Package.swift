// swift-tools-version: 6.1
// SPDX-License-Identifier: GPL-3.0-or-later

import PackageDescription

// A package of its own, so that the main build stays small: swift run -c release --package-path Benchmarks benchmark
let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "sluice", path: "..")],
  targets: [
    .target(name: "Reference"),
    .executableTarget(
      name: "benchmark",
      dependencies: [
        "Reference",
        .product(name: "SluiceSimulation", package: "sluice"),
        .product(name: "SluiceScenarios", package: "sluice"),
        .product(name: "SluiceCacheEngines", package: "sluice"),
      ]),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
