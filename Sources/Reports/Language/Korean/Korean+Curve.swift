// SPDX-License-Identifier: GPL-3.0-or-later

extension Catalogue {
  /// What `sluice curve` says.
  static let koreanCurve: Entries = [
    "HIT RATIO": "적중률",
    "NODES, A MONTH": "노드, 월 비용",
    "-V shows 1 larger type of node": "더 큰 노드 유형 1가지는 -V로 봅니다",
    "-V shows {} larger types of nodes": "더 큰 노드 유형 {1}가지는 -V로 봅니다",
    "the first {} fill, {} are measured": "처음 {1:은/는} 채우고, {2:을/를} 측정",
    "{} reads, {} writes": "읽기 {1}, 쓰기 {2}",
    "every record followed": "모든 레코드를 추적",
    "{} of the records followed": "레코드의 {1:을/를} 추적",
    "{} of the records followed to bound memory (--sampling 100% follows all)":
      "메모리를 제한하려고 레코드의 {1:을/를} 추적(--sampling 100%는 모두 추적)",
    "{} from here on": "여기부터 {1}",
    "{}: nothing was read in window {}": "{1}: 시간대 {2}에 읽기가 없었습니다",
    "are out of reach: no memory gives more than {}": "도달할 수 없음: 메모리가 아무리 커도 {1:을/를} 넘지 못합니다",
    "need {}": "필요한 메모리 {1}",
    "more than any type of node has": "어느 노드 유형보다도 큽니다",
    "working set": "작업 집합",
    "{} records in {}: with more memory than that it stays at {} hits; the others are {}":
      "레코드 {1}개, {2}: 메모리가 그보다 커도 적중률은 {3}에 머뭅니다. 나머지는 {4}입니다",
    "reads for the first time": "처음 읽는 것",
    "after a write": "쓴 뒤에 읽는 것",
    "after the ttl of {}": "ttl {1:이/가} 지나고 읽는 것",
    "{} does not evict by recency: the curve is that of LRU, and its own may lie elsewhere":
      "{1:은/는} 최근에 쓴 순서로 축출하지 않습니다: 이 곡선은 LRU의 것이고, 실제 곡선은 다른 곳에 있을 수 있습니다",
    "a record's life is counted from its first load: where memory is so short that it would be evicted and loaded again within its ttl, the curve is a little low":
      "레코드의 수명은 처음 적재한 때부터 셉니다: 메모리가 아주 작아 ttl 안에 축출되고 다시 적재되는 곳에서는 곡선이 조금 낮습니다",
    "left out here: what happens to {} ({})": "여기서 뺀 것: {1}에 일어나는 일({2})",
    "What the curve says": "곡선이 말하는 것",
    "Types of nodes in {}": "{1}의 노드 유형",
    "type": "유형",
    "nodes": "노드",
  ]
}
