// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments

/// A page of HTML that needs nothing but itself: style and script are in it, pictures are inline SVG, and what can be
/// downloaded lies in its links.
struct HTMLPage {
  /// A heading with what belongs to it.
  struct Section {
    var anchor: String
    var title: String
    /// Pieces of markup.
    var blocks: [String] = []
    var sections: [Section] = []

    init(_ anchor: String, _ title: String, _ blocks: [String] = [], sections: [Section] = []) {
      self.anchor = anchor
      self.title = title
      self.blocks = blocks.filter { !$0.isEmpty }
      self.sections = sections.filter { !$0.isEmpty }
    }

    var isEmpty: Bool { blocks.isEmpty && sections.isEmpty }

    func markup(level: Int) -> String {
      let body = blocks.joined() + sections.map { $0.markup(level: level + 1) }.joined()
      return HTMLTemplates.filled(
        .section,
        SectionModel(
          anchor: anchor, kind: level == 2 ? "chapter" : "part", isChapter: level == 2, level: level,
          heading: Characters.clean(title),
          body: body))
    }
  }

  var title: String
  var lead: [String]
  var program: String
  var sections: [Section]

  var html: String {
    let sections = sections.filter { !$0.isEmpty }
    let hasParts = sections.count { !$0.sections.isEmpty } > 1
    let contents = sections.flatMap { section in
      [ContentsModel(target: section.anchor, text: Characters.clean(section.title), isPart: hasParts)]
        + (hasParts ? section.sections : []).map {
          ContentsModel(target: $0.anchor, text: Characters.clean($0.title), isPart: false)
        }
    }
    return HTMLTemplates.filled(
      .page,
      PageModel(
        generator: program, language: Language.current.rawValue, title: "\(Characters.clean(title)) - sluice",
        css: Chart.styleSheet + "\n" + HTMLTemplates.css,
        skip: say("Skip to the report"), sections: say("Sections of this report"),
        heading: Characters.clean(title), lead: lead.map { LeadModel(text: Characters.clean($0)) }, contents: contents,
        body: sections.map { $0.markup(level: 2) }.joined(),
        foot: say("Made by \(program). Everything is in this file."),
        script: HTMLTemplates.script))
  }
}

private struct SectionModel {
  let anchor: String
  let kind: String
  /// Only these are landmarks: their titles are their own.
  let isChapter: Bool
  let level: Int
  let heading: String
  let body: String
}

private struct PageModel {
  let generator: String
  let language: String
  let title: String
  let css: String
  let skip: String
  let sections: String
  let heading: String
  let lead: [LeadModel]
  let contents: [ContentsModel]
  let body: String
  let foot: String
  let script: String
}

private struct LeadModel { let text: String }

private struct ContentsModel {
  let target: String
  let text: String
  let isPart: Bool
}
