// SPDX-License-Identifier: GPL-3.0-or-later

/// The names of regions as price lists write them (`location`), for files from before `regionCode`.
enum RegionNames {
  /// The region of a location's name; nil if it is none of those known.
  static func region(of location: String) -> String? { byName[location] }

  /// All regions known, in ascending order.
  static let known: [String] = list.map(\.id).sorted()

  private static let byName = Dictionary(list.map { ($0.name, $0.id) }, uniquingKeysWith: { first, _ in first })

  private static let list: [(id: String, name: String)] = [
    ("us-east-1", "US East (N. Virginia)"), ("us-east-2", "US East (Ohio)"), ("us-west-1", "US West (N. California)"),
    ("us-west-2", "US West (Oregon)"), ("ca-central-1", "Canada (Central)"), ("ca-west-1", "Canada West (Calgary)"),
    ("mx-central-1", "Mexico (Central)"), ("sa-east-1", "South America (Sao Paulo)"), ("eu-west-1", "EU (Ireland)"),
    ("eu-west-2", "EU (London)"), ("eu-west-3", "EU (Paris)"), ("eu-central-1", "EU (Frankfurt)"),
    ("eu-central-2", "Europe (Zurich)"), ("eu-north-1", "EU (Stockholm)"), ("eu-south-1", "EU (Milan)"),
    ("eu-south-2", "Europe (Spain)"), ("ap-east-1", "Asia Pacific (Hong Kong)"),
    ("ap-south-1", "Asia Pacific (Mumbai)"),
    ("ap-south-2", "Asia Pacific (Hyderabad)"), ("ap-northeast-1", "Asia Pacific (Tokyo)"),
    ("ap-northeast-2", "Asia Pacific (Seoul)"), ("ap-northeast-3", "Asia Pacific (Osaka)"),
    ("ap-southeast-1", "Asia Pacific (Singapore)"), ("ap-southeast-2", "Asia Pacific (Sydney)"),
    ("ap-southeast-3", "Asia Pacific (Jakarta)"), ("ap-southeast-4", "Asia Pacific (Melbourne)"),
    ("ap-southeast-5", "Asia Pacific (Malaysia)"), ("ap-southeast-7", "Asia Pacific (Thailand)"),
    ("me-south-1", "Middle East (Bahrain)"), ("me-central-1", "Middle East (UAE)"),
    ("il-central-1", "Israel (Tel Aviv)"),
    ("af-south-1", "Africa (Cape Town)"), ("us-gov-east-1", "AWS GovCloud (US-East)"),
    ("us-gov-west-1", "AWS GovCloud (US-West)"),
  ]
}
